//! What code and commands wrote that the service ran.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::{CacheControl, FileId, ToolUseId};

/// What code wrote that the service ran.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeExecutionToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// The result, or the error.
    pub content: CodeExecutionToolResult,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What code wrote, or an error.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum CodeExecutionToolResult {
    /// The code ran.
    #[wire(rename = "code_execution_result")]
    Result(CodeExecutionResult),
    /// The code ran, and its output is encrypted.
    #[wire(rename = "encrypted_code_execution_result")]
    Encrypted(EncryptedCodeExecutionResult),
    /// The code could not be run.
    #[wire(rename = "code_execution_tool_result_error")]
    Error(CodeExecutionError),
    /// A result of a kind that this version does not know.
    Unknown(Value),
}

/// What code wrote.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeExecutionResult {
    /// The exit code.
    pub return_code: i64,
    /// What was written to the standard output.
    pub stdout: String,
    /// What was written to the standard error.
    pub stderr: String,
    /// The files that were made.
    pub content: Vec<CodeExecutionFile>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What code wrote, encrypted.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct EncryptedCodeExecutionResult {
    /// The exit code.
    pub return_code: i64,
    /// What was written to the standard output, encrypted. It goes back unchanged.
    pub encrypted_stdout: String,
    /// What was written to the standard error.
    pub stderr: String,
    /// The files that were made.
    pub content: Vec<CodeExecutionFile>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "code_execution_output"))]
#[non_exhaustive]
pub struct CodeExecutionFile {
    /// The id of the file, for [`Files::content`](crate::Files::content).
    pub file_id: FileId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The execution of code failed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeExecutionError {
    /// What went wrong.
    pub error_code: ExecutionErrorCode,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why code, or a search for tools, could not be run.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ExecutionErrorCode {
    /// The arguments are wrong.
    InvalidToolInput,
    /// The tool is not available.
    Unavailable,
    /// Too many calls at a time.
    TooManyRequests,
    /// The execution took too long.
    ExecutionTimeExceeded,
    /// A code that this version does not know.
    Unknown(String),
}

/// What a shell command wrote that the service ran.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BashCodeExecutionToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// The result, or the error.
    pub content: BashCodeExecutionToolResult,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What a shell command wrote, or an error.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum BashCodeExecutionToolResult {
    /// The command ran.
    #[wire(rename = "bash_code_execution_result")]
    Result(BashCodeExecutionResult),
    /// The command could not be run.
    #[wire(rename = "bash_code_execution_tool_result_error")]
    Error(BashCodeExecutionError),
    /// A result of a kind that this version does not know.
    Unknown(Value),
}

/// What a shell command wrote.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BashCodeExecutionResult {
    /// The exit code.
    pub return_code: i64,
    /// What was written to the standard output.
    pub stdout: String,
    /// What was written to the standard error.
    pub stderr: String,
    /// The files that were made.
    pub content: Vec<BashCodeExecutionFile>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "bash_code_execution_output"))]
#[non_exhaustive]
pub struct BashCodeExecutionFile {
    /// The id of the file, for [`Files::content`](crate::Files::content).
    pub file_id: FileId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The command failed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BashCodeExecutionError {
    /// What went wrong.
    pub error_code: BashCodeExecutionErrorCode,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why a shell command could not be run.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum BashCodeExecutionErrorCode {
    /// The arguments are wrong.
    InvalidToolInput,
    /// The tool is not available.
    Unavailable,
    /// Too many calls at a time.
    TooManyRequests,
    /// The execution took too long.
    ExecutionTimeExceeded,
    /// The output is too large.
    OutputFileTooLarge,
    /// A code that this version does not know.
    Unknown(String),
}
