//! What the output should be like.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

/// What the output should be like: with how much work, and in which form.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct OutputConfig {
    /// How much work the model puts into the answer.
    #[wire(accepts_null)]
    pub effort: Option<Effort>,
    /// The form of the answer. Without one, it is text as the model sees fit.
    #[wire(accepts_null)]
    pub format: Option<OutputFormat>,
    /// How many tokens the whole task may take (beta).
    #[wire(accepts_null)]
    pub task_budget: Option<TaskBudget>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How much work the model puts into an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Effort {
    /// Little.
    Low,
    /// Some.
    Medium,
    /// Much.
    High,
    /// Very much.
    Xhigh,
    /// As much as it can.
    Max,
    /// A level that this version does not know.
    Unknown(String),
}

/// The form of an answer.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum OutputFormat {
    /// JSON that fits a schema.
    ///
    /// [Guide](https://platform.claude.com/docs/en/build-with-claude/structured-outputs)
    JsonSchema(JsonOutput),
    /// A form that this version does not know.
    Unknown(Value),
}

impl OutputFormat {
    /// JSON that fits this schema.
    #[must_use]
    pub fn json_schema(schema: impl Into<Value>) -> Self {
        Self::JsonSchema(JsonOutput::new(schema))
    }
}

/// Output that is JSON and fits a schema.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct JsonOutput {
    /// The JSON Schema, an object.
    #[wire(schema = "serde_json::Map<String, Value>")]
    pub schema: Value,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How many tokens a task may take, over all its requests (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "tokens"))]
#[non_exhaustive]
pub struct TaskBudget {
    /// How many in all.
    pub total: u64,
    /// How many are left. Default: all.
    #[wire(accepts_null)]
    pub remaining: Option<u64>,
    /// Additional fields to send.
    pub extra: Extra,
}
