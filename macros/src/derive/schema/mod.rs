//! The schemas of wire types, which the OpenAPI document of `schematic-api` needs; what all derives share.

pub(super) mod note;

use super::attr;
use super::generics::WireGenerics;
use crate::rt::rt;
use crate::text::doc_line;
use note::Note;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, LitStr, Type};

/// The expansion under the feature `openapi`, and nothing without it.
pub(super) fn emitted(expand: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
    cfg!(feature = "openapi").then(expand)
}

/// What the attributes of a type say about its component.
#[derive(Clone, Default)]
pub(super) struct Component {
    /// `component = "OtherRun"`, if it is not the name in Rust.
    pub(super) name: Option<LitStr>,
    pub(super) docs: Docs,
    /// What is known beside the type: whether it is deprecated.
    pub(super) notes: Vec<Note>,
}

impl Component {
    pub(super) fn of(attrs: &[Attribute], name: Option<LitStr>) -> Self {
        Self { name, docs: Docs::of(attrs), notes: note::deprecated(attrs).into_iter().collect() }
    }

    /// The name in the document.
    pub(super) fn name(&self, ident: &Ident) -> TokenStream {
        match &self.name {
            Some(name) => quote! { #name },
            None => {
                let name = syn::ext::IdentExt::unraw(ident).to_string();
                quote! { #name }
            }
        }
    }
}

/// The doc comment of an item, as text.
#[derive(Clone, Default)]
pub(super) struct Docs(pub(super) String);

impl Docs {
    /// Docs from macros such as `include_str!` are left out.
    pub(super) fn of(attrs: &[Attribute]) -> Self {
        Self(attr::docs(attrs).filter_map(doc_line).collect::<Vec<_>>().join("\n"))
    }
}

/// `impl Schema for Name`, for a type with a component. `definition` is an expression of `components`.
pub(super) fn expand_schema(
    ident: &Ident,
    component: &Component,
    generics: &WireGenerics,
    definition: &TokenStream,
) -> TokenStream {
    let rt = rt();
    let header = generics.schema_impl(&quote! { #rt::openapi::Schema }, ident);
    let name = component.name(ident);
    let parameters = generics.parameters().map(describe_parameter);
    quote! {
        #[automatically_derived]
        #header {
            fn schema(components: &mut #rt::openapi::Components) -> #rt::Value {
                #rt::openapi::component::<Self>(components, #name, &[#(#parameters),*])
            }

            fn definition(components: &mut #rt::openapi::Components) -> #rt::Value {
                #[allow(unused_imports)]
                use #rt::openapi::{WithJsonSchema as _, WithSchema as _, WithoutSchema as _};
                #definition
            }
        }
    }
}

/// A parameter is known to have a schema.
pub(super) fn describe_parameter(parameter: &Ident) -> TokenStream {
    let rt = rt();
    quote! { <#parameter as #rt::openapi::Schema>::schema }
}

/// The function that describes any type; the compiler has to say whether it has a schema.
pub(super) fn describe(ty: &Type) -> TokenStream {
    let rt = rt();
    quote! { (&&&#rt::openapi::Probe::<#ty>::NEW).describe() }
}

/// The same for a type whose fields are beside others.
pub(super) fn define(ty: &Type) -> TokenStream {
    let rt = rt();
    quote! { (&&&#rt::openapi::Probe::<#ty>::NEW).definition() }
}

/// The keywords of a schema.
pub(super) fn keywords(notes: &[Note]) -> TokenStream {
    let notes = notes.iter().map(Note::keyword);
    quote! { &[#(#notes),*] }
}
