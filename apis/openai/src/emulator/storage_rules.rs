//! What the service accepts for files, uploads and vector stores: one table for each request schema, as in `rules`.

use schematic_api::mock::ErrorReply;
use serde_json::{Map, Value};

use super::failures::invalid_value;
use super::rule::{Field, NO_LIMIT, Rule, TEXT, at, missing};

/// The largest file, in bytes: 512 MB.
pub(super) const MAX_FILE: usize = 512 << 20;

/// The largest part of an upload, in bytes: 64 MB.
pub(super) const MAX_PART: usize = 64 << 20;

/// The largest upload, in bytes: 8 GB.
const MAX_UPLOAD: i64 = 8 << 30;

/// A page of files may be longer than any other.
pub(super) const LIST_FILES: &[Field] = &[Field::optional("limit", &Rule::Integer(1, 10_000))];

pub(super) const CREATE_FILE: Rule = Rule::Object(&[
    Field::required("file", &Rule::File),
    Field::required("purpose", &PURPOSE),
    Field::optional("expires_after", &FILE_EXPIRATION),
]);

const PURPOSE: Rule =
    Rule::Word(&["assistants", "batch", "fine-tune", "vision", "user_data", "evals"]);
const FILE_EXPIRATION: Rule = Rule::Object(&[
    Field::required("anchor", &Rule::Word(&["created_at"])),
    Field::required("seconds", &Rule::Integer(3600, 2_592_000)),
]);

pub(super) const CREATE_UPLOAD: Rule = Rule::Object(&[
    Field::required("filename", &TEXT),
    Field::required("purpose", &PURPOSE),
    Field::required("bytes", &Rule::Integer(0, MAX_UPLOAD)),
    Field::required("mime_type", &TEXT),
    Field::optional("expires_after", &FILE_EXPIRATION),
]);

pub(super) const ADD_UPLOAD_PART: Rule = Rule::Object(&[Field::required("data", &Rule::File)]);

pub(super) const COMPLETE_UPLOAD: Rule = Rule::Object(&[
    Field::required("part_ids", &Rule::List(&TEXT, NO_LIMIT)),
    Field::optional("md5", &TEXT),
]);

pub(super) const CREATE_VECTOR_STORE: Rule = Rule::Object(&[
    Field::optional("file_ids", &Rule::List(&TEXT, 500)),
    Field::optional("name", &TEXT),
    Field::optional("description", &TEXT),
    Field::optional("expires_after", &STORE_EXPIRATION),
    Field::optional("chunking_strategy", &CHUNKING),
    Field::nullable("metadata", &Rule::Metadata),
]);

pub(super) const MODIFY_VECTOR_STORE: Rule = Rule::Object(&[
    Field::nullable("name", &TEXT),
    Field::nullable("expires_after", &STORE_EXPIRATION),
    Field::nullable("metadata", &Rule::Metadata),
]);

const STORE_EXPIRATION: Rule = Rule::Object(&[
    Field::required("anchor", &Rule::Word(&["last_active_at"])),
    Field::required("days", &Rule::Integer(1, 365)),
]);

pub(super) const CHUNKING: Rule =
    Rule::Tagged(&[("auto", &[]), ("static", &[Field::required("static", &CHUNK_SIZE)])]);
const CHUNK_SIZE: Rule = Rule::With(
    &Rule::Object(&[
        Field::required("max_chunk_size_tokens", &Rule::Integer(100, 4096)),
        Field::required("chunk_overlap_tokens", &Rule::Integer(0, 4096)),
    ]),
    check_overlap,
);

/// The overlap of two chunks is at most half a chunk.
fn check_overlap(size: &Map<String, Value>, path: &str) -> Result<(), ErrorReply> {
    let tokens = |name| size.get(name).and_then(Value::as_i64).unwrap_or_default();
    let half = tokens("max_chunk_size_tokens") / 2;
    let overlap = size.get("chunk_overlap_tokens").unwrap_or(&Value::Null);
    Rule::Integer(0, half).check(overlap, &at(path, "chunk_overlap_tokens"))
}

