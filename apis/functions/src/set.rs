//! The functions of one model, and the answering of its calls.

use std::fmt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{FutureExt as _, StreamExt as _, stream};

use crate::definition::{Definition, DefinitionError};
use crate::function::Function;
use crate::function_error::{FunctionError, FunctionErrorKind, Reaction};

/// The functions that a model may call, and how its calls are answered. Clones are cheap.
///
/// | | default |
/// |---|---|
/// | [`concurrency`](Self::concurrency) | 8 calls at once |
/// | [`timeout`](Self::timeout) | 60 s a call |
/// | [`on_error`](Self::on_error) | the model is told: [`FunctionError::tell`] |
#[derive(Clone)]
pub struct FunctionSet {
    functions: Arc<[Function]>,
    concurrency: usize,
    timeout: Duration,
    react: Arc<dyn Fn(&FunctionError) -> Reaction + Send + Sync>,
}

impl FunctionSet {
    /// A set of functions.
    ///
    /// # Errors
    ///
    /// When two have the same name, or when one is [strict](Definition::strict) and takes a map.
    pub fn new(functions: impl IntoIterator<Item = Function>) -> Result<Self, DefinitionError> {
        let functions: Arc<[Function]> = functions.into_iter().collect();
        let mut names = std::collections::BTreeSet::new();
        for function in &*functions {
            let name = function.definition().name();
            if !names.insert(name) {
                return Err(DefinitionError::duplicate(name));
            }
            function.definition().check()?;
        }
        Ok(Self {
            functions,
            concurrency: 8,
            timeout: Duration::from_secs(60),
            react: Arc::new(FunctionError::tell),
        })
    }

    /// Sets how many calls run at once; at least one does. Default: 8.
    ///
    /// They take turns within the task that awaits them. A function that blocks its thread holds up the others, and no time
    /// limit interrupts it: such work belongs into `tokio::task::spawn_blocking`.
    #[must_use]
    pub fn concurrency(self, calls: usize) -> Self {
        Self { concurrency: calls.max(1), ..self }
    }

    /// Sets how long one call may take; then its future is dropped. Default: 60 s.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Sets what becomes of an error. Default: the model is told what went wrong.
    #[must_use]
    pub fn on_error(
        self,
        react: impl Fn(&FunctionError) -> Reaction + Send + Sync + 'static,
    ) -> Self {
        Self { react: Arc::new(react), ..self }
    }

    /// What the model is told about the functions.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.functions.iter().map(Function::definition)
    }

    /// Calls one function, by its name and with its arguments as JSON.
    ///
    /// Dropping the future drops the function's own.
    ///
    /// # Errors
    ///
    /// Whatever went wrong; [`on_error`](Self::on_error) is not asked.
    pub async fn call(&self, name: &str, arguments: &str) -> Result<String, FunctionError> {
        let found = self.functions.iter().find(|function| function.definition().name() == name);
        let Some(function) = found else {
            return Err(FunctionError::new(name, FunctionErrorKind::Unknown));
        };
        // The call itself may panic, before there is a future.
        let running = AssertUnwindSafe(async { function.call(arguments).await }).catch_unwind();
        let output = match tokio::time::timeout(self.timeout, running).await {
            Ok(Ok(output)) => output,
            Ok(Err(_)) => Err(FunctionErrorKind::Panic),
            Err(_) => Err(FunctionErrorKind::Timeout(self.timeout)),
        };
        output.map_err(|kind| FunctionError::new(name, kind))
    }

    /// Answers several calls, each a name and its arguments, in their order. They run at once, as many as
    /// [`concurrency`](Self::concurrency) says.
    ///
    /// # Errors
    ///
    /// The first error, in the order of the calls, that [`on_error`](Self::on_error) wants to end it all.
    pub async fn answer(&self, calls: &[(&str, &str)]) -> Result<Vec<String>, FunctionError> {
        let calls: Vec<_> =
            calls.iter().map(|(name, arguments)| self.reply(name, arguments)).collect();
        let mut running = stream::iter(calls).buffered(self.concurrency);
        let mut answers = Vec::new();
        while let Some(answer) = running.next().await {
            answers.push(answer?);
        }
        Ok(answers)
    }

    async fn reply(&self, name: &str, arguments: &str) -> Result<String, FunctionError> {
        match self.call(name, arguments).await {
            Ok(output) => Ok(output),
            Err(error) => match (self.react)(&error) {
                Reaction::Tell(text) => Ok(text),
                Reaction::Fail => Err(error),
            },
        }
    }
}

impl fmt::Debug for FunctionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.definitions().map(Definition::name)).finish()
    }
}
