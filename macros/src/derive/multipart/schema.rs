//! The table of a form's parts for documents.

use super::model::{Content, Form, Number};
use crate::derive::generics::WireGenerics;
use crate::derive::object::model::{Field, Kind};
use crate::derive::object::schema::{expand_table, of};
use crate::derive::schema::describe;
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn expand(form: &Form<'_>, generics: &WireGenerics) -> TokenStream {
    let rows =
        form.parts().map(|(field, content)| (field.position, field.row_of(&value(field, content))));
    expand_table(&form.object, generics, rows.collect())
}

fn value(field: &Field<'_>, content: Content) -> TokenStream {
    let rt = rt();
    let ty = match (&field.documented.ty, field.kind) {
        (Some(ty), _) => ty,
        (None, Kind::Optional(value)) => value,
        (None, _) => field.ty,
    };
    match content {
        Content::Text => of(ty),
        Content::Json => {
            let describe = describe(ty);
            quote! { #rt::openapi::FieldValue::Json(#describe) }
        }
        Content::File(Number::One | Number::Optional) => quote! { #rt::openapi::FieldValue::File },
        Content::File(Number::Several) => quote! { #rt::openapi::FieldValue::Files },
        Content::Broken => quote! { #rt::openapi::FieldValue::Unknown },
    }
}
