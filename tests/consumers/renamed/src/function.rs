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
