//! Sets of functions, and answering the calls of a model.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{StreamExt as _, stream};

use crate::answer::Answer;
use crate::definition::{Definition, DefinitionError};
use crate::function::Function;
use crate::function_error::{FunctionError, FunctionErrorKind, Reaction};
use crate::guarded::{Guarded, Panicked};

/// The functions that a model may call, and how its calls are answered. Clones are cheap.
///
/// | | default |
/// |---|---|
/// | [`concurrency`](Self::concurrency) | 8 calls at once |
/// | [`timeout`](Self::timeout) | 60 s for each call |
/// | [`on_error`](Self::on_error) | tell the model, with [`FunctionError::tell`] |
#[derive(Clone)]
pub struct FunctionSet {
    functions: Arc<[Function]>,
    concurrency: usize,
    timeout: Duration,
    react: Arc<dyn Fn(&FunctionError) -> Reaction + Send + Sync>,
}

impl FunctionSet {
    /// Builds a set of functions.
    ///
    /// # Errors
    ///
    /// Two functions have the same name, or a [strict](Definition::strict) function takes a map.
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

    /// Sets how many calls of one [`answer`](Self::answer) run at once; 0 counts as 1. Default: 8.
    ///
    /// The calls share the task that awaits them. A function that blocks its thread holds up the others, and no time
    /// limit can interrupt it; move such work to `tokio::task::spawn_blocking`.
    #[must_use]
    pub fn concurrency(self, calls: usize) -> Self {
        Self { concurrency: calls.max(1), ..self }
    }

    /// Sets the time limit of each call. When it is reached, the future of the function is dropped. Default: 60 s.
    #[must_use]
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Sets how to react to an error. Default: [`FunctionError::tell`], which tells the model what went wrong.
    #[must_use]
    pub fn on_error(
        self,
        react: impl Fn(&FunctionError) -> Reaction + Send + Sync + 'static,
    ) -> Self {
        Self { react: Arc::new(react), ..self }
    }

    /// Returns the definitions of the functions, to declare them to a model.
    pub fn definitions(&self) -> impl Iterator<Item = &Definition> {
        self.functions.iter().map(Function::definition)
    }

    /// Calls one function by its name, with its arguments as JSON, and returns its output.
    ///
    /// Dropping the future also drops that of the function.
    ///
    /// # Errors
    ///
    /// Any error of the call; [`on_error`](Self::on_error) has no effect here.
    pub async fn call(&self, name: &str, arguments: &str) -> Result<String, FunctionError> {
        let found = self.functions.iter().find(|function| function.definition().name() == name);
        let Some(function) = found else {
            return Err(FunctionError::new(name, FunctionErrorKind::Unknown));
        };
        let running = Guarded::of(|| function.call(arguments));
        let output = match tokio::time::timeout(self.timeout, running).await {
            Ok(Ok(output)) => output,
            Ok(Err(Panicked)) => Err(FunctionErrorKind::Panic),
            Err(_) => Err(FunctionErrorKind::Timeout(self.timeout)),
        };
        output.map_err(|kind| FunctionError::new(name, kind))
    }

    /// Answers several calls, each a name and its arguments as JSON, and returns the answers in the same order. The
    /// calls run concurrently, at most [`concurrency`](Self::concurrency) of them at once.
    ///
    /// # Errors
    ///
    /// The first error, in the order of the calls, to which [`on_error`](Self::on_error) reacts with
    /// [`Reaction::Fail`].
    pub async fn answer(&self, calls: &[(&str, &str)]) -> Result<Vec<Answer>, FunctionError> {
        let calls: Vec<_> =
            calls.iter().map(|(name, arguments)| self.reply(name, arguments)).collect();
        let mut running = stream::iter(calls).buffered(self.concurrency);
        let mut answers = Vec::new();
        while let Some(answer) = running.next().await {
            answers.push(answer?);
        }
        Ok(answers)
    }

    async fn reply(&self, name: &str, arguments: &str) -> Result<Answer, FunctionError> {
        match self.call(name, arguments).await {
            Ok(text) => Ok(Answer::Output(text)),
            Err(error) => match (self.react)(&error) {
                Reaction::Tell(text) => Ok(Answer::Error(text)),
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
