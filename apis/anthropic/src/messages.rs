//! Messages: the model answers a conversation.

mod cache_creation;
mod container;
mod count_tokens;
mod create;
mod diagnostics;
mod fallback;
mod input_transformation;
mod iterations;
mod message;
mod param;
mod speed;
mod stop;
mod system;
mod thread;
mod usage;

use schematic_api::api;

pub use self::cache_creation::CacheCreation;
pub use self::container::{
    Container, ContainerParams, ContainerSkill, IdOrContainer, SkillParams, SkillType,
};
pub use self::count_tokens::{CountTokens, TokenCount};
pub use self::create::{CreateMessage, Metadata, RequestServiceTier};
pub use self::diagnostics::{CacheMissReason, CacheMissTokens, Diagnostics, DiagnosticsParams};
pub use self::fallback::*;
pub use self::input_transformation::*;
pub use self::iterations::*;
pub use self::message::Message;
pub use self::param::{ClearAt, MessageParam, Role};
pub use self::speed::Speed;
pub use self::stop::{RefusalCategory, RefusalDetails, StopDetails, StopReason};
pub use self::system::{SystemBlock, SystemPrompt};
pub use self::thread::*;
pub use self::usage::{
    MessageDeltaUsage, OutputTokensDetails, ServerToolUsage, ServiceTier, Usage,
};
use crate::{MessageEvent, UserProfileId, WorkspaceId};

api! {
    /// Messages: the model answers a conversation.
    ///
    /// [Reference](https://platform.claude.com/docs/en/api/messages)
    pub group Messages {
        /// Creates a message: the model's answer to a conversation. Long answers should be [streamed](Self::stream): a connection
        /// on which nothing is sent for minutes may be cut on the way. The body may have up to 32 MB.
        ///
        /// `workspace_id` names the workspace, for credentials of several; `user_profile_id` the end customer.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/messages/create)
        create: POST /v1/messages (
            json CreateMessage,
            header "anthropic-workspace-id" as workspace_id: WorkspaceId?,
            header "anthropic-user-profile-id" as user_profile_id: UserProfileId?,
        ) -> Message | sse MessageEvent when stream error "error";

        /// Counts the tokens of a conversation, with its tools and its system prompt, without creating a message.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/messages/count_tokens)
        count_tokens: POST /v1/messages/count_tokens (
            json CountTokens,
            header "anthropic-workspace-id" as workspace_id: WorkspaceId?,
            header "anthropic-user-profile-id" as user_profile_id: UserProfileId?,
        ) -> TokenCount idempotent;
    }
}
