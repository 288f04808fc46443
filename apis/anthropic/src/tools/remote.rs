//! Tools that another model or another server runs (beta).

use std::collections::BTreeMap;
use std::fmt;

use schematic_api::{Extra, Object};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::{CacheControl, McpTool, ModelId};

server_tool! {
    /// Asks another model for advice (beta).
    pub struct AdvisorTool = "advisor" {
        /// The model that gives advice.
        pub model: ModelId,
        /// Whether what the advisor reads is cached.
        #[wire(accepts_null)]
        pub caching: Option<CacheControl>,
        /// The most tokens of an advice.
        #[wire(accepts_null)]
        pub max_tokens: Option<u64>,
        /// How often the tool may be called in one request.
        #[wire(accepts_null)]
        pub max_uses: Option<u64>,
    }
}

/// The tools of an MCP server (beta). The server itself is one of [`CreateMessage::mcp_servers`](crate::CreateMessage::mcp_servers).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpToolset {
    /// The name of the server.
    pub mcp_server_name: String,
    /// The settings of all tools that have none of their own.
    pub default_config: Option<McpToolConfig>,
    /// The settings of single tools, by name.
    #[wire(accepts_null)]
    pub configs: Option<BTreeMap<String, McpToolConfig>>,
    /// The tools, so that the server need not be asked.
    #[wire(accepts_null)]
    pub tools: Option<Vec<McpTool>>,
    /// A breakpoint of the prompt cache after these tools.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The settings of a tool of an MCP server.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpToolConfig {
    /// Whether the model may use the tool. Default: `true`.
    pub enabled: Option<bool>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An MCP server that the service connects to (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "url"))]
#[non_exhaustive]
pub struct McpServer {
    /// The name, by which a [toolset](McpToolset) refers to the server.
    pub name: String,
    /// The address.
    pub url: String,
    /// A token for the server, if it wants one.
    #[wire(accepts_null)]
    pub authorization_token: Option<McpToken>,
    /// Which tools the model may use. Older than the [toolset](McpToolset).
    #[wire(accepts_null)]
    pub tool_configuration: Option<McpToolConfiguration>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// Which tools of an MCP server the model may use.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpToolConfiguration {
    /// The names of the tools. Default: all.
    #[wire(accepts_null)]
    pub allowed_tools: Option<Vec<String>>,
    /// Whether the model may use any. Default: `true`.
    #[wire(accepts_null)]
    pub enabled: Option<bool>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// A token for an MCP server. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct McpToken(String);

impl McpToken {
    /// Returns the token.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for McpToken {
    fn from(token: T) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for McpToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("McpToken(..)")
    }
}

impl Serialize for McpToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for McpToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

/// A token is a string to the service.
#[cfg(feature = "openapi")]
impl schematic_api::openapi::Schema for McpToken {
    fn schema(components: &mut schematic_api::openapi::Components) -> serde_json::Value {
        String::schema(components)
    }
}
