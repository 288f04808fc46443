//! `api!`: with serde's types, with its own, and as `schematic-openai` declares it.

use schematic_api::{Object, StringEnum, api};
use schematic_openai::{OpenAi, RunId, ThreadId};

use crate::{KEY, RUN, THREAD, repeat};

mod serde_types {
    use crate::run::Run;

    schematic_api::api! {
        pub(crate) client Api at "https://api.example.com/v1" {
            auth bearer env "API_KEY";
            header "OpenAI-Beta": "assistants=v2";
        }

        retrieve: GET /threads/<thread>/runs/<run> -> Run;
    }
}

api! {
    pub(crate) client Api at "https://api.example.com/v1" {
        auth bearer env "API_KEY";
        header "OpenAI-Beta": "assistants=v2";
    }

    retrieve: GET /threads/<thread>/runs/<run> -> Run;
}

/// The fields of the serde type.
#[derive(Debug, Object)]
#[wire(lenient)]
pub(crate) struct Run {
    id: String,
    object: String,
    created_at: i64,
    assistant_id: String,
    thread_id: String,
    status: RunStatus,
    required_action: Option<serde_json::Value>,
    started_at: Option<i64>,
    expires_at: Option<i64>,
    cancelled_at: Option<i64>,
    failed_at: Option<i64>,
    completed_at: Option<i64>,
    last_error: Option<serde_json::Value>,
    model: String,
    instructions: Option<String>,
    tools: Vec<Tool>,
    metadata: Option<std::collections::HashMap<String, String>>,
    incomplete_details: Option<serde_json::Value>,
    usage: Option<Usage>,
    temperature: Option<f64>,
    top_p: Option<f64>,
    max_prompt_tokens: Option<u32>,
    max_completion_tokens: Option<u32>,
    truncation_strategy: Option<Truncation>,
    response_format: Option<String>,
    tool_choice: Option<String>,
    parallel_tool_calls: bool,
}

#[derive(Debug, StringEnum)]
pub(crate) enum RunStatus {
    Queued,
    InProgress,
    RequiresAction,
    Cancelling,
    Cancelled,
    Failed,
    Completed,
    Incomplete,
    Expired,
    Unknown(String),
}

#[derive(Debug, Object)]
#[wire(lenient)]
pub(crate) struct Tool {
    #[wire(rename = "type")]
    kind: String,
}

#[derive(Debug, Object)]
#[wire(lenient)]
pub(crate) struct Usage {
    prompt_tokens: u64,
    completion_tokens: u64,
    total_tokens: u64,
}

#[derive(Debug, Object)]
#[wire(lenient)]
pub(crate) struct Truncation {
    #[wire(rename = "type")]
    kind: String,
    last_messages: Option<u32>,
}

/// The words that cost something in every call: a query of every call, a list of headers, an error in a reply of success, a
/// prefix, and nothing or a value.
mod words {
    use schematic_api::{ApiError, Object};

    use super::Run;

    #[derive(Debug, Object)]
    pub(crate) struct Problem {
        error: String,
    }

    impl ApiError for Problem {
        fn message(&self) -> Option<&str> {
            Some(&self.error)
        }

        fn code(&self) -> Option<&str> {
            None
        }
    }

    schematic_api::api! {
        pub(crate) client Api at "https://api.example.com/v1" {
            auth bearer env "API_KEY";
            header append "OpenAI-Beta": "assistants=v2";
            query "api-version": "2026-11-01";
            error Problem when ok = false;
        }

        group runs at /threads/<thread>/runs {
            retrieve: GET /<run> -> Run? none on 404;
        }
    }
}

/// The engine alone: it decodes into the type of the handwritten calls.
pub(crate) async fn with_serde_types(url: &str, count: usize) {
    let api = serde_types::Api::builder()
        .base_url(url)
        .credential(KEY)
        .build()
        .expect("a client for loopback");
    repeat(count, async || api.retrieve(THREAD, RUN).await).await;
}

pub(crate) async fn with_objects(url: &str, count: usize) {
    let api = Api::builder().base_url(url).credential(KEY).build().expect("a client for loopback");
    repeat(count, async || api.retrieve(THREAD, RUN).await).await;
}

pub(crate) async fn with_words(url: &str, count: usize) {
    let api =
        words::Api::builder().base_url(url).credential(KEY).build().expect("a client for loopback");
    let runs = api.runs();
    repeat(count, async || runs.retrieve(THREAD, RUN).await).await;
}

pub(crate) async fn with_schematic_openai(url: &str, count: usize) {
    let api =
        OpenAi::builder().base_url(url).credential(KEY).build().expect("a client for loopback");
    let (thread, run) = (ThreadId::from(THREAD), RunId::from(RUN));
    repeat(count, async || api.runs().retrieve(&thread, &run).await).await;
}
