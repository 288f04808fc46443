//! One function that a model may call.

use std::fmt;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::BoxError;
use crate::definition::{Definition, DefinitionError};
use crate::function_error::FunctionErrorKind;

type Call = dyn Fn(&str) -> BoxFuture<'static, Result<String, FunctionErrorKind>> + Send + Sync;

/// A Rust function that a model may call, with what the model is told about it.
#[derive(Clone)]
pub struct Function {
    definition: Definition,
    call: Arc<Call>,
}

impl Function {
    /// An async function of one argument, whose type is the schema; see [`Definition::of`].
    ///
    /// A string that it returns goes to the model as it is, everything else as JSON.
    ///
    /// # Errors
    ///
    /// When the function cannot be declared; see [`DefinitionError`].
    pub fn of<A, F, Fut, O, E>(function: F) -> Result<Self, DefinitionError>
    where
        A: JsonSchema + DeserializeOwned + Send + 'static,
        F: Fn(A) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<O, E>> + Send + 'static,
        O: Serialize,
        E: Into<BoxError>,
    {
        Ok(Self::new(Definition::of::<A>()?, function))
    }

    /// An async function with a definition of its own.
    pub fn new<A, F, Fut, O, E>(definition: Definition, function: F) -> Self
    where
        A: DeserializeOwned + Send + 'static,
        F: Fn(A) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<O, E>> + Send + 'static,
        O: Serialize,
        E: Into<BoxError>,
    {
        let function = Arc::new(function);
        let call = move |arguments: &str| -> BoxFuture<'static, Result<String, FunctionErrorKind>> {
            let decoded = decode::<A>(arguments);
            let function = Arc::clone(&function);
            Box::pin(async move {
                let output = function(decoded?)
                    .await
                    .map_err(|error| FunctionErrorKind::Error(error.into()))?;
                text(&output)
            })
        };
        Self { definition, call: Arc::new(call) }
    }

    /// The same in strict mode, in which it may not take a map; see [`Definition::strict`].
    #[must_use]
    pub fn strict(self) -> Self {
        Self { definition: self.definition.strict(), ..self }
    }

    /// What the model is told about it.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    pub(crate) fn call(
        &self,
        arguments: &str,
    ) -> BoxFuture<'static, Result<String, FunctionErrorKind>> {
        (self.call)(arguments)
    }
}

/// A model that has nothing to say sends no arguments at all.
fn decode<A: DeserializeOwned>(arguments: &str) -> Result<A, FunctionErrorKind> {
    let arguments = if arguments.trim().is_empty() { "{}" } else { arguments };
    serde_json::from_str(arguments).map_err(FunctionErrorKind::Arguments)
}

fn text(output: &impl Serialize) -> Result<String, FunctionErrorKind> {
    match serde_json::to_value(output).map_err(FunctionErrorKind::Output)? {
        Value::String(text) => Ok(text),
        value => Ok(value.to_string()),
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Function").field(&self.definition.name()).finish()
    }
}
