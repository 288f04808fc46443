//! Expands the model.

use super::model::{Content, Form, Number};
use super::schema;
use crate::derive::generics::WireGenerics;
use crate::derive::object::expand::{expand_default, expand_methods};
use crate::derive::object::model::{Field, Kind};
use crate::derive::schema::emitted;
use crate::rt::rt;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;

pub(super) fn expand(form: &Form<'_>) -> TokenStream {
    let generics = WireGenerics::new(form.object.generics);
    let methods = expand_methods(&form.object, &generics);
    let default = expand_default(&form.object, &generics);
    let written = expand_written(form);
    let read = cfg!(feature = "mock").then(|| expand_read(form));
    let schema = emitted(|| schema::expand(form, &generics));
    quote! { #methods #default #written #read #schema }
}

/// One call for each part, in the order of declaration.
fn expand_written(form: &Form<'_>) -> TokenStream {
    let rt = rt();
    let name = form.object.name;
    let calls = form.parts().map(|(field, content)| {
        let (name, wire) = (field.name, &field.names.name.text);
        let method = Ident::new(content.method(), field.ty.span());
        match content {
            Content::Text | Content::Json => {
                quote_spanned! { field.ty.span()=> .#method(#wire, &self.#name) }
            }
            Content::File(_) => quote_spanned! { field.ty.span()=> .#method(#wire, self.#name) },
            Content::Broken => TokenStream::new(),
        }
    });
    quote! {
        #[automatically_derived]
        impl #rt::Multipart for #name {
            fn into_form(self, form: #rt::Form) -> #rt::Form {
                form #(#calls)*
            }
        }
    }
}

/// What a mock reads the parts with. `for` defers the check of the bounds until a handler is registered.
fn expand_read(form: &Form<'_>) -> TokenStream {
    let rt = rt();
    let name = form.object.name;
    let is_decoded = |content| matches!(content, Content::Text | Content::Json);
    let decoded = form.parts().filter(|(_, content)| is_decoded(*content));
    let bounds = decoded.map(|(field, _)| {
        let ty = field.ty;
        quote! { for<'mock> #ty: #rt::DeserializeOwned, }
    });
    let parts = form.parts().map(|(field, content)| read(field, content));
    let skipped = form.object.skipped.iter().map(|field| {
        let (name, initial) = (field.name, field.initial());
        quote! { #name: #initial }
    });
    quote! {
        #[automatically_derived]
        impl #rt::mock::FromForm for #name
        where
            #(#bounds)*
        {
            fn from_form(form: &#rt::mock::ReceivedForm) -> #rt::Result<Self, #rt::mock::Rejection> {
                #rt::Ok(Self { #(#parts,)* #(#skipped,)* })
            }
        }
    }
}

/// `name: form.text("name")?`
fn read(field: &Field<'_>, content: Content) -> TokenStream {
    let rt = rt();
    let (name, wire) = (field.name, &field.names.name.text);
    let method = Ident::new(content.read_method(), field.ty.span());
    match (field.kind, content) {
        (Kind::Default, Content::Text | Content::Json) => {
            let initial = field.initial();
            quote! { #name: #rt::Option::unwrap_or_else(form.#method(#wire)?, || #initial) }
        }
        _ => quote! { #name: form.#method(#wire)? },
    }
}

impl Content {
    /// The method of a form that adds the part.
    fn method(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::File(Number::One) => "file",
            Self::File(Number::Optional | Number::Several) => "files",
            Self::Broken => "broken",
        }
    }

    /// The method of a received form that reads it.
    fn read_method(self) -> &'static str {
        match self {
            Self::File(Number::Optional) => "optional_file",
            written => written.method(),
        }
    }
}
