//! The table of a union's variants for documents.

use super::model::{Kind, Member, Union};
use crate::derive::generics::WireGenerics;
use crate::derive::schema::json::{Json, Object};
use crate::derive::schema::{Types, expand_schema, note};
use proc_macro2::TokenStream;
use quote::quote;
use syn::LitStr;

pub(super) fn expand(union: &Union<'_>, generics: &WireGenerics) -> TokenStream {
    let mut types = Types::default();
    let variants = union.members.iter().filter_map(|member| row(member, union, &mut types));
    let variants: Json = variants.collect();
    let tag = union.tag.as_ref().map(LitStr::value).unwrap_or_default();
    let table = union.component.table(union.name).with("tag", tag).with("variants", variants);
    expand_schema(union.name, generics, &quote! { union }, (table, types))
}

fn row(member: &Member<'_>, union: &Union<'_>, types: &mut Types) -> Option<Object> {
    let name = member.name.to_string();
    let row = Object::default().with("name", name).with("docs", &member.docs.0);
    let row = row.with("keywords", note::keywords(&member.notes));
    Some(match &member.kind {
        Kind::Tagged(tag, payload) => {
            types.define(payload);
            row.with("by", "tag").with("tags", tag.texts().collect::<Json>())
        }
        Kind::Literal(literal) => row.with("by", "literal").with("string", &literal.name.text),
        Kind::Skipped | Kind::Erroneous => return None,
        kind => {
            let row = row.with("by", if is_wide(kind, union) { "wide shape" } else { "shape" });
            types.describe(row, member.payload()?)
        }
    })
}

/// Whether values of another variant have the shape, too.
fn is_wide(kind: &Kind<'_>, union: &Union<'_>) -> bool {
    match kind {
        Kind::String(_) => union.literals().next().is_some(),
        Kind::Number(_) => union.only(|kind| matches!(kind, Kind::Integer(_))).is_some(),
        Kind::Untagged(_) => true,
        Kind::Keyed(..) => union.keyed().count() > 1,
        _ => false,
    }
}
