//! serde's attributes, where one of ours is meant.

use crate::errors::Errors;
use syn::Attribute;

/// serde's words that are not ours, and what to write instead.
const WORDS: [(&str, &str); 17] = [
    ("name", "write `rename`"),
    ("strict", "fields are required already; remove it"),
    ("skip_serializing_if", "an `Option` that is `None` is left out already; remove it"),
    ("skip_serializing", "write `skip`, or an `Option` that stays `None`"),
    ("skip_deserializing", "write `skip`, or `default`"),
    (
        "serialize_with",
        "write `with = \"module\"`, whose functions are `serialize` and `deserialize`",
    ),
    (
        "deserialize_with",
        "write `with = \"module\"`, whose functions are `serialize` and `deserialize`",
    ),
    ("rename_all_fields", "write `rename_all` on the types of the variants"),
    (
        "deny_unknown_fields",
        "unknown fields are ignored, or kept by a field of the type `Extra`; remove it",
    ),
    ("untagged", "write `string`, `number`, `array`, `object` or a `key` on each variant"),
    ("content", "the fields of a variant are beside its tag; remove it"),
    ("other", "the variant `Unknown` takes what is unknown; remove it"),
    ("transparent", "for a newtype over a string write `id Name;` in `api!`"),
    ("borrow", "an object owns its data; remove it"),
    ("bound", "parameters are types of the wire already; remove it"),
    ("from", "write `with = \"module\"` on the fields of this type"),
    ("into", "write `with = \"module\"` on the fields of this type"),
];

/// What to write instead of one of serde's words.
pub(super) fn remedy(word: &str) -> Option<&'static str> {
    WORDS.iter().find(|(other, _)| *other == word).map(|(_, remedy)| *remedy)
}

/// `#[serde(..)]` would say something that nobody reads.
pub(super) fn serde_attribute(attrs: &[Attribute], errors: &mut Errors) {
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        errors.error(
            attr.path(),
            "this derive does not read `#[serde(..)]`; write `#[wire(..)]`, which has serde's words",
        );
    }
}