pub(super) const CREATE_VECTOR_STORE_FILE: Rule = Rule::Object(&[
    Field::required("file_id", &TEXT),
    Field::optional("chunking_strategy", &CHUNKING),
    Field::nullable("attributes", &Rule::Attributes),
]);

pub(super) const MODIFY_VECTOR_STORE_FILE: Rule =
    Rule::With(&Rule::Object(&[Field::nullable("attributes", &Rule::Attributes)]), |body, path| {
        match body.contains_key("attributes") {
            true => Ok(()),
            false => Err(missing(&at(path, "attributes"))),
        }
    });

pub(super) const CREATE_VECTOR_STORE_FILE_BATCH: Rule = Rule::With(
    &Rule::Object(&[
        Field::optional("file_ids", &Rule::List(&TEXT, MAX_BATCH)),
        Field::optional("files", &Rule::List(&CREATE_VECTOR_STORE_FILE, MAX_BATCH)),
        Field::optional("chunking_strategy", &CHUNKING),
        Field::nullable("attributes", &Rule::Attributes),
    ]),
    check_batch,
);

/// The most files of a batch.
const MAX_BATCH: usize = 2000;

/// A batch has files, from one of two lists.
fn check_batch(batch: &Map<String, Value>, path: &str) -> Result<(), ErrorReply> {
    match (batch.get("file_ids"), batch.get("files")) {
        (None, None) => Err(missing(&at(path, "file_ids"))),
        (Some(_), Some(_)) => {
            let message = "Only one of 'file_ids' and 'files' can be specified.";
            Err(invalid_value(&at(path, "files"), "invalid_value", message))
        }
        (Some(ids), None) => check_some(ids, &at(path, "file_ids")),
        (None, Some(files)) => check_some(files, &at(path, "files")),
    }
}

/// The list is not empty.
fn check_some(list: &Value, path: &str) -> Result<(), ErrorReply> {
    if list.as_array().is_none_or(|items| !items.is_empty()) {
        return Ok(());
    }
    let message = format!(
        "Invalid '{path}': empty array. Expected an array with minimum length 1, but got an empty array instead."
    );
    Err(invalid_value(path, "empty_array", message))
}

// A constant cannot refer to one that refers to itself.
pub(super) static SEARCH_VECTOR_STORE: Rule = Rule::Object(&[
    Field::required("query", &Rule::TextOr(&Rule::List(&TEXT, NO_LIMIT))),
    Field::optional("rewrite_query", &Rule::Boolean),
    Field::optional("max_num_results", &Rule::Integer(1, 50)),
    Field::optional("filters", &FILTER),
    Field::optional("ranking_options", &SEARCH_RANKING),
]);

const SEARCH_RANKING: Rule = Rule::Object(&[
    Field::optional("ranker", &Rule::Word(&["none", "auto", "default-2024-11-15"])),
    Field::optional("score_threshold", &Rule::Number(1.0)),
]);

/// Filters within filters.
static FILTER: Rule = Rule::Tagged(&[
    ("eq", COMPARISON),
    ("ne", COMPARISON),
    ("gt", COMPARISON),
    ("gte", COMPARISON),
    ("lt", COMPARISON),
    ("lte", COMPARISON),
    ("in", COMPARISON),
    ("nin", COMPARISON),
    ("and", &[Field::required("filters", &Rule::List(&FILTER, NO_LIMIT))]),
    ("or", &[Field::required("filters", &Rule::List(&FILTER, NO_LIMIT))]),
]);
const COMPARISON: &[Field] = &[
    Field::required("key", &TEXT),
    Field::required("value", &Rule::ScalarOr(&Rule::List(&Rule::TextOrNumber, NO_LIMIT))),
];
