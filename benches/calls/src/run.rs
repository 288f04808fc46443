//! A run with serde's derives, for the handwritten calls.

use std::collections::HashMap;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded, never looked at")]
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
    metadata: Option<HashMap<String, String>>,
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

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
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
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded, never looked at")]
pub(crate) struct Tool {
    r#type: String,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded, never looked at")]
pub(crate) struct Usage {
    prompt_tokens: u64,
    completion_tokens: u64,
    total_tokens: u64,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "decoded, never looked at")]
pub(crate) struct Truncation {
    r#type: String,
    last_messages: Option<u32>,
}
