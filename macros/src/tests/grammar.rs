//! The grammar, production by production.

use super::{checked, client, endpoint, group, sound};
use crate::model::{
    Auth, Body, BodyKind, Credential, Extent, HeaderValue, Idempotence, Member, Need, PathPiece,
    Query, Reply, StatusRange,
};
use quote::ToTokens;

const FLAGSHIP: &str = r#"
    /// The OpenAI API.
    pub client OpenAi at "https://api.openai.com/v1" {
        base_url env "OPENAI_BASE_URL";
        auth     bearer env "OPENAI_API_KEY";
        header   "OpenAI-Organization": env "OPENAI_ORG_ID"?;
        error    ErrorResponse;
        retry    2 on 408 409 429 5xx;
        timeout  10 min;
    }

    pub id AssistantId, ThreadId, MessageId, RunId, FileId;

    /// Build assistants that can call models and use tools.
    group assistants {
        header "OpenAI-Beta": "assistants=v2";

        /// Create an assistant with a model and instructions.
        create:   POST   /assistants (json CreateAssistant) -> Assistant;
        retrieve: GET    /assistants/<assistant: AssistantId> -> Assistant;
        modify:   POST   /assistants/<assistant: AssistantId> (json ModifyAssistant) -> Assistant;
        delete:   DELETE /assistants/<assistant: AssistantId> -> Deleted;
        list:     GET    /assistants?<limit: u32?>&<order: Order?>&<after: AssistantId?>&<before: AssistantId?>
                         -> Page<Assistant> paged by after;
    }

    group runs {
        header "OpenAI-Beta": "assistants=v2";

        /// Create a run.
        create:   POST /threads/<thread: ThreadId>/runs?<include[]: Vec<RunInclude>?> (json CreateRun)
                       -> Run | sse RunEvent when stream until "[DONE]";
        retrieve: GET  /threads/<thread: ThreadId>/runs/<run: RunId> -> Run polled until Run::is_settled;
        cancel:   POST /threads/<thread: ThreadId>/runs/<run: RunId>/cancel -> Run;
    }

    group files {
        upload:   POST /files (multipart UploadFile) -> File { timeout 30 min; retry 0; }
        content:  GET  /files/<file: FileId>/content -> bytes;
    }
"#;

#[test]
fn the_flagship_is_read() {
    let (model, messages) = checked(FLAGSHIP);
    assert!(
        messages.iter().all(|message| message.contains("not supported by this version")),
        "{messages:?}"
    );
    assert_eq!(model.ids.len(), 5);
    assert_eq!(group(&model, "assistants"), ["create", "retrieve", "modify", "delete", "list"]);
    assert_eq!(group(&model, "runs"), ["create", "retrieve", "cancel"]);
    assert_eq!(group(&model, "files"), ["upload", "content"]);
}
