//! What the service accepts in the body and the query of each endpoint.
//!
//! Each table stands for one request schema of the published document, field by field, also where two of them are alike:
//! that way one can be held against the other.

use schematic_api::Endpoint;
use schematic_api::mock::ErrorReply;
use serde_json::{Map, Value};

use super::failures::invalid_value;
use super::rule::{Field, NO_LIMIT, Rule, TEXT, at, missing};
use super::storage_rules;

/// Returns the rule for the body of an endpoint, if it has one.
pub(super) fn of_body(endpoint: &Endpoint) -> Option<&'static Rule> {
    Some(match endpoint.id() {
        "assistants.create" => &CREATE_ASSISTANT,
        "assistants.modify" => &MODIFY_ASSISTANT,
        "threads.create" => &CREATE_THREAD,
        "threads.create_and_run" => &CREATE_THREAD_AND_RUN,
        "threads.modify" => &MODIFY_THREAD,
        "messages.create" => &CREATE_MESSAGE,
        "runs.create" => &CREATE_RUN,
        "runs.submit_tool_outputs" => &SUBMIT_TOOL_OUTPUTS,
        "messages.modify" | "runs.modify" => &MODIFY_METADATA,
        "uploads.create" => &storage_rules::CREATE_UPLOAD,
        "uploads.complete" => &storage_rules::COMPLETE_UPLOAD,
        "vector_stores.create" => &storage_rules::CREATE_VECTOR_STORE,
        "vector_stores.modify" => &storage_rules::MODIFY_VECTOR_STORE,
        "vector_stores.search" => &storage_rules::SEARCH_VECTOR_STORE,
        "vector_store_files.create" => &storage_rules::CREATE_VECTOR_STORE_FILE,
        "vector_store_files.modify" => &storage_rules::MODIFY_VECTOR_STORE_FILE,
        "vector_store_file_batches.create" => &storage_rules::CREATE_VECTOR_STORE_FILE_BATCH,
        _ => return None,
    })
}

/// Returns the rule for a query parameter that an endpoint declares, if it has one.
pub(super) fn of_query(endpoint: &Endpoint, name: &str) -> Option<&'static Field> {
    let own = match endpoint.id() {
        "files.list" => storage_rules::LIST_FILES,
        _ => &[],
    };
    own.iter().chain(QUERY).find(|field| field.name() == name)
}

/// The query parameters of all endpoints. As a rule, a parameter means the same wherever it is declared.
const QUERY: &[Field] = &[
    Field::optional("limit", &Rule::Integer(1, 100)),
    Field::optional("order", &Rule::Word(&["asc", "desc"])),
    Field::optional("include[]", &INCLUDE),
    Field::optional("filter", &FILE_STATUS),
];

const FILE_STATUS: Rule = Rule::Word(&["in_progress", "completed", "failed", "cancelled"]);

const INCLUDE: Rule = Rule::Word(&["step_details.tool_calls[*].file_search.results[*].content"]);

/// The largest number of tools of an assistant.
const MAX_TOOLS: usize = 128;
/// The largest number of tools that a run names itself.
const MAX_TOOLS_OF_RUN: usize = 20;
const MAX_FILES: usize = 20;

const MODEL: Rule = Rule::Text(1, NO_LIMIT);
const INSTRUCTIONS: Rule = Rule::Text(0, 256_000);
const TEMPERATURE: Rule = Rule::Number(2.0);
const TOP_P: Rule = Rule::Number(1.0);
const TOKENS: Rule = Rule::Integer(256, i64::MAX);
const EFFORT: Rule = Rule::Word(&["none", "minimal", "low", "medium", "high", "xhigh", "max"]);

