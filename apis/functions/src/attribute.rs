//! The functions and types that an expansion of `#[function]` uses.

use std::convert::Infallible;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::BoxError;
use crate::definition::{Definition, DefinitionError};
use crate::function::Function;

/// Declares a function under its name in the source code.
///
/// # Errors
///
/// The function cannot be declared to a model.
pub fn declare<A, F, Fut, O, E>(name: &str, function: F) -> Result<Function, DefinitionError>
where
    A: JsonSchema + DeserializeOwned + Send + 'static,
    F: Fn(A) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<O, E>> + Send + 'static,
    O: Serialize,
    E: Into<BoxError>,
{
    Ok(Function::new(Definition::called::<A>(name.to_owned())?, function))
}

/// The declaration of a function with a mistake.
///
/// # Errors
///
/// Always. It is never called, because the mistake prevents compilation.
pub fn erroneous_function() -> Result<Function, DefinitionError> {
    Err(DefinitionError::erroneous())
}

/// The return value of a function. A macro sees only the name of a type; the compiler knows whether it is a `Result`.
#[derive(Debug)]
pub struct Returned<T>(pub T);

impl<O, E> Returned<Result<O, E>> {
    /// Returns the result itself. An inherent method takes precedence over the one of the trait.
    ///
    /// # Errors
    ///
    /// The error of the function.
    pub fn outcome(self) -> Result<O, E> {
        self.0
    }
}

/// The outcome of a function that cannot fail.
pub trait Outcome {
    /// The type of the return value.
    type Output;

    /// Returns the value as `Ok`.
    ///
    /// # Errors
    ///
    /// Never.
    fn outcome(self) -> Result<Self::Output, Infallible>;
}

impl<T> Outcome for Returned<T> {
    type Output = T;

    fn outcome(self) -> Result<T, Infallible> {
        Ok(self.0)
    }
}
