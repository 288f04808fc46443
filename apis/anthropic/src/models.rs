//! Models: what generates the answers.

use schematic_api::{Extra, Object, StringEnum, api};

use crate::{ModelId, Page, Timestamp, WorkspaceId};

api! {
    /// Models: what generates the answers.
    ///
    /// [Reference](https://platform.claude.com/docs/en/api/models)
    pub group Models at /v1/models {
        /// Lists the models, newest first. A page has 20 items unless `limit` (1 to 1000) says otherwise.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/models/list)
        list: GET /?<after_id: ModelId?>&<before_id: ModelId?>&<"lifecycle[]" as lifecycle: Vec<Lifecycle>?>&<limit: u32?>
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> Page<ModelInfo> paged by after_id back by before_id;

        /// Retrieves a model, by its id or by an alias of it.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/models/retrieve)
        retrieve: GET /<model: ModelId> (header "anthropic-workspace-id" as workspace_id: WorkspaceId?) -> ModelInfo;
    }
}

/// A model.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "model"), required(id), lenient, nullable)]
#[non_exhaustive]
pub struct ModelInfo {
    /// The id.
    pub id: ModelId,
    /// The name that people see.
    pub display_name: String,
    /// How long the model is still there for.
    pub lifecycle: Lifecycle,
    /// The family of the model.
    pub line: Option<ModelLine>,
    /// When the model was published.
    pub created_at: Timestamp,
    /// When the model was deprecated.
    pub deprecated_at: Option<Timestamp>,
    /// When the model is shut down.
    pub retires_at: Option<Timestamp>,
    /// How many tokens a conversation may have.
    pub max_input_tokens: Option<u64>,
    /// How many tokens an answer may have.
    pub max_tokens: Option<u64>,
    /// What the model can do.
    pub capabilities: Option<ModelCapabilities>,
    /// The models that may answer in place of this one (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub allowed_fallback_models: Option<Vec<ModelId>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How long a model is still there for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Lifecycle {
    /// No end is planned.
    Active,
    /// It will be shut down.
    Deprecated,
    /// It was shut down.
    Retired,
    /// A state that this version does not know.
    Unknown(String),
}

/// A family of models.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ModelLine {
    /// Small and fast.
    Haiku,
    /// In the middle.
    Sonnet,
    /// Large.
    Opus,
    /// Claude Fable.
    Fable,
    /// Claude Mythos.
    Mythos,
    /// A family that this version does not know.
    Unknown(String),
}

/// What a model can do.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct ModelCapabilities {
    /// Whether it answers batches.
    pub batch: Capability,
    /// Whether it cites.
    pub citations: Capability,
    /// Whether it runs code.
    pub code_execution: Capability,
    /// Whether it sums up what was said before (beta).
    #[wire(accepts_null, documented = "required")]
    pub compaction: Option<CompactionCapability>,
    /// Whether its context can be edited.
    pub context_management: ContextManagementCapability,
    /// Which levels of effort it has.
    pub effort: EffortCapability,
    /// Whether it reads images.
    pub image_input: Capability,
    /// Whether it reads PDFs.
    pub pdf_input: Capability,
    /// Which tools of the service it uses.
    pub server_tools: ServerToolsCapability,
    /// Whether its answers fit a schema.
    pub structured_outputs: Capability,
    /// How it thinks.
    pub thinking: ThinkingCapability,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Whether a model can do something.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct Capability {
    /// Whether it can.
    pub supported: bool,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How a model sums up what was said before (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct CompactionCapability {
    /// Whether it can.
    pub supported: bool,
    /// Whether it does so when it is asked for it.
    pub summarize: Capability,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How the context of a model can be edited.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient, nullable)]
#[non_exhaustive]
pub struct ContextManagementCapability {
    /// Whether it can be.
    pub supported: bool,
    /// Dropping old thinking.
    pub clear_thinking_20251015: Option<Capability>,
    /// Dropping old results of tools.
    pub clear_tool_uses_20250919: Option<Capability>,
    /// Summing up what was said.
    pub compact_20260112: Option<Capability>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Which levels of effort a model has.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient, nullable)]
#[non_exhaustive]
pub struct EffortCapability {
    /// Whether it has any.
    pub supported: bool,
    /// Little.
    pub low: Capability,
    /// Some.
    pub medium: Capability,
    /// Much.
    pub high: Capability,
    /// Very much.
    pub xhigh: Option<Capability>,
    /// As much as it can.
    pub max: Capability,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Which tools of the service a model uses.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct ServerToolsCapability {
    /// Whether it uses any.
    pub supported: bool,
    /// Running code.
    pub code_execution: Capability,
    /// Searching the web.
    pub web_search: Capability,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How a model thinks.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct ThinkingCapability {
    /// Whether it does.
    pub supported: bool,
    /// The ways in which it does.
    pub types: ThinkingTypes,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The ways in which a model thinks: the variants of [`Thinking`](crate::Thinking) that it takes.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct ThinkingTypes {
    /// As much as it sees fit.
    pub adaptive: Capability,
    /// Between the calls of tools.
    pub between_tools: Capability,
    /// Not at all.
    pub disabled: Capability,
    /// With a budget.
    pub enabled: Capability,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
