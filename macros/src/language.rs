//! Reads the declarations of the `api!` language in Rust source files, without compiling them.
//!
//! It is the language as the macro has it, because the files are the macro's: this is a second root over those of its
//! modules that read and check a declaration. What `api!` refuses is a [`Mistake`] here, in the same words.
//!
//! # Examples
//!
//! ```
//! let source = r#"
//!     schematic_api::api! {
//!         pub client Notes at "https://notes.example.com/v1";
//!
//!         list: GET /notes?<limit: u32?> -> Vec<Note>;
//!     }
//! "#;
//! let declarations = schematic_api_language::read(source).expect("a sound declaration");
//! let list = &declarations[0].routes[0];
//! assert_eq!((list.id.as_str(), list.method.as_str(), list.path.as_str()), ("list", "GET", "/notes"));
//! assert_eq!((list.query.as_slice(), list.reply.as_str()), (["limit?".to_owned()].as_slice(), "Vec<Note>"));
//! ```

#![allow(clippy::large_enum_variant)] // as in the macro
#![allow(dead_code, unused_imports)] // the files also hold what only the expansion asks for

mod ast;
mod bare;
mod case;
mod check;
mod errors;
mod foreign;
mod http_token;
mod lex;
mod model;
mod name;
mod parse;
mod parts;
mod reply;
mod resolve;
mod rt;
mod slip;
mod suggest;
mod text;
mod wire_name;

/// What only this package has; its files are in a folder of their own, among those of the macro.
mod language {
    mod block;
    mod clauses;
    pub(crate) mod declaration;
    mod invocation;
    mod media;
    pub(crate) mod mistake;
    pub(crate) mod read;
    mod route;
}

pub use case::{CASES, Case};
pub use language::declaration::{Client, Declaration, Group, Mount, Route};
pub use language::mistake::{Mistake, Place};
pub use language::read::read;

/// The methods that every call has. The setter of an optional input cannot have one of these names.
pub const OPTIONS_OF_CALLS: &[&str] = &check::param::OPTIONS;

/// The argument or setter that a name on the wire becomes, if Rust can have one of this name: `Idempotency-Key` is
/// `idempotency_key`. A keyword is without `r#`.
pub fn argument(wire: &str) -> Option<String> {
    let ident = name::argument(wire, proc_macro2::Span::call_site())?;
    Some(syn::ext::IdentExt::unraw(&ident).to_string())
}
