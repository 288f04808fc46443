//! Answering the model's calls with Rust functions.

mod error;
mod stream;
mod turn;

use std::fmt;
use std::time::Duration;

use schematic_functions::{Definition, FunctionSet};

pub use self::error::AnsweringError;
pub use self::stream::AnsweredMessageStream;
use self::turn::{Next, extend, results};
use crate::{CreateMessage, CustomTool, Message, Messages, Tool};

/// Declares a function in the form that the service expects.
impl From<&Definition> for CustomTool {
    fn from(definition: &Definition) -> Self {
        let tool = Self::new(definition.name(), definition.parameters().clone());
        let tool = match definition.description() {
            Some(text) => tool.description(text),
            None => tool,
        };
        if definition.is_strict() { tool.strict(true) } else { tool }
    }
}

impl From<&Definition> for Tool {
    fn from(definition: &Definition) -> Self {
        Self::Custom(definition.into())
    }
}

impl Tool {
    /// Returns the functions of a set as tools.
    #[must_use]
    pub fn functions(functions: &FunctionSet) -> Vec<Self> {
        functions.definitions().map(Self::from).collect()
    }
}

impl Messages {
    /// Answers the model's calls with the functions of a set; see [`Answering`].
    pub fn answering(&self, functions: &FunctionSet) -> Answering {
        let (messages, functions) = (self.clone(), functions.clone());
        Answering { messages, functions, rounds: 16, timeout: Duration::from_secs(600) }
    }
}

/// Goes on with a conversation until the model is done, and answers its calls with the functions of a set.
///
/// Built by [`Messages::answering`].
///
/// Whenever the model calls tools, the functions run concurrently, and their results go back in one message, in the order of the
/// calls. Calls with the same id count as one, the first. A function that fails is a result with
/// [`is_error`](crate::ToolResultBlock::is_error), unless the set reacts with
/// [`Reaction::Fail`](schematic_functions::Reaction::Fail). When the service makes a pause, or has summed up the conversation, what it wrote is sent back, and no
/// function runs. Any other reason to stop ends the conversation, one that this version does not know among them.
///
/// | | default |
/// |---|---|
/// | [`rounds`](Self::rounds) | 16 |
/// | [`timeout`](Self::timeout) | 10 min |
///
/// With [`ToolChoice::any`](crate::ToolChoice::any) or [`tool`](crate::ToolChoice::tool) the model calls a tool in every round,
/// so that only the number of rounds ends the conversation.
///
/// # Examples
///
/// ```no_run
/// use schematic_anthropic::functions::{FunctionSet, function};
/// use schematic_anthropic::{Anthropic, CreateMessage, Tool};
///
/// /// The next high tide.
/// #[function(crate = schematic_anthropic::functions)]
/// async fn high_tide(harbour: String) -> String {
///     format!("14:20 in {harbour}")
/// }
///
/// # async fn example(claude: Anthropic) -> Result<(), Box<dyn std::error::Error>> {
/// let functions = FunctionSet::new([high_tide::function()?])?;
/// let mut conversation = CreateMessage::ask("claude-sonnet-5-5", 1024, "When is high tide in Bergen?")
///     .tools(Tool::functions(&functions));
/// let answer = claude.messages().answering(&functions).finish(&mut conversation).await?;
/// println!("{}", answer.text());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
#[must_use = "nothing happens until a conversation is finished or streamed"]
pub struct Answering {
    messages: Messages,
    functions: FunctionSet,
    rounds: u32,
    timeout: Duration,
}

impl fmt::Debug for Answering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answering")
            .field("functions", &self.functions)
            .field("rounds", &self.rounds)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}

impl Answering {
    /// Sets how many times the conversation goes on at most, with results or after a pause. Default: 16.
    pub fn rounds(self, rounds: u32) -> Self {
        Self { rounds, ..self }
    }

    /// Sets how long the conversation may take until the model is done, functions included. Default: 10 min.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Goes on with a conversation until the model is done, and returns its last message.
    ///
    /// The conversation has then all messages, the last one included. After an error, it has those of the rounds that are
    /// complete, so that another call goes on from there. Dropping the future drops the functions that are running.
    ///
    /// # Errors
    ///
    /// See [`AnsweringError`].
    pub async fn finish(
        &self,
        conversation: &mut CreateMessage,
    ) -> Result<Message, AnsweringError> {
        match tokio::time::timeout(self.timeout, self.answer(conversation)).await {
            Ok(result) => result,
            Err(_) => Err(AnsweringError::Timeout(self.timeout)),
        }
    }

    async fn answer(&self, conversation: &mut CreateMessage) -> Result<Message, AnsweringError> {
        for round in 0.. {
            let message = self.messages.create(conversation).await?;
            let next = Next::after(&message);
            if next == Next::Done {
                extend(conversation, message.clone(), None);
                return Ok(message);
            }
            if round == self.rounds {
                return Err(AnsweringError::Rounds(round));
            }
            let results = match next {
                Next::Results => Some(results(&self.functions, &message, &[]).await?),
                _ => None,
            };
            extend(conversation, message, results);
        }
        Err(AnsweringError::Rounds(self.rounds))
    }
}
