//! The table of a union's variants for documents.

use super::model::{Kind, Member, Union};
use crate::derive::generics::WireGenerics;
use crate::derive::schema::{define, describe, describe_parameter, expand_schema, keywords};
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn expand(union: &Union<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    let (docs, keywords) = (&union.component.docs.0, keywords(&union.component.notes));
    let tag = union.tag.as_ref().map_or_else(String::new, |tag| tag.value());
    let variants = union.members.iter().filter_map(|member| row(member, union));
    let name = union.component.name(union.name);
    let parameters = generics.parameters().map(describe_parameter);
    let definition = quote! {
        #rt::openapi::union::<Self>(components, &#rt::openapi::UnionTable {
            name: #name,
            parameters: &[#(#parameters),*],
            docs: #docs,
            keywords: #keywords,
            tag: #tag,
            variants: &[#(#variants),*],
        })
    };
    expand_schema(union.name, &union.component, generics, &definition)
}

fn row(member: &Member<'_>, union: &Union<'_>) -> Option<TokenStream> {
    let rt = rt();
    let (name, docs) = (member.name.to_string(), &member.docs.0);
    let kind = match &member.kind {
        Kind::Tagged(tag, payload) => {
            let (tags, definition) = (tag.texts(), define(payload));
            quote! { Tagged(&[#(#tags),*], #definition) }
        }
        Kind::Literal(literal) => {
            let text = &literal.name.text;
            quote! { Literal(#text) }
        }
        Kind::Skipped | Kind::Erroneous => return None,
        kind => {
            let describe = member.payload().map(describe)?;
            match is_wide(kind, union) {
                true => quote! { WideShape(#describe) },
                false => quote! { Shape(#describe) },
            }
        }
    };
    Some(quote! {
        #rt::openapi::Variant { name: #name, docs: #docs, kind: #rt::openapi::VariantKind::#kind }
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
