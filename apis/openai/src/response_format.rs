//! The format of a model's answer.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

/// The format of a model's answer.
///
/// On the wire it is the string `"auto"` or an object with a `type`.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/createAssistant)
///
/// ```
/// use schematic_openai::{JsonSchema, ResponseFormat};
/// use serde_json::json;
///
/// let schema = json!({ "type": "object", "properties": { "guilty": { "type": "boolean" } } });
/// let format = ResponseFormat::json_schema(JsonSchema::new("verdict").schema(schema));
/// ```
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ResponseFormat {
    /// The service chooses; the default.
    #[wire(string)]
    Auto,
    /// Plain text.
    Text(TextFormat),
    /// A JSON object of any shape. The instructions must ask for JSON as well, or the model may
    /// emit whitespace until it reaches its token limit.
    JsonObject(JsonObjectFormat),
    /// JSON that follows a schema ("structured outputs").
    JsonSchema(JsonSchemaFormat),
    /// A format that this version does not know.
    Unknown(Value),
}

impl ResponseFormat {
    /// Plain text.
    #[must_use]
    pub fn text() -> Self {
        Self::Text(TextFormat::new())
    }

    /// A JSON object of any shape.
    #[must_use]
    pub fn json_object() -> Self {
        Self::JsonObject(JsonObjectFormat::new())
    }

    /// JSON that follows a schema.
    #[must_use]
    pub fn json_schema(schema: impl Into<JsonSchema>) -> Self {
        Self::JsonSchema(JsonSchemaFormat::new(schema))
    }
}

/// The format of plain text. It has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextFormat {
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The format of a JSON object of any shape. It has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct JsonObjectFormat {
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The format of JSON that follows a schema.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct JsonSchemaFormat {
    /// The schema and its name.
    pub json_schema: JsonSchema,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A named JSON Schema for the answers of a model.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct JsonSchema {
    /// The name: at most 64 letters, digits, `_` and `-`.
    pub name: String,
    /// What the format is for. The model reads it.
    pub description: Option<String>,
    /// The JSON Schema.
    #[wire(schema = "serde_json::Map<String, Value>")]
    pub schema: Option<Value>,
    /// Whether the answer must follow the schema exactly; only a subset of JSON Schema is supported
    /// then. Default: `false`.
    #[wire(accepts_null, if_absent = false)]
    pub strict: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
