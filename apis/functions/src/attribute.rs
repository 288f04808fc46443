//! What the expansion of `#[function]` calls.

use std::convert::Infallible;

use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::BoxError;
use crate::definition::{Definition, DefinitionError};
use crate::function::Function;

/// A function under the name that is written in the source.
///
/// # Errors
///
/// When it cannot be declared to a model.
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

/// What stands for the declaration of a function with a mistake.
///
/// # Errors
///
/// Always; but the mistake keeps it from being called.
pub fn erroneous_function() -> Result<Function, DefinitionError> {
    Err(DefinitionError::erroneous())
}

/// What a function returned. A macro sees no further than the name of a type; the compiler knows whether it is a `Result`.
#[derive(Debug)]
pub struct Returned<T>(pub T);

impl<O, E> Returned<Result<O, E>> {
    /// The result itself. A method of the type goes before one of a trait.
    ///
    /// # Errors
    ///
    /// The function's.
    pub fn outcome(self) -> Result<O, E> {
        self.0
    }
}

/// The outcome of a function that cannot fail.
pub trait Outcome {
    /// What it returns.
    type Output;

    /// The output, as the success that it is.
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
