//! The content of an item: the enum or the struct of a schema.

use super::fields::{self, Around};
use super::item::{Content, StringVariant, Struct, StructKind};
use super::names::{Names, variant_names, without_prefix};
use super::types::Types;
use super::unions;
use super::uses::Use;
use crate::schema::{EnumSchema, Kind, Schema};

/// The content of the item of a schema, and comments about what it does not say.
pub(crate) fn shape(
    types: &mut Types<'_>,
    schema: &Schema,
    name: &str,
    of: Use,
) -> (Content, Vec<String>) {
    match &schema.kind {
        Kind::Enum(listed) => (Content::StringEnum(string_variants(listed, name)), Vec::new()),
        Kind::Union(union) => unions::content(types, union, name, of),
        Kind::Object(object) => {
            let kind = match of.is_only_received() {
                true => StructKind::Lenient,
                false => StructKind::Exact,
            };
            let changes = types.changes.contains(&schema.at);
            let around = Around { name, of, kind, changes };
            let (shaped, comments) = fields::shape(types, object, &around);
            (Content::Struct(shaped), comments)
        }
        // Only these have items.
        _ => (Content::Struct(empty()), Vec::new()),
    }
}

fn empty() -> Struct {
    let kind = StructKind::Exact;
    Struct { kind, constants: Vec::new(), fields: Vec::new(), open: true }
}

/// The variants of an enum of strings.
pub(crate) fn string_variants(listed: &EnumSchema, name: &str) -> Vec<StringVariant> {
    let mut names = Names::with(&["Unknown"]);
    let variants = listed.values.iter().map(|value| StringVariant {
        name: names.first_free(&without_prefix(variant_names(&value.text), name)),
        wire: value.text.clone(),
        docs: value.description.clone().unwrap_or_default(),
    });
    variants.collect()
}
