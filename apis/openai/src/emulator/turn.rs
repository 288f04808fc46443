//! A turn of a run: the model's view of it, and its default answer.

use std::collections::BTreeSet;

use serde_json::Value;

use super::answer::Answer;
use super::passages::{self, Passage};
use super::sample::sample;
use super::search::best_line;
use crate::{
    FunctionDefinition, FunctionStepCall, Message, Role, Run, StepToolCall, Tool, ToolChoice,
    VectorStoreId,
};

/// One turn of a run: what the model sees when it has to answer.
#[derive(Clone, Debug)]
pub struct Turn {
    pub(super) run: Run,
    pub(super) messages: Vec<Message>,
    pub(super) outputs: Vec<FunctionStepCall>,
    pub(super) calls: Vec<StepToolCall>,
    /// The vector stores that a file search looks into.
    pub(super) stores: Vec<VectorStoreId>,
}

impl Turn {
    /// Returns the run, with its instructions, tools and tool choice.
    pub fn run(&self) -> &Run {
        &self.run
    }

    /// Returns the messages of the thread that the truncation strategy of the run lets the model see, oldest first.
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Returns the text of the user's last message.
    pub fn question(&self) -> String {
        self.messages
            .iter()
            .rfind(|message| message.role == Role::User)
            .map(Message::text)
            .unwrap_or_default()
    }

    /// Returns the functions called in this run so far, oldest first, with their outputs.
    pub fn outputs(&self) -> &[FunctionStepCall] {
        &self.outputs
    }

    /// Returns all tool calls of this run so far, oldest first, with their results. Unlike
    /// [`outputs`](Self::outputs), they include those of the code interpreter and the file search.
    pub fn calls(&self) -> &[StepToolCall] {
        &self.calls
    }

    /// Returns what the file searches of this run have found, those of the first search first, and the best of each first.
    pub fn passages(&self) -> impl Iterator<Item = Passage<'_>> {
        passages::of_calls(&self.calls)
    }

    /// Returns the functions that the model may call.
    pub fn functions(&self) -> impl Iterator<Item = &FunctionDefinition> {
        self.run.tools.iter().filter_map(|tool| match tool {
            Tool::Function(tool) => Some(&tool.function),
            _ => None,
        })
    }

    /// Returns the default answer, which follows the tool choice of the run:
    ///
    /// - A named function is called, a named tool is used.
    /// - `none` leads to a message.
    /// - Any other choice calls the functions that the question names, all at once, or the first one if it names none. If
    ///   the run has no functions, `required` uses the first tool, and a file search that has vector stores is used.
    /// - Once a function was called, the answer is a message with its output. After a file search, it is the line of the best
    ///   result that fits the question best, with a citation. Without both, the message repeats the text of the user.
    ///
    /// A file search looks for the text of the user.
    ///
    /// The arguments fit the JSON Schema of the function. A value is taken from `const`, `default`, `examples` or
    /// `enum`, in this order; failing these, a string is a name found in the user's question.
    pub fn default_answer(&self) -> Answer {
        let used = match &self.run.tool_choice {
            _ if !self.calls.is_empty() => None,
            Some(ToolChoice::None) => None,
            Some(ToolChoice::Function(choice)) => Some(self.call(&choice.function.name)),
            Some(ToolChoice::CodeInterpreter(_)) => Some(self.program()),
            Some(ToolChoice::FileSearch(_)) => Some(self.search()),
            Some(ToolChoice::Required) => self.chosen().or_else(|| self.built_in()),
            _ => self.chosen().or_else(|| self.search_if_there_are_files()),
        };
        used.unwrap_or_else(|| Answer::text(self.words()))
    }

    /// Returns how many bytes of text the model has to read.
    pub(super) fn length(&self) -> usize {
        let instructions = self.run.instructions.as_deref().unwrap_or_default().len();
        let outputs = self.outputs.iter().filter_map(|call| call.output.as_deref()).map(str::len);
        let found = self.passages().map(|passage| passage.text().len());
        let messages = self.messages.iter().map(|message| message.text().len());
        instructions + messages.chain(outputs).chain(found).sum::<usize>()
    }

    fn call(&self, name: &str) -> Answer {
        Answer::call(name, self.arguments(self.functions().find(|function| function.name == name)))
    }

    fn arguments(&self, function: Option<&FunctionDefinition>) -> Value {
        let schema = function.and_then(|function| function.parameters.as_ref());
        sample(schema, &self.question())
    }

    /// Calls the functions that the question names, or else the first one, if there is one.
    fn chosen(&self) -> Option<Answer> {
        let question = self.question();
        let mut words = question.split(|letter: char| !is_of_name(letter)).collect::<BTreeSet<_>>();
        let first = self.functions().next()?;
        if !self.functions().any(|function| words.contains(&*function.name)) {
            words.insert(&first.name);
        }
        let named = self.functions().filter(|function| words.contains(&*function.name));
        Some(Answer::calls(
            named.map(|function| (function.name.as_str(), self.arguments(Some(function)))),
        ))
    }

    /// Uses the first of the tools that the service runs itself.
    fn built_in(&self) -> Option<Answer> {
        self.run.tools.iter().find_map(|tool| match tool {
            Tool::CodeInterpreter(_) => Some(self.program()),
            Tool::FileSearch(_) => Some(self.search()),
            _ => None,
        })
    }

    fn search(&self) -> Answer {
        Answer::search_files(self.question())
    }

    fn search_if_there_are_files(&self) -> Option<Answer> {
        let mut tools = self.run.tools.iter();
        let has_tool = tools.any(|tool| matches!(tool, Tool::FileSearch(_)));
        (has_tool && !self.stores.is_empty()).then(|| self.search())
    }

    /// Prints the question.
    fn program(&self) -> Answer {
        let question = self.question();
        Answer::code_interpreter(format!("print({question:?})"), question)
    }

    fn words(&self) -> String {
        let told = |call: &FunctionStepCall| call.output.clone().unwrap_or_default();
        match self.outputs.as_slice() {
            [] => self.quote().unwrap_or_else(|| format!("You said: {}", self.question())),
            [only] => told(only),
            several => several
                .iter()
                .map(|call| format!("{}: {}", call.name, told(call)))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }

    /// Tells what the file search found, if there was one.
    fn quote(&self) -> Option<String> {
        let searched = |call: &StepToolCall| matches!(call, StepToolCall::FileSearch(_));
        self.calls.iter().any(searched).then(|| match self.passages().next() {
            Some(best) => {
                let text = best.text();
                format!("{}{}", best_line(&text, &self.question()), best.citation())
            }
            None => "No file says anything about that.".to_owned(),
        })
    }
}

/// Returns whether the names of functions may have this letter.
fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || letter == '-'
}
