//! A function that a model may call.

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
use crate::shown::readable;

type Call = dyn Fn(&str) -> BoxFuture<'static, Result<String, FunctionErrorKind>> + Send + Sync;

/// A Rust function that a model may call, with its definition for the model. Clones are cheap.
#[derive(Clone)]
pub struct Function {
    definition: Definition,
    call: Arc<Call>,
}

impl Function {
    /// Wraps an async function or closure of one argument. The type of the argument determines the
    /// definition; see [`Definition::of`].
    ///
    /// A string that it returns goes to the model as it is, any other value as JSON.
    ///
    /// # Errors
    ///
    /// The function cannot be declared; see [`DefinitionError`].
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

    /// Wraps an async function or closure under the given definition.
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

    /// Turns strict mode on; see [`Definition::strict`]. The function may then not take a map.
    #[must_use]
    pub fn strict(self) -> Self {
        Self { definition: self.definition.strict(), ..self }
    }

    /// Returns the definition for the model.
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

/// Nothing and `null` count as `{}`: a model may write them for a function without arguments.
fn decode<A: DeserializeOwned>(arguments: &str) -> Result<A, FunctionErrorKind> {
    let is_nothing = matches!(arguments.trim(), "" | "null");
    let arguments = if is_nothing { "{}" } else { arguments };
    serde_json::from_str(arguments).map_err(|error| FunctionErrorKind::Arguments(readable(error)))
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
