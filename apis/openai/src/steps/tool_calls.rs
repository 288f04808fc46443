//! The tool calls of a step.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{FileId, Ranker, ToolCallId};

/// A tool call of a step, with what came of it.
///
/// [Reference](https://platform.openai.com/docs/api-reference/run-steps/step-object#run-steps/step-object-step_details)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StepToolCall {
    /// The service ran Python.
    CodeInterpreter(CodeInterpreterStep),
    /// The service searched files.
    FileSearch(FileSearchStep),
    /// The caller was asked to call a function.
    Function(FunctionStep),
    /// A call that this version does not know.
    Unknown(Value),
}

/// The service ran Python.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterStep {
    /// The id of the call.
    pub id: ToolCallId,
    /// The program and what it printed.
    pub code_interpreter: CodeInterpreterCall,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A program and what it gave.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterCall {
    /// The program.
    pub input: String,
    /// What it printed and drew.
    pub outputs: Vec<CodeInterpreterOutput>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// What a program gave.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum CodeInterpreterOutput {
    /// Text that it printed.
    Logs(CodeInterpreterLogs),
    /// A picture that it drew.
    Image(CodeInterpreterImage),
    /// An output that this version does not know.
    Unknown(Value),
}

/// Text that a program printed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterLogs {
    /// The text.
    pub logs: String,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture that a program drew.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterImage {
    /// The picture.
    pub image: OutputImage,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The file of a picture that a program drew.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct OutputImage {
    /// The file.
    pub file_id: FileId,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The service searched files.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchStep {
    /// The id of the call.
    pub id: ToolCallId,
    /// The settings and what was found.
    pub file_search: FileSearchCall,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A search and what it found.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchCall {
    /// How the results were ranked.
    pub ranking_options: Option<FileSearchRanking>,
    /// What was found.
    pub results: Option<Vec<FileSearchResult>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// How the results of a search were ranked.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchRanking {
    /// Who ranked them.
    pub ranker: Ranker,
    /// Results below this score were left out; 0 to 1.
    pub score_threshold: f64,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A file that a search found.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchResult {
    /// The file.
    pub file_id: FileId,
    /// Its name.
    pub file_name: String,
    /// How well it fits, 0 to 1.
    pub score: f64,
    /// What was found in it; only when asked for with
    /// [`RunInclude::FileSearchContent`](crate::RunInclude::FileSearchContent).
    pub content: Option<Vec<FileSearchContent>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A piece of a file that a search found.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchContent {
    /// The kind of piece, `type` on the wire; so far always `text`.
    #[wire(name = "type")]
    pub kind: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The caller was asked to call a function.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FunctionStep {
    /// The id of the call.
    pub id: ToolCallId,
    /// The function, its arguments and its output.
    pub function: FunctionStepCall,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The call of a function, and what came back.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(nullable)]
#[non_exhaustive]
pub struct FunctionStepCall {
    /// The name of the function.
    pub name: String,
    /// The arguments as JSON in a string, just as the model wrote them.
    pub arguments: String,
    /// What the caller submitted; `None` until then.
    pub output: Option<String>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
