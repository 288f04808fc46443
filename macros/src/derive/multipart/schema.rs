//! The table of a form's parts for documents.

use super::model::{Content, Form, Number};
use crate::derive::generics::WireGenerics;
use crate::derive::object::model::Field;
use crate::derive::object::schema::expand_table;
use crate::derive::schema::Types;
use crate::derive::schema::json::Object;
use proc_macro2::TokenStream;

pub(super) fn expand(form: &Form<'_>, generics: &WireGenerics) -> TokenStream {
    let mut types = Types::default();
    let rows = form.parts().map(|(field, content)| row(field, content, &mut types));
    let rows = rows.collect();
    expand_table(&form.object, generics, rows, types)
}

fn row(part: &Field<'_>, content: Content, types: &mut Types) -> Object {
    let ty = part.documented.ty.as_ref().unwrap_or_else(|| part.value_type());
    match content {
        Content::Text => types.describe(part.row(), ty),
        Content::Json => types.describe(part.row().with("as", "json"), ty),
        Content::File(Number::One | Number::Optional) => part.row().with("as", "file"),
        Content::File(Number::Several) => part.row().with("as", "files"),
        Content::Broken => part.row().with("as", "unknown"),
    }
}
