//! What the service accepts for files and uploads: one table for each request schema, as in `rules`.

use super::rule::{Field, NO_LIMIT, Rule, TEXT};

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
