//! Identifiers, each of its own type, so that a run id cannot be passed for a thread id.

schematic_api::id! {
    /// The id of an [`Assistant`](crate::Assistant), for example `asst_abc123`.
    pub struct AssistantId;
}

schematic_api::id! {
    /// The id of a [`Thread`](crate::Thread), for example `thread_abc123`.
    pub struct ThreadId;
}

schematic_api::id! {
    /// The id of a [`Message`](crate::Message), for example `msg_abc123`.
    pub struct MessageId;
}

schematic_api::id! {
    /// The id of a [`Run`](crate::Run), for example `run_abc123`.
    pub struct RunId;
}

schematic_api::id! {
    /// The id of a [`RunStep`](crate::RunStep), for example `step_abc123`.
    pub struct StepId;
}

schematic_api::id! {
    /// The id of a tool call within a run, for example `call_abc123`.
    ///
    /// An output is submitted under the id of the call that it answers.
    pub struct ToolCallId;
}

schematic_api::id! {
    /// The id of an uploaded file, a [`FileObject`](crate::FileObject), for example `file-abc123`.
    pub struct FileId;
}

schematic_api::id! {
    /// The id of an [`Upload`](crate::Upload), for example `upload_abc123`.
    pub struct UploadId;
}

schematic_api::id! {
    /// The id of an [`UploadPart`](crate::UploadPart), for example `part_abc123`.
    pub struct UploadPartId;
}

schematic_api::id! {
    /// The id of a [`VectorStoreFileBatch`](crate::VectorStoreFileBatch), for example `vsfb_abc123`.
    pub struct VectorStoreFileBatchId;
}

schematic_api::id! {
    /// The id of a [`VectorStore`](crate::VectorStore), for example `vs_abc123`.
    pub struct VectorStoreId;
}

schematic_api::id! {
    /// The id of a model, for example `gpt-4o` or `ft:gpt-4o-mini:acme::abc123`.
    ///
    /// It may contain colons and, on some servers, a slash (`openai/gpt-4o`). In a path it is
    /// always encoded as one segment.
    pub struct ModelId;
}