const CREATE_ASSISTANT: Rule = Rule::Object(&[
    Field::required("model", &MODEL),
    Field::nullable("name", &Rule::Text(0, 256)),
    Field::nullable("description", &Rule::Text(0, 512)),
    Field::nullable("instructions", &INSTRUCTIONS),
    Field::nullable("reasoning_effort", &EFFORT),
    Field::optional("tools", &Rule::List(&TOOL, MAX_TOOLS)),
    Field::nullable("tool_resources", &NEW_RESOURCES),
    Field::nullable("metadata", &Rule::Metadata),
    Field::nullable("temperature", &TEMPERATURE),
    Field::nullable("top_p", &TOP_P),
    Field::nullable("response_format", &RESPONSE_FORMAT),
]);

const MODIFY_ASSISTANT: Rule = Rule::Object(&[
    Field::optional("model", &MODEL),
    Field::nullable("name", &Rule::Text(0, 256)),
    Field::nullable("description", &Rule::Text(0, 512)),
    Field::nullable("instructions", &INSTRUCTIONS),
    Field::nullable("reasoning_effort", &EFFORT),
    Field::optional("tools", &Rule::List(&TOOL, MAX_TOOLS)),
    Field::nullable("tool_resources", &RESOURCES),
    Field::nullable("metadata", &Rule::Metadata),
    Field::nullable("temperature", &TEMPERATURE),
    Field::nullable("top_p", &TOP_P),
    Field::nullable("response_format", &RESPONSE_FORMAT),
]);

const CREATE_THREAD: Rule = Rule::Object(&[
    Field::optional("messages", &Rule::List(&CREATE_MESSAGE, NO_LIMIT)),
    Field::nullable("tool_resources", &NEW_RESOURCES),
    Field::nullable("metadata", &Rule::Metadata),
]);

const MODIFY_THREAD: Rule = Rule::Object(&[
    Field::nullable("tool_resources", &RESOURCES),
    Field::nullable("metadata", &Rule::Metadata),
]);

const MODIFY_METADATA: Rule = Rule::Object(&[Field::nullable("metadata", &Rule::Metadata)]);

const CREATE_RUN: Rule = Rule::Object(&[
    Field::required("assistant_id", &TEXT),
    Field::nullable("model", &MODEL),
    Field::nullable("reasoning_effort", &EFFORT),
    Field::nullable("instructions", &INSTRUCTIONS),
    Field::nullable("additional_instructions", &INSTRUCTIONS),
    Field::nullable("additional_messages", &Rule::List(&CREATE_MESSAGE, NO_LIMIT)),
    Field::nullable("tools", &Rule::List(&TOOL, MAX_TOOLS_OF_RUN)),
    Field::nullable("metadata", &Rule::Metadata),
    Field::nullable("temperature", &TEMPERATURE),
    Field::nullable("top_p", &TOP_P),
    Field::nullable("stream", &Rule::Boolean),
    Field::nullable("max_prompt_tokens", &TOKENS),
    Field::nullable("max_completion_tokens", &TOKENS),
    Field::nullable("truncation_strategy", &TRUNCATION),
    Field::nullable("tool_choice", &TOOL_CHOICE),
    Field::optional("parallel_tool_calls", &Rule::Boolean),
    Field::nullable("response_format", &RESPONSE_FORMAT),
]);

const CREATE_THREAD_AND_RUN: Rule = Rule::Object(&[
    Field::required("assistant_id", &TEXT),
    Field::optional("thread", &CREATE_THREAD),
    Field::nullable("model", &MODEL),
    Field::nullable("instructions", &INSTRUCTIONS),
    Field::nullable("tools", &Rule::List(&TOOL, MAX_TOOLS_OF_RUN)),
    Field::nullable("tool_resources", &RESOURCES),
    Field::nullable("metadata", &Rule::Metadata),
    Field::nullable("temperature", &TEMPERATURE),
    Field::nullable("top_p", &TOP_P),
    Field::nullable("stream", &Rule::Boolean),
    Field::nullable("max_prompt_tokens", &TOKENS),
    Field::nullable("max_completion_tokens", &TOKENS),
    Field::nullable("truncation_strategy", &TRUNCATION),
    Field::nullable("tool_choice", &TOOL_CHOICE),
    Field::optional("parallel_tool_calls", &Rule::Boolean),
    Field::nullable("response_format", &RESPONSE_FORMAT),
]);

