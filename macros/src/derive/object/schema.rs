//! The table of an object's fields for documents.

use super::model::{Documented, Field, Kind, Null, Object, Promise};
use crate::derive::generics::WireGenerics;
use crate::derive::schema::json::{self, Json};
use crate::derive::schema::{Types, expand_schema, note};
use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

pub(crate) fn expand(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
    let mut types = Types::default();
    let mut fields: Vec<_> = object.fields.iter().chain(&object.flattened).collect();
    fields.sort_by_key(|field| field.position);
    let is_flattened =
        |field: &Field<'_>| object.flattened.iter().any(|other| other.position == field.position);
    let rows = fields.into_iter().map(|field| match is_flattened(field) {
        true => field.flattened_row(&mut types),
        false => field.own_row(&mut types),
    });
    let rows = rows.collect();
    expand_table(object, generics, rows, types)
}

/// The table with these rows.
pub(crate) fn expand_table(
    object: &Object<'_>,
    generics: &WireGenerics,
    rows: Json,
    types: Types,
) -> TokenStream {
    let constants = object.constants.iter();
    let constants: json::Object = constants
        .map(|constant| (constant.names().name.text, Json::Text(constant.value.value())))
        .collect();
    let table =
        object.component.table(object.name).with("constants", constants).with("fields", rows);
    expand_schema(object.name, generics, &quote! { object }, (table, types))
}

impl Field<'_> {
    /// The row of a field with a key.
    fn own_row(&self, types: &mut Types) -> json::Object {
        match (&self.documented.ty, &self.with) {
            (Some(ty), _) => types.describe(self.row(), ty),
            (None, Some(_)) => self.row().with("as", "unknown"),
            (None, None) => types.describe(self.row(), self.value_type()),
        }
    }

    fn flattened_row(&self, types: &mut Types) -> json::Object {
        types.define(self.documented.ty.as_ref().unwrap_or_else(|| self.value_type()));
        json::Object::default().with("as", "flattened").with("is", self.presence())
    }

    /// The row without the type.
    pub(crate) fn row(&self) -> json::Object {
        json::Object::default()
            .with("name", &self.names.name.text)
            .with("docs", &self.documented.docs.0)
            .with("is", self.presence())
            .with("keywords", note::keywords(&self.documented.notes))
    }

    /// The type of the value, if there is one.
    pub(crate) fn value_type(&self) -> &Type {
        match self.kind {
            Kind::Optional(value) | Kind::Nullable(value) | Kind::Patch(value) => value,
            Kind::Required | Kind::Default | Kind::Lenient => self.ty,
        }
    }

    /// Whether a service sends the field always, and may send `null`. A field of a `lenient` object is promised, although
    /// decoding goes on without it.
    fn presence(&self) -> &'static str {
        let Documented { null, promise, .. } = &self.documented;
        let is_null = match self.kind {
            // Of a field that is always there in any case, the promise is that it has a value.
            Kind::Nullable(_) => *promise != Promise::Given,
            Kind::Patch(_) => true,
            Kind::Optional(_) => *null == Null::Accepted,
            Kind::Required | Kind::Default | Kind::Lenient => false,
        };
        let is_required = match promise {
            Promise::ByType => {
                matches!(self.kind, Kind::Required | Kind::Lenient | Kind::Nullable(_))
            }
            Promise::Given => true,
            Promise::None => false,
        };
        match (is_required, is_null) {
            (true, false) => "required",
            (true, true) => "required or null",
            (false, false) => "optional",
            (false, true) => "optional or null",
        }
    }
}
