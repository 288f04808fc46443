//! The table of an object's fields for documents.

use super::model::{Documented, Field, Kind, Null, Object, Promise};
use crate::derive::generics::WireGenerics;
use crate::derive::schema::{define, describe, expand_schema, keywords};
use crate::rt::rt;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Type;

pub(crate) fn expand(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
    let fields = object.fields.iter().map(|field| (field.position, field.row()));
    let flattened = object.flattened.iter().map(|field| (field.position, field.flattened_row()));
    expand_table(object, generics, fields.chain(flattened).collect())
}

/// The table, from the rows with the positions of their fields.
pub(crate) fn expand_table(
    object: &Object<'_>,
    generics: &WireGenerics,
    mut rows: Vec<(usize, TokenStream)>,
) -> TokenStream {
    let rt = rt();
    rows.sort_by_key(|(position, _)| *position);
    let rows = rows.into_iter().map(|(_, row)| row);
    let (name, docs) = (object.name.to_string(), &object.component.docs.0);
    let keywords = keywords(&object.component.notes);
    let constants = object.constants.iter().map(|constant| {
        let (key, value) = (constant.names().name.text, &constant.value);
        quote! { (#key, #value) }
    });
    let definition = quote! {
        #rt::openapi::object(components, &#rt::openapi::ObjectTable {
            name: #name,
            docs: #docs,
            keywords: #keywords,
            constants: &[#(#constants),*],
            fields: &[#(#rows),*],
        })
    };
    expand_schema(object.name, &object.component, generics, &definition)
}

impl Field<'_> {
    fn row(&self) -> TokenStream {
        let rt = rt();
        let value = match (&self.documented.ty, &self.with) {
            (Some(ty), _) => of(ty),
            (None, Some(_)) => quote! { #rt::openapi::FieldValue::Unknown },
            (None, None) => of(self.described()),
        };
        self.row_of(&value)
    }

    /// The row of a field with this value.
    pub(crate) fn row_of(&self, value: &TokenStream) -> TokenStream {
        let rt = rt();
        let (name, docs) = (&self.names.name.text, &self.documented.docs.0);
        let (presence, keywords) = (self.presence(), keywords(&self.documented.notes));
        quote! {
            #rt::openapi::Field {
                name: #name,
                docs: #docs,
                presence: #rt::openapi::Presence::#presence,
                value: #value,
                keywords: #keywords,
            }
        }
    }

    fn flattened_row(&self) -> TokenStream {
        let rt = rt();
        let definition = define(self.documented.ty.as_ref().unwrap_or_else(|| self.described()));
        self.row_of(&quote! { #rt::openapi::FieldValue::Flattened(#definition) })
    }

    /// The type of the value, if there is one.
    fn described(&self) -> &Type {
        match self.kind {
            Kind::Optional(value) | Kind::Nullable(value) | Kind::Patch(value) => value,
            Kind::Required | Kind::Default | Kind::Lenient => self.ty,
        }
    }

    /// Whether a service sends the field always, and may send `null`. A field of a `lenient` object is promised, although
    /// decoding goes on without it.
    fn presence(&self) -> Ident {
        let Documented { null, promise, .. } = &self.documented;
        let presence = match (self.kind, promise, null) {
            (Kind::Required, ..) | (Kind::Lenient, Promise::ByType, _) => "Required",
            (Kind::Nullable(_), Promise::ByType, _) => "RequiredOrNull",
            (Kind::Nullable(_) | Kind::Patch(_), ..) => "OptionalOrNull",
            (Kind::Optional(_), _, Null::Accepted) => "OptionalOrNull",
            (Kind::Optional(_) | Kind::Default | Kind::Lenient, ..) => "Optional",
        };
        Ident::new(presence, Span::call_site())
    }
}

/// A value of this type.
pub(crate) fn of(ty: &Type) -> TokenStream {
    let rt = rt();
    let describe = describe(ty);
    quote! { #rt::openapi::FieldValue::Of(#describe) }
}