const SUBMIT_TOOL_OUTPUTS: Rule = Rule::Object(&[
    Field::required("tool_outputs", &Rule::List(&TOOL_OUTPUT, NO_LIMIT)),
    Field::nullable("stream", &Rule::Boolean),
]);

const TOOL_OUTPUT: Rule =
    Rule::Object(&[Field::required("tool_call_id", &TEXT), Field::required("output", &TEXT)]);

const CREATE_MESSAGE: Rule = Rule::With(
    &Rule::Object(&[
        Field::required("role", &Rule::Word(&["user", "assistant"])),
        Field::required("content", &Rule::TextOr(&Rule::List(&PART, NO_LIMIT))),
        Field::nullable("attachments", &Rule::List(&ATTACHMENT, NO_LIMIT)),
        Field::nullable("metadata", &Rule::Metadata),
    ]),
    check_content,
);

const PART: Rule = Rule::Tagged(&[
    ("text", &[Field::required("text", &TEXT)]),
    ("image_url", &[Field::required("image_url", &IMAGE_URL)]),
    ("image_file", &[Field::required("image_file", &IMAGE_FILE)]),
]);

const DETAIL: Rule = Rule::Word(&["auto", "low", "high"]);
const IMAGE_URL: Rule =
    Rule::Object(&[Field::required("url", &Rule::Url), Field::optional("detail", &DETAIL)]);
const IMAGE_FILE: Rule =
    Rule::Object(&[Field::required("file_id", &TEXT), Field::optional("detail", &DETAIL)]);

const ATTACHMENT: Rule = Rule::Object(&[
    Field::optional("file_id", &TEXT),
    Field::optional("tools", &Rule::List(&ATTACHMENT_TOOL, NO_LIMIT)),
]);
const ATTACHMENT_TOOL: Rule = Rule::Tagged(&[("code_interpreter", &[]), ("file_search", &[])]);

const TOOL: Rule = Rule::Tagged(&[
    ("code_interpreter", &[]),
    ("function", &[Field::required("function", &FUNCTION)]),
    ("file_search", &[Field::optional("file_search", &FILE_SEARCH)]),
]);

const FUNCTION: Rule = Rule::With(
    &Rule::Object(&[
        Field::required("name", &Rule::Name),
        Field::optional("description", &TEXT),
        Field::optional("parameters", &Rule::Anything),
        Field::nullable("strict", &Rule::Boolean),
    ]),
    check_parameters,
);

const FILE_SEARCH: Rule = Rule::Object(&[
    Field::optional("max_num_results", &Rule::Integer(1, 50)),
    Field::optional("ranking_options", &RANKING),
]);
const RANKING: Rule = Rule::Object(&[
    Field::required("score_threshold", &Rule::Number(1.0)),
    Field::optional("ranker", &Rule::Word(&["auto", "default_2024_08_21"])),
]);

/// The resources of an assistant or a thread that exists, or of a run.
const RESOURCES: Rule = Rule::Object(&[
    Field::optional("code_interpreter", &FILES),
    Field::optional("file_search", &STORES),
]);
const STORES: Rule = Rule::Object(&[Field::optional("vector_store_ids", &Rule::List(&TEXT, 1))]);
const FILES: Rule = Rule::Object(&[Field::optional("file_ids", &Rule::List(&TEXT, MAX_FILES))]);

