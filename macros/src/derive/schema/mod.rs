//! The schemas of wire types, which the OpenAPI document of `schematic-api` needs; what all derives share.
//!
//! A type costs the compiler one function, with a text and the functions that describe the types of its fields. The text is JSON,
//! which the runtime reads when a document is made.

pub(super) mod json;
pub(super) mod note;

use super::attr;
use super::generics::WireGenerics;
use super::object::types::spelled;
use crate::question;
use crate::rt::rt;
use crate::text::doc_line;
use json::{Json, Object};
use note::Note;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, LitStr, Type};

/// The expansion under the feature `openapi`, and nothing without it.
pub(super) fn emitted(expand: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
    cfg!(feature = "openapi").then(expand)
}

/// What the attributes of a type say about its component.
#[derive(Clone, Default)]
pub(super) struct Component {
    /// `component = "OtherRun"`, if it is not the name in Rust.
    name: Option<LitStr>,
    docs: Docs,
    /// What is known beside the type: whether it is deprecated.
    notes: Vec<Note>,
}

impl Component {
    pub(super) fn of(attrs: &[Attribute], name: Option<LitStr>) -> Self {
        Self { name, docs: Docs::of(attrs), notes: note::deprecated(attrs).into_iter().collect() }
    }

    /// The beginning of a table.
    pub(super) fn table(&self, ident: &Ident) -> Object {
        let name = self.name.as_ref().map_or_else(|| ident.unraw().to_string(), LitStr::value);
        Object::default()
            .with("name", name)
            .with("docs", &self.docs.0)
            .with("keywords", note::keywords(&self.notes))
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

/// The functions that describe the types of a table, in the order of its rows.
#[derive(Default)]
pub(super) struct Types(Vec<TokenStream>);

impl Types {
    /// Adds the type of a row, unless its spelling says what it is. The compiler has to say whether any other has a schema.
    pub(super) fn describe(&mut self, row: Object, ty: &Type) -> Object {
        if let Some(name) = spelled(ty) {
            return row.with("type", name);
        }
        self.0.push(question::schema(ty));
        row
    }

    /// Adds the type of a row, whose fields are beside others.
    pub(super) fn define(&mut self, ty: &Type) {
        self.0.push(question::definition(ty));
    }
}

/// `impl Schema for Name`, for a type with a component. `function` is that of the runtime for such a table.
pub(super) fn expand_schema(
    ident: &Ident,
    generics: &WireGenerics,
    function: &TokenStream,
    (table, types): (Object, Types),
) -> TokenStream {
    let rt = rt();
    let header = generics.schema_impl(&quote! { #rt::openapi::Schema }, ident);
    let parameters: Vec<_> = generics.parameters().map(described).collect();
    let table = match parameters.len() {
        0 => table,
        count => table.with("parameters", Json::Number(count.to_string())),
    };
    let call = call(function, &table, parameters.into_iter().chain(types.0));
    quote! {
        #[automatically_derived]
        #header {
            fn schema(components: &mut #rt::openapi::Components) -> #rt::Value {
                #call
            }
        }
    }
}

/// The call of a function of the runtime with a table.
pub(super) fn expand_call(function: &TokenStream, (table, types): (Object, Types)) -> TokenStream {
    call(function, &table, types.0.into_iter())
}

fn call(
    function: &TokenStream,
    table: &Object,
    types: impl Iterator<Item = TokenStream>,
) -> TokenStream {
    let rt = rt();
    let (table, types) = (table.to_string(), types.collect::<Vec<_>>());
    let scope = types.first().map(|_| question::scope());
    quote! {
        #scope
        #rt::openapi::#function::<Self>(components, #table, &[#(#types),*])
    }
}

/// A parameter is known to have a schema.
fn described(parameter: &Ident) -> TokenStream {
    let rt = rt();
    quote! { <#parameter as #rt::openapi::Schema>::schema }
}
