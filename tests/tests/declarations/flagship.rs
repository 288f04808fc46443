//! Settings, ids, groups, optional and required inputs, paging, polling, clauses and blocks.

use crate::routes;
use schematic_api::{ApiError, CursorPlace, CursorSource, Object, Page, PagedBy, StringEnum, api};
use serde::Deserialize;
use serde::de::DeserializeOwned;

/// A stored assistant.
#[derive(Clone, Debug, Object)]
#[wire(lenient)]
pub struct Assistant {
    /// Its id.
    pub id: AssistantId,
}

/// What an assistant starts with.
#[derive(Debug, Object)]
#[wire(lenient)]
pub struct CreateAssistant {
    /// The model.
    pub model: String,
}

/// Whether it is gone.
#[derive(Debug, Object)]
#[wire(lenient)]
pub struct Deleted {
    /// So it is.
    pub deleted: bool,
}

/// A run.
#[derive(Debug, Object)]
#[wire(lenient)]
pub struct Run {
    /// The state of the item.
    pub status: String,
}

impl Run {
    /// Whether it will not change any more.
    fn is_settled(&self) -> bool {
        self.status == "completed"
    }
}

/// The order of a list.
#[derive(Clone, Debug, StringEnum)]
pub enum Order {
    /// Oldest first.
    Asc,
    /// Newest first.
    Desc,
    /// Another.
    Unknown(String),
}

/// A page.
#[derive(Debug, Deserialize)]
pub struct List<T> {
    data: Vec<T>,
    last_id: Option<String>,
}

impl<T: DeserializeOwned + Send + 'static> Page for List<T> {
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.last_id.clone()
    }
}

/// The body of an error.
#[derive(Debug, Deserialize)]
pub struct ErrorResponse {
    message: String,
}

impl ApiError for ErrorResponse {
    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    /// The OpenAI API, in part.
    pub client OpenAi at "https://api.openai.com/v1/" {
        base_url env "OPENAI_BASE_URL";                    // overrides `at` when set
        auth     bearer env "OPENAI_API_KEY";
        header   "OpenAI-Organization": env "OPENAI_ORG_ID"?;
        error    ErrorResponse;
        retry    2 on 408 409 429 5xx;
        timeout  10 min;
        idempotency "Idempotency-Key";
    }

    pub id AssistantId, ThreadId, RunId;

    /// Build assistants that can call models and use tools.
    group assistants {
        header "OpenAI-Beta": "assistants=v2";

        /// Create an assistant with a model and instructions.
        create:   POST   /assistants (json CreateAssistant) -> Assistant;
        retrieve: GET    /assistants/<assistant: AssistantId> -> Assistant;
        delete:   DELETE /assistants/<assistant: AssistantId> -> Deleted;
        list:     GET    /assistants?<limit: u32?>&<order: Order?>&<after: AssistantId?>&<before: AssistantId?>
                         -> List<Assistant> paged by after;
    }

    group runs {
        header "OpenAI-Beta": "assistants=v2";
        error 404: ErrorResponse;

        create:   POST /threads/<thread: ThreadId>/runs?<include[]: Vec<String>?> (json CreateAssistant?) -> Run;
        retrieve: GET  /threads/<thread: ThreadId>/runs/<run: RunId> -> Run polled until Run::is_settled;
        cancel:   POST /threads/<thread: ThreadId>/runs/<run: RunId>/cancel -> Run idempotent;
    }

    group files {
        upload:  PUT /files/<path..> (stream, header "X-Checksum": String) -> empty { timeout 30 min; retry 0; }
        content: GET /files/<path..> -> stream auth none;
    }
}

#[test]
fn the_table_has_every_endpoint() {
    assert_eq!(
        routes(OpenAi::ENDPOINTS),
        [
            "assistants.create POST /assistants",
            "assistants.retrieve GET /assistants/{assistant}",
            "assistants.delete DELETE /assistants/{assistant}",
            "assistants.list GET /assistants",
            "runs.create POST /threads/{thread}/runs",
            "runs.retrieve GET /threads/{thread}/runs/{run}",
            "runs.cancel POST /threads/{thread}/runs/{run}/cancel",
            "files.upload PUT /files/{path..}",
            "files.content GET /files/{path..}",
        ]
    );
}

#[test]
fn clauses_reach_the_table() {
    let endpoint = |id| OpenAi::ENDPOINTS.get(id).expect("it is declared");
    let list = endpoint("assistants.list");
    let (name, place, source) = ("after", CursorPlace::Query, CursorSource::Page);
    let paging = list.paging().expect("it is paged");
    assert_eq!(paging.next(), PagedBy::Cursor { name, place, source });
    assert_eq!(paging.previous(), None);
    assert_eq!(list.headers(), [("openai-beta", "assistants=v2")]);
    let docs = "Create an assistant with a model and instructions.";
    assert_eq!(endpoint("assistants.create").docs(), docs);
    let (create, cancel) = (endpoint("runs.create"), endpoint("runs.cancel"));
    assert!(create.is_body_optional());
    assert!(cancel.is_idempotent() && !create.is_idempotent());
    let (content, upload) = (endpoint("files.content"), endpoint("files.upload"));
    assert!(!content.sends_credential() && upload.sends_credential());
}
