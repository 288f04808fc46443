//! The tool calls of a step.

use schematic_api::{Extra, Object, Union};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Arguments, FileId, Ranker, ToolCallId};

/// A tool call of a step, with its result.
///
/// [Reference](https://platform.openai.com/docs/api-reference/run-steps/step-object#run-steps/step-object-step_details)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StepToolCall {
    /// A call of the code interpreter.
    CodeInterpreter(CodeInterpreterStep),
    /// A call of the file search.
    FileSearch(FileSearchStep),
    /// A call of a function that the caller runs.
    Function(FunctionStep),
    /// A call of a type that this version does not know.
    Unknown(Value),
}

/// A call of the code interpreter.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct CodeInterpreterStep {
    /// The id of the call.
    pub id: ToolCallId,
    /// The program and its output.
    pub code_interpreter: CodeInterpreterCall,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A program and its output.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct CodeInterpreterCall {
    /// The source code of the program.
    pub input: String,
    /// The output of the program: text and images.
    pub outputs: Vec<CodeInterpreterOutput>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An output of a program.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum CodeInterpreterOutput {
    /// Text that the program printed.
    Logs(CodeInterpreterLogs),
    /// An image that the program generated.
    Image(CodeInterpreterImage),
    /// An output of a type that this version does not know.
    Unknown(Value),
}

impl CodeInterpreterOutput {
    /// Builds an output of text.
    #[must_use]
    pub fn logs(logs: impl Into<String>) -> Self {
        Self::Logs(CodeInterpreterLogs::new().logs(logs))
    }

    /// Builds an output of an image, by the id of its file.
    #[must_use]
    pub fn image(file: impl Into<FileId>) -> Self {
        Self::Image(CodeInterpreterImage::new().image(OutputImage::new().file_id(file)))
    }
}

/// Text that a program printed.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct CodeInterpreterLogs {
    /// The text.
    pub logs: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An image that a program generated.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct CodeInterpreterImage {
    /// The image.
    pub image: OutputImage,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The file of an image that a program generated.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct OutputImage {
    /// The id of the file.
    pub file_id: FileId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A call of the file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct FileSearchStep {
    /// The id of the call.
    pub id: ToolCallId,
    /// The settings and results of the search.
    pub file_search: FileSearchCall,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The settings and results of a file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchCall {
    /// How the results were ranked.
    pub ranking_options: Option<FileSearchRanking>,
    /// The results.
    pub results: Option<Vec<FileSearchResult>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How the results of a file search were ranked.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct FileSearchRanking {
    /// The ranker.
    pub ranker: Ranker,
    /// The score, 0 to 1, below which results were left out.
    #[wire(min = 0, max = 1)]
    pub score_threshold: f64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A file that a search found.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct FileSearchResult {
    /// The id of the file.
    pub file_id: FileId,
    /// Its name.
    pub file_name: String,
    /// The score of the file, 0 to 1.
    #[wire(min = 0, max = 1)]
    pub score: f64,
    /// The matching content of the file. Sent only on request, with
    /// [`RunInclude::FileSearchContent`](crate::RunInclude::FileSearchContent).
    pub content: Option<Vec<FileSearchContent>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A piece of the content of a file.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchContent {
    /// The type of the content, `type` on the wire; so far always `text`.
    #[wire(rename = "type", documented = "required")]
    pub kind: Option<String>,
    /// The text.
    #[wire(documented = "required")]
    pub text: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A call of a function that the caller runs.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct FunctionStep {
    /// The id of the call.
    pub id: ToolCallId,
    /// The function, its arguments and its output.
    pub function: FunctionStepCall,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl FunctionStep {
    /// Decodes the arguments, as [`Arguments::decode`] does.
    ///
    /// # Errors
    ///
    /// The arguments are not JSON, or do not fit `T`.
    pub fn arguments<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        self.function.arguments.decode()
    }
}

/// A function call and its output.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(nullable, lenient)]
#[non_exhaustive]
pub struct FunctionStepCall {
    /// The name of the function.
    pub name: String,
    /// The arguments as JSON, exactly as the model wrote them; [`FunctionStep::arguments`] decodes them.
    pub arguments: Arguments,
    /// The output that the caller submitted; `None` until then.
    pub output: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
