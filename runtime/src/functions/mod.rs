//! Functions that a model may call: Rust functions with the schema of their arguments.
//!
//! A [`Function`] is an async function of one argument, whose type says what the model has to give. A [`FunctionSet`]
//! answers the calls that a model asks for, several at once, and turns whatever goes wrong into what the caller chose.
//! An API says how calls come and how their outputs go back; `schematic-openai` does it for runs.
//!
//! # Examples
//!
//! ```
//! use schematic_api::functions::{Function, FunctionSet};
//! use schemars::JsonSchema;
//! use serde::Deserialize;
//!
//! /// The weather of a city, now.
//! #[derive(Deserialize, JsonSchema)]
//! struct GetWeather {
//!     /// City and country.
//!     city: String,
//! }
//!
//! async fn get_weather(GetWeather { city }: GetWeather) -> Result<String, std::io::Error> {
//!     Ok(format!("It rains in {city}."))
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let functions = FunctionSet::new([Function::of(get_weather)?])?;
//! let answers = functions.answer(&[("get_weather", r#"{"city":"Utrecht"}"#)]).await?;
//! assert_eq!(answers, ["It rains in Utrecht."]);
//! # Ok(())
//! # }
//! ```

mod definition;
mod failure;
mod function;
mod set;
mod strict;
#[cfg(test)]
mod tests;

pub use self::definition::{Definition, DefinitionError};
pub use self::failure::{Failure, FailureKind, Reaction};
pub use self::function::Function;
pub use self::set::FunctionSet;
