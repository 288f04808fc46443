//! Identifiers, each of its own type, so that a file's id cannot be passed for a skill's. Their form may change: do not take
//! them apart.

schematic_api::id! {
    /// The id of a [`Message`](crate::Message), for example `msg_01abc`.
    pub struct MessageId;
}

schematic_api::id! {
    /// The id of a [`MessageBatch`](crate::MessageBatch), for example `msgbatch_01abc`.
    pub struct MessageBatchId;
}

schematic_api::id! {
    /// The id of a tool call, for example `toolu_01abc`. A result is sent under the id of the call that it answers.
    pub struct ToolUseId;
}

schematic_api::id! {
    /// The id of an uploaded or generated file, a [`FileMetadata`](crate::FileMetadata), for example `file_011abc`.
    pub struct FileId;
}

schematic_api::id! {
    /// The id of a [`Skill`](crate::Skill), for example `skill_01abc`, or the name of one of Anthropic's, for example `pptx`.
    pub struct SkillId;
}

schematic_api::id! {
    /// The id of a [`SkillVersion`](crate::SkillVersion), for example `skillver_01abc`, or `latest` where the service takes it.
    pub struct SkillVersionId;
}

schematic_api::id! {
    /// The id of a [`Container`](crate::Container), in which code runs.
    pub struct ContainerId;
}

schematic_api::id! {
    /// The id of a workspace, for example `wrkspc_01abc`.
    pub struct WorkspaceId;
}

schematic_api::id! {
    /// The id of a user profile: the end customer for whom a request is made.
    pub struct UserProfileId;
}

schematic_api::id! {
    /// The id of a model, for example `claude-sonnet-5-5`.
    pub struct ModelId;
}