/// The resources of a new assistant or thread, which may describe a vector store to create.
const NEW_RESOURCES: Rule = Rule::Object(&[
    Field::optional("code_interpreter", &FILES),
    Field::optional("file_search", &NEW_STORES),
]);
const NEW_STORES: Rule = Rule::With(
    &Rule::Object(&[
        Field::optional("vector_store_ids", &Rule::List(&TEXT, 1)),
        Field::optional("vector_stores", &Rule::List(&NEW_STORE, 1)),
    ]),
    check_stores,
);
const NEW_STORE: Rule = Rule::Object(&[
    Field::optional("file_ids", &Rule::List(&TEXT, 100_000_000)),
    Field::optional("chunking_strategy", &storage_rules::CHUNKING),
    Field::nullable("metadata", &Rule::Metadata),
]);
const RESPONSE_FORMAT: Rule = Rule::WordOr(
    &["auto"],
    &Rule::Tagged(&[
        ("text", &[]),
        ("json_object", &[]),
        ("json_schema", &[Field::required("json_schema", &JSON_SCHEMA)]),
    ]),
);
const JSON_SCHEMA: Rule = Rule::Object(&[
    Field::required("name", &Rule::Name),
    Field::optional("description", &TEXT),
    Field::optional("schema", &Rule::Anything),
    Field::nullable("strict", &Rule::Boolean),
]);

const TOOL_CHOICE: Rule = Rule::WordOr(
    &["none", "auto", "required"],
    &Rule::Tagged(&[
        ("function", &[Field::required("function", &NAMED_FUNCTION)]),
        ("code_interpreter", &[]),
        ("file_search", &[]),
    ]),
);
const NAMED_FUNCTION: Rule = Rule::Object(&[Field::required("name", &Rule::Name)]);

const TRUNCATION: Rule = Rule::With(
    &Rule::Tagged(&[
        ("auto", &[Field::nullable("last_messages", &LAST_MESSAGES)]),
        ("last_messages", &[Field::nullable("last_messages", &LAST_MESSAGES)]),
    ]),
    check_last_messages,
);
const LAST_MESSAGES: Rule = Rule::Integer(1, u32::MAX as i64);

/// A message says something.
fn check_content(message: &Map<String, Value>, path: &str) -> Result<(), ErrorReply> {
    let content = message.get("content").unwrap_or(&Value::Null);
    match content.as_str() == Some("") || content.as_array().is_some_and(Vec::is_empty) {
        true => {
            let path = at(path, "content");
            Err(invalid_value(&path, "invalid_value", "Message content must be non-empty."))
        }
        false => Ok(()),
    }
}

/// The parameters of a function are the schema of an object.
fn check_parameters(function: &Map<String, Value>, path: &str) -> Result<(), ErrorReply> {
    let name = function.get("name").and_then(Value::as_str).unwrap_or_default();
    match function.get("parameters").and_then(|schema| schema.get("type")) {
        Some(kind) if kind != "object" => {
            let message = format!(
                "Invalid schema for function '{name}': schema must be a JSON Schema of 'type: \"object\"', got 'type: \
                {kind}'."
            );
            let path = at(path, "parameters");
            Err(invalid_value(&path, "invalid_function_parameters", message))
        }
        _ => Ok(()),
    }
}

/// A vector store exists or is created, not both.
fn check_stores(search: &Map<String, Value>, path: &str) -> Result<(), ErrorReply> {
    match search.contains_key("vector_store_ids") && search.contains_key("vector_stores") {
        true => {
            let message = format!(
                "Invalid '{path}': only one of 'vector_store_ids' and 'vector_stores' can be specified."
            );
            Err(invalid_value(path, "invalid_value", message))
        }
        false => Ok(()),
    }
}

/// The strategy `last_messages` needs its number.
fn check_last_messages(strategy: &Map<String, Value>, path: &str) -> Result<(), ErrorReply> {
    let number = strategy.get("last_messages").unwrap_or(&Value::Null);
    match strategy.get("type").is_some_and(|kind| kind == "last_messages") && number.is_null() {
        true => Err(missing(&at(path, "last_messages"))),
        false => Ok(()),
    }
}
