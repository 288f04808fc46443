//! What the service accepts for files: one table for each request schema, as in `rules`.

use super::rule::{Field, Rule};

/// The largest file, in bytes: 512 MB.
pub(super) const MAX_FILE: usize = 512 << 20;

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
