//! What the model of the emulator sees, and what it does unless it is told otherwise.

use super::answer::Answer;
use super::sample::sample;
use crate::{FunctionDefinition, FunctionStepCall, Message, Role, Run, Tool, ToolChoice};

/// One turn of a run: what the model sees when it is its turn to answer.
#[derive(Clone, Debug)]
pub struct Turn {
    pub(super) run: Run,
    pub(super) messages: Vec<Message>,
    pub(super) outputs: Vec<FunctionStepCall>,
}

impl Turn {
    /// The run, with its instructions, tools and tool choice.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// The messages of the thread, oldest first, as far as the truncation strategy of the run shows them.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// The words of the user's last message.
    pub fn question(&self) -> String {
        self.messages
            .iter()
            .rfind(|message| message.role == Role::User)
            .map(Message::text)
            .unwrap_or_default()
    }

    /// The functions that were called in this run so far, oldest first, with their outputs.
    pub fn outputs(&self) -> &[FunctionStepCall] {
        &self.outputs
    }

    /// The functions that may be called.
    pub fn functions(&self) -> impl Iterator<Item = &FunctionDefinition> {
        self.run.tools.iter().filter_map(|tool| match tool {
            Tool::Function(tool) => Some(&tool.function),
            _ => None,
        })
    }

    /// What the model answers unless it is told otherwise: it follows the tool choice of the run.
    ///
    /// - A forced function is called.
    /// - `none` gives a message.
    /// - `auto` and `required` call the first function, once, if there is one.
    /// - When the outputs are there, they are the message. Without functions, the user's words come back.
    ///
    /// The arguments fit the schema of the function: its `default`, `const`, first of `examples` or `enum` where it has
    /// one; for a string, a name from the user's question.
    pub fn default_answer(&self) -> Answer {
        let function = match &self.run.tool_choice {
            _ if !self.outputs.is_empty() => None,
            Some(ToolChoice::None) => None,
            Some(ToolChoice::Function(choice)) => Some(self.call(&choice.function.name)),
            _ => self.functions().next().map(|function| self.call(&function.name)),
        };
        function.unwrap_or_else(|| Answer::text(self.words()))
    }

    /// How many characters there are to read.
    pub(super) fn length(&self) -> usize {
        let instructions = self.run.instructions.as_deref().unwrap_or_default().len();
        let outputs = self.outputs.iter().filter_map(|call| call.output.as_deref()).map(str::len);
        instructions
            + self.messages.iter().map(|message| message.text().len()).chain(outputs).sum::<usize>()
    }

    fn call(&self, name: &str) -> Answer {
        let definition = self.functions().find(|function| function.name == name);
        let schema = definition.and_then(|function| function.parameters.as_ref());
        Answer::call(name, sample(schema, &self.question()))
    }

    fn words(&self) -> String {
        let told = |call: &FunctionStepCall| call.output.clone().unwrap_or_default();
        match self.outputs.as_slice() {
            [] => format!("You said: {}", self.question()),
            [only] => told(only),
            several => several
                .iter()
                .map(|call| format!("{}: {}", call.name, told(call)))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}
