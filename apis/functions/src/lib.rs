//! Rust functions that a language model may call, with the schema of their arguments.
//!
//! An API of a model declares functions (some call them tools) and gets back calls: a name, and arguments as JSON. This
//! crate makes the declaration of a Rust function and answers the calls of it. An `async fn` under the attribute
//! [`function`](macro@function) is one: its name, its doc comments and its arguments are what the model is told. A
//! [`FunctionSet`] answers the calls, several at once, and turns whatever goes wrong into what the caller chose.
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
//! # Whom it is for
//!
//! - Those who write functions: give a set to the crate of an API, such as `schematic-openai`, which does the rest. It
//!   re-exports this crate.
//! - Those who write the crate of an API: send what [`FunctionSet::definitions`] gives in the API's own form, and answer
//!   calls with [`FunctionSet::answer`]. Nothing here belongs to one API, and nothing speaks HTTP, so this crate does not
//!   depend on `schematic-api`.
//!
//! Calls are timed by tokio, and want a runtime of it with its time driver.
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
//!
//! # What happens with errors
//!
//! A model makes mistakes: it asks for a function that does not exist, or leaves an argument out. And functions fail. All of
//! it is a [`FunctionError`], whose [`kind`](FunctionError::kind) says what went wrong. By default it ends nothing: the
//! model reads what went wrong in place of the output, and may do better in its next call. That holds for panics, too, and
//! for a call that takes longer than [`FunctionSet::timeout`] allows. Another [`Reaction`] is chosen with
//! [`FunctionSet::on_error`]:
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
//! What cannot be declared at all, such as two functions of one name, is a [`DefinitionError`], before any call.
//!
//! # Strict mode
//!
//! A model may be held to the schema: it then sends no arguments but those declared, and each of them. That is strict mode,
//! for one function at a time: `#[function(strict)]`, or [`Function::strict`]. An `Option` is still optional, as `null`. A
//! map has no place in it; see [`Definition::strict`].
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
