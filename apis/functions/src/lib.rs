//! Functions that a model may call: Rust functions with the schema of their arguments.
//!
//! An `async fn` under the attribute [`function`](macro@function) is one: its name, its doc comments and its arguments are
//! what the model is told. A [`FunctionSet`] answers the calls that a model asks for, several at once, and turns whatever
//! goes wrong into what the caller chose. An API says how calls come and how their outputs go back; `schematic-openai` does
//! it for runs.
//!
//! ```
//! use schematic_functions::{FunctionSet, function};
//!
//! /// The weather of a city, now.
//! #[function]
//! async fn get_weather(
//!     /// City and country.
//!     city: String,
//! ) -> Result<String, std::io::Error> {
//!     Ok(format!("It rains in {city}."))
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let functions = FunctionSet::new([get_weather::function()?])?;
//! let answers = functions.answer(&[("get_weather", r#"{"city":"Utrecht"}"#)]).await?;
//! assert_eq!(answers, ["It rains in Utrecht."]);
//! # Ok(())
//! # }
//! ```
//!
//! # State, and a type of its own
//!
//! A function that needs more than what the model gives, such as a connection to a database, is a closure of one argument:
//! [`Function::of`]. The type of the argument is the schema, and gives the function its name and description.
//!
//! ```
//! use schematic_functions::{Function, FunctionSet};
//! use schemars::JsonSchema;
//! use serde::Deserialize;
//! use std::collections::BTreeMap;
//! use std::sync::Arc;
//!
//! /// The price of a product, in cents.
//! #[derive(Deserialize, JsonSchema)]
//! struct GetPrice {
//!     /// Its name in the catalogue.
//!     product: String,
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let catalogue = Arc::new(BTreeMap::from([("tea".to_owned(), 250)]));
//! let get_price = Function::of(move |GetPrice { product }| {
//!     let catalogue = Arc::clone(&catalogue);
//!     async move { catalogue.get(&product).copied().ok_or("no such product") }
//! })?;
//! let functions = FunctionSet::new([get_price])?;
//! let calls = [("get_price", r#"{"product":"tea"}"#), ("get_price", r#"{"product":"tee"}"#)];
//! assert_eq!(functions.answer(&calls).await?, ["250", "Error: no such product"]);
//! # Ok(())
//! # }
//! ```

// Nothing that a model writes may panic.
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::panic,
        clippy::unreachable
    )
)]

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod attribute;
mod definition;
mod function;
mod function_error;
mod set;
mod strict;
#[cfg(test)]
mod tests;

pub use crate::definition::{Definition, DefinitionError};
pub use crate::function::Function;
pub use crate::function_error::{FunctionError, FunctionErrorKind, Reaction};
pub use crate::set::FunctionSet;
#[doc = include_str!("attribute.md")]
pub use schematic_functions_macros::function;

/// Compiles where a keyword of the newest edition is the name of an argument, as it may be in an older one.
///
/// ```edition2021
/// use schematic_functions::{FunctionSet, function};
///
/// #[function]
/// async fn paint(prompt: String, gen: u32) -> String {
///     format!("{prompt} {gen}")
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let functions = FunctionSet::new([paint::function()?])?;
/// let answers = functions.answer(&[("paint", r#"{"prompt":"a cat","gen":2}"#)]).await?;
/// assert_eq!(answers, ["a cat 2"]);
/// # Ok(())
/// # }
/// ```
#[cfg(doctest)]
mod edition_2021 {}

/// Any error. What a function returns becomes one with `?` and `into`.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
