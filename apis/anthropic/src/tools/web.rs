//! Tools of the service that read the web.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::{CitationsConfig, NoSettings};

server_tool! {
    /// Searches the web.
    pub struct WebSearchTool = "web_search" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: WebSearchVersion,
        /// The only domains to use. Not together with `blocked_domains`.
        #[wire(accepts_null)]
        pub allowed_domains: Option<Vec<String>>,
        /// The domains not to use.
        #[wire(accepts_null)]
        pub blocked_domains: Option<Vec<String>>,
        /// How often the tool may be called in one request.
        #[wire(accepts_null)]
        pub max_uses: Option<u64>,
        /// Where the user is, for results nearby.
        #[wire(accepts_null)]
        pub user_location: Option<UserLocation>,
        /// Whether the answer has the blocks of the calls that code made. From March 2026 on.
        pub response_inclusion: Option<ResponseInclusion>,
    }
}

/// A version of the search of the web.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum WebSearchVersion {
    /// The one of March 2025.
    #[wire(rename = "web_search_20250305")]
    V20250305,
    /// The one of February 2026.
    #[wire(rename = "web_search_20260209")]
    V20260209,
    /// The one of March 2026.
    #[wire(rename = "web_search_20260318")]
    V20260318,
    /// A version that this version does not know.
    Unknown(String),
}

/// Where the user is, roughly.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "approximate"))]
#[non_exhaustive]
pub struct UserLocation {
    /// The city.
    #[wire(accepts_null)]
    pub city: Option<String>,
    /// The region.
    #[wire(accepts_null)]
    pub region: Option<String>,
    /// The country, in two letters.
    #[wire(accepts_null)]
    pub country: Option<String>,
    /// The time zone, as in the database of the IANA.
    #[wire(accepts_null)]
    pub timezone: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

server_tool! {
    /// Fetches pages of the web.
    pub struct WebFetchTool = "web_fetch" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: WebFetchVersion,
        /// The only domains to use. Not together with `blocked_domains`.
        #[wire(accepts_null)]
        pub allowed_domains: Option<Vec<String>>,
        /// The domains not to use.
        #[wire(accepts_null)]
        pub blocked_domains: Option<Vec<String>>,
        /// How often the tool may be called in one request.
        #[wire(accepts_null)]
        pub max_uses: Option<u64>,
        /// The most tokens of a page.
        #[wire(accepts_null)]
        pub max_content_tokens: Option<u64>,
        /// Whether the model cites the pages.
        #[wire(accepts_null)]
        pub citations: Option<CitationsConfig>,
        /// Where the addresses may come from.
        #[wire(accepts_null)]
        pub url_sources: Option<UrlSources>,
        /// Whether a page may come from a cache. From the second version of March 2026 on.
        pub use_cache: Option<bool>,
        /// Whether the answer has the blocks of the calls that code made. From March 2026 on.
        pub response_inclusion: Option<ResponseInclusion>,
    }
}

/// A version of the fetching of pages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum WebFetchVersion {
    /// The one of September 2025.
    #[wire(rename = "web_fetch_20250910")]
    V20250910,
    /// The one of February 2026.
    #[wire(rename = "web_fetch_20260209")]
    V20260209,
    /// The one of March 2026.
    #[wire(rename = "web_fetch_20260309")]
    V20260309,
    /// The one of March 2026.
    #[wire(rename = "web_fetch_20260318")]
    V20260318,
    /// A version that this version does not know.
    Unknown(String),
}

/// Whether the answer has the blocks of a call.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ResponseInclusion {
    /// It has them.
    Full,
    /// It does not.
    Excluded,
    /// Something that this version does not know.
    Unknown(String),
}

/// Where the addresses of pages may come from.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct UrlSources {
    /// From the messages of the user.
    pub user_input: Option<UrlSource>,
    /// From the results of the caller's tools.
    pub client_tool_results: Option<UrlSource>,
    /// From the results of tools of the service.
    pub server_tool_results: Option<UrlSource>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Which tools are a source of addresses.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum UrlSource {
    /// All.
    All(NoSettings),
    /// None.
    None(NoSettings),
    /// Only these. Not for messages of the user.
    Only(UrlSourceTools),
    /// All but these. Not for messages of the user.
    Except(UrlSourceTools),
    /// A choice that this version does not know.
    Unknown(Value),
}

/// Tools, by name.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct UrlSourceTools {
    /// The tools.
    pub tools: Vec<UrlSourceTool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A tool, by name.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "tool_reference"))]
#[non_exhaustive]
pub struct UrlSourceTool {
    /// The name of the tool.
    pub name: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
