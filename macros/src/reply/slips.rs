//! The slips in place of a reply, in the words and marks of other libraries and languages.

use crate::slip::{Slip, slip};

/// Formats in place of a codec, in a reply or a body.
pub(crate) const FORMATS: &[Slip] = &[
    slip("xml _", CODEC),
    slip("yaml _", CODEC),
    slip("csv _", CODEC),
    slip("cbor _", CODEC),
    slip("msgpack _", CODEC),
    slip("proto _", CODEC),
    slip("protobuf _", CODEC),
];

const CODEC: &str = "`$1` is not built in; write `$2 via Format`, where `Format` is a type of yours that implements `Codec`";

/// In place of a reply.
pub(super) const REPLIES: &[Slip] = &[slip(
    "{}",
    "a reply has a type with a name; declare it with `#[derive(Object)]`, and write `-> Type`",
)];

/// After a word of a reply, in place of its type.
pub(super) const AFTER_WORD: &[Slip] = &[
    slip(
        "<",
        "the type follows the word, as in `json Type` or `sse Type`; remove the angle brackets",
    ),
    slip(":", "the type follows the word, as in `json Type` or `sse Type`; remove the `:`"),
];
