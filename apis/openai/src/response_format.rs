//! The form that a model's answer must have.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

/// The form that the model's answer must have.
///
/// On the wire it is the word `"auto"` or an object with a `type`; servers answer with either.
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
    /// Some JSON object. The instructions must ask for JSON as well, or the model may write white
    /// space until it runs out of tokens.
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

    /// Some JSON object.
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

/// Asks for plain text; it has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextFormat {
    /// What the service sent beyond the type.
    pub extra: Extra,
}

/// Asks for some JSON object; it has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct JsonObjectFormat {
    /// What the service sent beyond the type.
    pub extra: Extra,
}

/// Asks for JSON that follows a schema.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(json_schema))]
#[non_exhaustive]
pub struct JsonSchemaFormat {
    /// The schema and its name.
    pub json_schema: JsonSchema,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A named JSON Schema for the model's answer.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(name))]
#[non_exhaustive]
pub struct JsonSchema {
    /// The name: at most 64 letters, digits, `_` and `-`.
    pub name: String,
    /// What the answer is for, in words; the model reads it.
    pub description: Option<String>,
    /// The schema, a JSON Schema object.
    pub schema: Option<Value>,
    /// Whether the answer follows the schema without fail. Only a part of JSON Schema is allowed
    /// then. Unset counts as `false`.
    pub strict: Option<bool>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
