//! Functions for models.

use llm_tools::function;

/// Paints.
#[function(crate = llm_tools)]
pub async fn paint(
    /// Of what.
    prompt: String,
    gen: u32,
) -> String {
    format!("{prompt} {gen}")
}

/// Draws.
///
/// # Errors
///
/// Without a number.
#[function(crate = "llm_tools", strict)]
pub async fn gen(gen: Option<u32>, mut r#try: u8) -> Result<u32, String> {
    r#try += 1;
    gen.map(|gen| gen + u32::from(r#try)).ok_or_else(|| "nothing".to_owned())
}

consumer_facade::echo! { pub echo(gen) }

/// No name of the standard library is in scope, and some have other meanings.
pub mod no_prelude {
    #![no_implicit_prelude]

    use ::std::string::String;

    /// Not what its name says.
    #[derive(::std::clone::Clone, ::std::marker::Copy, ::std::fmt::Debug)]
    pub struct Result;

    /// Not what its name says.
    pub mod serde {}

    /// Not what its name says.
    pub mod schemars {}

    /// Joins.
    #[::llm_tools::function(crate = ::llm_tools)]
    pub async fn join(
        /// The one.
        left: String,
        right: ::std::option::Option<String>,
    ) -> String {
        left + right.as_deref().unwrap_or("nothing")
    }
}
