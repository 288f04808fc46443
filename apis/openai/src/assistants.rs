//! Assistants: a model with instructions and tools, under an id.

use schematic_api::{Extra, Object, Patch, api};

use crate::{
    AssistantId, CreateToolResources, Deleted, ListItem, Metadata, ModelId, Order, Page,
    ReasoningEffort, ResponseFormat, Timestamp, Tool, ToolResources,
};

api! {
    /// Assistants: a model with instructions and tools, under an id.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/assistants)
    pub group Assistants {
        header "OpenAI-Beta": "assistants=v2";

        /// Makes an assistant.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/createAssistant)
        create: POST /assistants (json CreateAssistant) -> Assistant;

        /// Gives an assistant by its id.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/getAssistant)
        retrieve: GET /assistants/<assistant: AssistantId> -> Assistant;

        /// Changes an assistant: what the body leaves out stays as it is.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/modifyAssistant)
        modify: POST /assistants/<assistant: AssistantId> (json ModifyAssistant) -> Assistant;

        /// Deletes an assistant. Threads that it worked on stay.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/deleteAssistant)
        delete: DELETE /assistants/<assistant: AssistantId> -> Deleted;

        /// Lists the assistants of the project: 20 a page (`limit` takes 1 to 100), newest first.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/assistants/listAssistants)
        list: GET /assistants?<limit: u32?>&<order: Order?>&<after: AssistantId?>&<before: AssistantId?>
            -> Page<Assistant> paged by after;
    }
}

/// A model with instructions and tools, under an id.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "assistant"), nullable, required(id))]
#[non_exhaustive]
pub struct Assistant {
    /// The id.
    pub id: AssistantId,
    /// When it was made.
    pub created_at: Timestamp,
    /// A name for people.
    pub name: Option<String>,
    /// A description for people.
    pub description: Option<String>,
    /// The model that answers.
    pub model: ModelId,
    /// What the model is told before it reads a thread.
    pub instructions: Option<String>,
    /// The tools that the model may use.
    pub tools: Vec<Tool>,
    /// What the tools work on.
    pub tool_resources: Option<ToolResources>,
    /// The caller's notes.
    pub metadata: Option<Metadata>,
    /// How freely the model chooses its words, 0 to 2.
    pub temperature: Option<f64>,
    /// The share of likely words that the model chooses from, 0 to 1.
    pub top_p: Option<f64>,
    /// The form that answers must have.
    pub response_format: Option<ResponseFormat>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl ListItem for Assistant {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// An assistant to make; a model is enough.
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
#[wire(required(model))]
#[non_exhaustive]
pub struct CreateAssistant {
    /// The model that is to answer.
    pub model: ModelId,
    /// A name for people, at most 256 characters.
    pub name: Option<String>,
    /// A description for people, at most 512 characters.
    pub description: Option<String>,
    /// What the model is told before it reads a thread, at most 256 000 characters.
    pub instructions: Option<String>,
    /// How much a reasoning model thinks; `medium` unless set.
    pub reasoning_effort: Option<ReasoningEffort>,
    /// The tools that the model may use, at most 128; none unless set.
    pub tools: Option<Vec<Tool>>,
    /// What the tools work on.
    pub tool_resources: Option<CreateToolResources>,
    /// Notes on the assistant.
    pub metadata: Option<Metadata>,
    /// How freely the model chooses its words, 0 to 2; 1 unless set. Change this or `top_p`, not
    /// both.
    pub temperature: Option<f64>,
    /// The share of likely words that the model chooses from, 0 to 1; 1 unless set. Change this or
    /// `temperature`, not both.
    pub top_p: Option<f64>,
    /// The form that answers must have; [`ResponseFormat::Auto`] unless set.
    pub response_format: Option<ResponseFormat>,
    /// Fields to send beyond these.
    pub extra: Extra,
}

/// Changes to an assistant: what is not set stays, and `clear_…` empties a field.
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
    /// Another model. An assistant always has one, so this cannot be cleared.
    pub model: Option<ModelId>,
    /// How much a reasoning model thinks.
    pub reasoning_effort: Patch<ReasoningEffort>,
    /// A name for people, at most 256 characters.
    pub name: Patch<String>,
    /// A description for people, at most 512 characters.
    pub description: Patch<String>,
    /// What the model is told before it reads a thread, at most 256 000 characters.
    pub instructions: Patch<String>,
    /// All tools from now on, at most 128; an empty list takes the tools away.
    pub tools: Option<Vec<Tool>>,
    /// What the tools work on.
    pub tool_resources: Patch<ToolResources>,
    /// All notes from now on.
    pub metadata: Patch<Metadata>,
    /// How freely the model chooses its words, 0 to 2.
    pub temperature: Patch<f64>,
    /// The share of likely words that the model chooses from, 0 to 1.
    pub top_p: Patch<f64>,
    /// The form that answers must have.
    pub response_format: Patch<ResponseFormat>,
    /// Fields to send beyond these.
    pub extra: Extra,
}
