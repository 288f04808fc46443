//! Identifiers, one type each, so that a run id cannot go where a thread id belongs.

schematic_api::id! {
    /// Names an [`Assistant`](crate::Assistant), for example `asst_abc123`.
    pub struct AssistantId;
}

schematic_api::id! {
    /// Names a [`Thread`](crate::Thread), for example `thread_abc123`.
    pub struct ThreadId;
}

schematic_api::id! {
    /// Names a [`Message`](crate::Message) of a thread, for example `msg_abc123`.
    pub struct MessageId;
}

schematic_api::id! {
    /// Names a [`Run`](crate::Run) of a thread, for example `run_abc123`.
    pub struct RunId;
}

schematic_api::id! {
    /// Names a [`RunStep`](crate::RunStep), for example `step_abc123`.
    pub struct StepId;
}

schematic_api::id! {
    /// Names one call of a tool within a run, for example `call_abc123`.
    ///
    /// An output goes back to the service under the id of the call that asked for it.
    pub struct ToolCallId;
}

schematic_api::id! {
    /// Names an uploaded file, for example `file-abc123`.
    pub struct FileId;
}

schematic_api::id! {
    /// Names a vector store, for example `vs_abc123`.
    pub struct VectorStoreId;
}

schematic_api::id! {
    /// Names a model, for example `gpt-4o` or `ft:gpt-4o-mini:acme::abc123`.
    ///
    /// Colons are common in it, and some servers use a slash (`openai/gpt-4o`); in a path it is one
    /// segment all the same.
    pub struct ModelId;
}
