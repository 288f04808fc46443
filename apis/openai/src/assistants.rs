//! Assistants: models configured with instructions and tools.

use schematic_api::{Extra, Object, Patch, api};

use crate::{
    AssistantId, CreateToolResources, Deleted, ListItem, Metadata, ModelId, Order, Page,
    ReasoningEffort, ResponseFormat, Timestamp, Tool, ToolResources,
};

api! {
    /// Assistants: models configured with instructions and tools.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/assistants)
    pub group Assistants {
        header "OpenAI-Beta": "assistants=v2";

        /// Creates an assistant.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/createAssistant)
        create: POST /assistants (json CreateAssistant) -> Assistant;

        /// Retrieves an assistant.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/getAssistant)
        retrieve: GET /assistants/<assistant: AssistantId> -> Assistant;

        /// Modifies an assistant. Fields that the body leaves out keep their values.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/modifyAssistant)
        modify: POST /assistants/<assistant: AssistantId> (json ModifyAssistant) -> Assistant;

        /// Deletes an assistant. The threads that it worked on remain.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/deleteAssistant)
        delete: DELETE /assistants/<assistant: AssistantId> -> Deleted;

        /// Lists the assistants of the project, newest first. A page has 20 items unless `limit` (1
        /// to 100) says otherwise.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/listAssistants)
        list: GET /assistants?<limit: u32? if_absent 20>&<order: Order? if_absent "desc">
            &<after: AssistantId?>&<before: AssistantId?>
            -> Page<Assistant> paged by after;
    }
}

/// A model configured with instructions and tools, stored by the service.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "assistant"), nullable, required(id), lenient)]
#[non_exhaustive]
pub struct Assistant {
    /// The id.
    pub id: AssistantId,
    /// When the assistant was created.
    pub created_at: Timestamp,
    /// The display name.
    #[wire(max_length = 256)]
    pub name: Option<String>,
    /// The description.
    #[wire(max_length = 512)]
    pub description: Option<String>,
    /// The model that generates the answers.
    pub model: ModelId,
    /// The system instructions for the model.
    #[wire(max_length = 256_000)]
    pub instructions: Option<String>,
    /// The tools that the model may use.
    #[wire(max_items = 128, if_absent = [], documented = "required")]
    pub tools: Vec<Tool>,
    /// The files and vector stores that the tools can use.
    #[wire(documented = "optional")]
    pub tool_resources: Option<ToolResources>,
    /// Key-value pairs that the caller attached.
    pub metadata: Option<Metadata>,
    /// Sampling temperature, 0 to 2. Higher values make the output more random.
    #[wire(min = 0, max = 2, if_absent = 1)]
    pub temperature: Option<f64>,
    /// Nucleus sampling: the share of the probability mass that the model samples from, 0 to 1.
    #[wire(min = 0, max = 1, if_absent = 1)]
    pub top_p: Option<f64>,
    /// The format of the answers.
    #[wire(documented = "optional")]
    pub response_format: Option<ResponseFormat>,
    /// How much a reasoning model thinks before it answers; `None` if the service does not send it.
    #[wire(optional)]
    pub reasoning_effort: Option<ReasoningEffort>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl ListItem for Assistant {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// The body of [`Assistants::create`]; only the model is required.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/createAssistant)
///
/// ```
/// use schematic_openai::{CreateAssistant, Tool};
///
/// let body = CreateAssistant::new("gpt-4o")
///     .name("Math tutor")
///     .instructions("Answer by writing and running Python.")
///     .tools([Tool::code_interpreter()]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateAssistant {
    /// The model that generates the answers.
    pub model: ModelId,
    /// The display name, at most 256 characters.
    #[wire(accepts_null, max_length = 256)]
    pub name: Option<String>,
    /// The description, at most 512 characters.
    #[wire(accepts_null, max_length = 512)]
    pub description: Option<String>,
    /// The system instructions for the model, at most 256 000 characters.
    #[wire(accepts_null, max_length = 256_000)]
    pub instructions: Option<String>,
    /// How much a reasoning model thinks before it answers. Default: `medium`.
    #[wire(accepts_null, if_absent = "medium")]
    pub reasoning_effort: Option<ReasoningEffort>,
    /// The tools that the model may use, at most 128. Default: none.
    #[wire(max_items = 128, if_absent = [])]
    pub tools: Option<Vec<Tool>>,
    /// The files and vector stores that the tools can use.
    #[wire(accepts_null)]
    pub tool_resources: Option<CreateToolResources>,
    /// Key-value pairs to attach to the assistant.
    #[wire(accepts_null)]
    pub metadata: Option<Metadata>,
    /// Sampling temperature, 0 to 2. Higher values make the output more random. Default: 1. Change
    /// either this or `top_p`, not both.
    #[wire(accepts_null, min = 0, max = 2, if_absent = 1)]
    pub temperature: Option<f64>,
    /// Nucleus sampling: the share of the probability mass that the model samples from, 0 to 1.
    /// Default: 1. Change either this or `temperature`, not both.
    #[wire(accepts_null, min = 0, max = 1, if_absent = 1)]
    pub top_p: Option<f64>,
    /// The format of the answers. Default: [`ResponseFormat::Auto`].
    #[wire(accepts_null)]
    pub response_format: Option<ResponseFormat>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The body of [`Assistants::modify`]. Unset fields keep their values; `clear_…` sends `null` and
/// empties a field.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/modifyAssistant)
///
/// ```
/// use schematic_openai::ModifyAssistant;
///
/// let body = ModifyAssistant::new().name("Tutor").clear_description();
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyAssistant {
    /// The new model. It cannot be cleared, because an assistant always has one.
    pub model: Option<ModelId>,
    /// How much a reasoning model thinks before it answers.
    #[wire(if_absent = "medium")]
    pub reasoning_effort: Patch<ReasoningEffort>,
    /// The display name, at most 256 characters.
    #[wire(max_length = 256)]
    pub name: Patch<String>,
    /// The description, at most 512 characters.
    #[wire(max_length = 512)]
    pub description: Patch<String>,
    /// The system instructions for the model, at most 256 000 characters.
    #[wire(max_length = 256_000)]
    pub instructions: Patch<String>,
    /// The new list of tools, at most 128. It replaces the whole list; an empty list removes all
    /// tools.
    #[wire(max_items = 128, if_absent = [])]
    pub tools: Option<Vec<Tool>>,
    /// The files and vector stores that the tools can use.
    pub tool_resources: Patch<ToolResources>,
    /// The new metadata, which replaces all of the old.
    pub metadata: Patch<Metadata>,
    /// Sampling temperature, 0 to 2. Higher values make the output more random.
    #[wire(min = 0, max = 2, if_absent = 1)]
    pub temperature: Patch<f64>,
    /// Nucleus sampling: the share of the probability mass that the model samples from, 0 to 1.
    #[wire(min = 0, max = 1, if_absent = 1)]
    pub top_p: Patch<f64>,
    /// The format of the answers.
    pub response_format: Patch<ResponseFormat>,
    /// Additional fields to send.
    pub extra: Extra,
}
