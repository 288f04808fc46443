//! Rust functions that a language model may call, with the schema of their arguments.
//!
//! The API of a language model takes declarations of functions, also called tools, and replies with calls: a name, and
//! arguments as JSON. This crate declares Rust functions and answers such calls. The attribute
//! [`function`](macro@function) declares an `async fn`: its name, its doc comments and its arguments are what the model
//! is told. A [`FunctionSet`] answers the calls, several at once, and reacts to errors as you choose.
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
//! # Who it is for
//!
//! - If you write functions for a model, pass a [`FunctionSet`] to the client crate of an API, such as
//!   `schematic-openai`, which re-exports this crate and does the rest.
//! - If you write such a client crate, send the [`FunctionSet::definitions`] in the form of your API, and answer calls
//!   with [`FunctionSet::answer`]. This crate is independent of any API and of HTTP, and does not depend on
//!   `schematic-api`.
//!
//! Calls have time limits, so they need a Tokio runtime with its time driver.
//!
//! # Functions with state
//!
//! A function that needs more than the arguments from the model, such as a database connection, is a closure of one
//! argument; pass it to [`Function::of`]. The type of the argument gives the function its name, description and schema.
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
//!
//! # Errors of calls
//!
//! A model makes mistakes: it calls a function that does not exist, or leaves out an argument. Functions fail, too.
//! Each case is a [`FunctionError`], whose [`kind`](FunctionError::kind) tells what went wrong. By default the model is
//! told in place of an output, and may do better in its next call. That includes panics, and calls that take longer
//! than [`FunctionSet::timeout`]. Choose another [`Reaction`] with [`FunctionSet::on_error`]:
//!
//! ```
//! use schematic_functions::{FunctionErrorKind, FunctionSet, Reaction, function};
//!
//! #[function]
//! async fn balance(account: u32) -> Result<i64, String> {
//!     Err(format!("no connection to db-{account}.internal"))
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let functions = FunctionSet::new([balance::function()?])?.on_error(|error| match error.kind() {
//!     FunctionErrorKind::Error(_) => Reaction::Tell("Error: try again later".to_owned()),
//!     FunctionErrorKind::Panic => Reaction::Fail,
//!     _ => error.tell(),
//! });
//! let answers = functions.answer(&[("balance", r#"{"account":7}"#), ("balance", "{}")]).await?;
//! assert_eq!(answers[0], "Error: try again later");
//! assert!(answers[1].starts_with("Error: the arguments of `balance` do not fit: missing field `account`"));
//! # Ok(())
//! # }
//! ```
//!
//! A function that cannot be declared at all, such as the second of two with the same name, is a [`DefinitionError`]
//! before any call.
//!
//! # Strict mode
//!
//! In strict mode, the model must follow the schema exactly: it sends all declared arguments and no others. Turn it on
//! for a function with `#[function(strict)]` or [`Function::strict`]. An `Option` remains optional, as `null`. Maps are
//! not supported; see [`Definition::strict`].
//!
//! ```
//! use schematic_functions::function;
//!
//! #[function(strict)]
//! async fn book(city: String, nights: Option<u32>) -> String {
//!     format!("{city} for {} nights", nights.unwrap_or(1))
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let book = book::function()?;
//! let parameters = book.definition().parameters();
//! assert_eq!(parameters["required"], serde_json::json!(["city", "nights"]));
//! assert_eq!(parameters["additionalProperties"], false);
//! # Ok(())
//! # }
//! ```

// No input from a model may cause a panic.
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
mod answer;
mod attribute;
mod deadline;
mod definition;
mod function;
mod function_error;
mod guarded;
mod set;
mod shown;
mod strict;
#[cfg(test)]
mod tests;

pub use crate::answer::Answer;
pub use crate::definition::{Definition, DefinitionError};
pub use crate::function::Function;
pub use crate::function_error::{FunctionError, FunctionErrorKind, Reaction};
pub use crate::set::FunctionSet;
#[doc = include_str!("attribute.md")]
pub use schematic_functions_macros::function;

/// A function of an older edition may have an argument whose name is a keyword in the newest one.
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

/// Any error that can be sent to another thread, as a function may return it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
