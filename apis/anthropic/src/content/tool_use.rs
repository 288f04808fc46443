//! Calls of the caller's tools.

use schematic_api::{Extra, Object};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::Caller;
use crate::{CacheControl, ToolUseId};

/// A call of a tool of the caller's. A [`ToolResultBlock`](crate::ToolResultBlock) answers it.
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/tool-use)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolUseBlock {
    /// The id of the call.
    pub id: ToolUseId,
    /// The name of the tool.
    pub name: String,
    /// The arguments, by name.
    pub input: Map<String, Value>,
    /// Who made the call: the model itself, or code that it ran.
    pub caller: Option<Caller>,
    /// The toolset that has the tool, if one has it.
    #[wire(accepts_null)]
    pub toolset_name: Option<String>,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl ToolUseBlock {
    /// Decodes the arguments.
    ///
    /// # Errors
    ///
    /// If they are not what the type expects.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        T::deserialize(Value::Object(self.input.clone()))
    }
}
