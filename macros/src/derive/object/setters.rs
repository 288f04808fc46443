//! `new` and the setters.

use super::model::{Field, Kind, Object, Setting};
use super::types::{argument, is_primitive};
use crate::bare::bare;
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Ident, Type};

/// How a caller passes the value of a field.
enum Input<'a> {
    /// `bool` and numbers: by value, so that a literal needs no suffix.
    Value(&'a Type),
    /// A `Vec` of these: any iterator over them, so that a literal needs no suffix.
    Values(&'a Type),
    /// `Vec<T>`: an array of items that convert into `T`, or a `Vec<T>`.
    List(&'a Type),
    /// Any other type: a value that converts into it.
    Into(&'a Type),
}

impl<'a> Input<'a> {
    fn of(ty: &'a Type) -> Self {
        let Type::Path(path) = bare(ty) else { return Self::Into(ty) };
        let Some(last) = path.path.segments.last() else { return Self::Into(ty) };
        match argument(&last.arguments) {
            Some(item) if last.ident == "Vec" && is_primitive(item) => Self::Values(item),
            Some(item) if last.ident == "Vec" => Self::List(item),
            _ if is_primitive(ty) => Self::Value(ty),
            _ => Self::Into(ty),
        }
    }

    fn argument(&self) -> TokenStream {
        let rt = rt();
        match self {
            Self::Value(ty) => quote! { #ty },
            Self::Values(item) => quote! { impl #rt::IntoIterator<Item = #item> },
            Self::List(item) => quote! { impl #rt::IntoList<#item> },
            Self::Into(ty) => quote! { impl #rt::Into<#ty> },
        }
    }

    fn convert(&self, name: &Ident) -> TokenStream {
        let rt = rt();
        match self {
            Self::Value(_) => quote! { #name },
            Self::Values(_) => quote! { #rt::collect(#name) },
            Self::List(_) => quote! { #rt::IntoList::into_list(#name) },
            Self::Into(_) => quote! { #rt::Into::into(#name) },
        }
    }
}

impl Field<'_> {
    /// The names of the field's setters.
    pub(super) fn setters(&self) -> impl Iterator<Item = Ident> {
        let by_setter = self.setting == Setting::BySetter;
        let set = (by_setter && !matches!(self.kind, Kind::Required)).then(|| self.name.clone());
        let clear = (by_setter && matches!(self.kind, Kind::Patch(_)))
            .then(|| format_ident!("clear_{}", self.name.unraw()));
        set.into_iter().chain(clear)
    }
}

/// `fn new(required: .., fields: ..) -> Self`.
pub(super) fn expand_new(object: &Object<'_>) -> TokenStream {
    let rt = rt();
    let vis = object.vis;
    let arguments = object.required().map(|field| {
        let (name, input) = (field.name, Input::of(field.ty).argument());
        quote! { #name: #input }
    });
    let inits = object.all().map(|field| {
        let name = field.name;
        match field.kind {
            Kind::Required => {
                let value = Input::of(field.ty).convert(name);
                quote! { #name: #value }
            }
            _ => {
                let initial = field.initial();
                quote! { #name: #initial }
            }
        }
    });
    let extra = object.extra.iter().map(|extra| quote! { #extra: #rt::Default::default() });
    let doc = format!(
        " Creates {} `{}` with only the required fields set.",
        article(object.name),
        object.name
    );
    let many = (object.required().count() > 7).then(|| {
        quote! { #[allow(clippy::too_many_arguments)] }
    });
    quote! {
        #[doc = #doc]
        #many
        #vis fn new(#(#arguments),*) -> Self {
            Self { #(#inits,)* #(#extra,)* }
        }
    }
}

fn article(name: &Ident) -> &'static str {
    if name.to_string().starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" }
}

pub(super) fn expand_setters(object: &Object<'_>) -> TokenStream {
    object.all().map(expand_setter).collect()
}

fn expand_setter(field: &Field<'_>) -> TokenStream {
    let rt = rt();
    if field.setting == Setting::ByField {
        return TokenStream::new();
    }
    let Field { name, vis, ty, docs, .. } = field;
    let (input, wrap) = match field.kind {
        Kind::Required => return TokenStream::new(),
        Kind::Default | Kind::Lenient => (Input::of(ty), None),
        Kind::Optional(value) | Kind::Nullable(value) => {
            (Input::of(value), Some(quote! { #rt::Some }))
        }
        Kind::Patch(value) => (Input::of(value), Some(quote! { #rt::Patch::Value })),
    };
    let (argument, value) = (input.argument(), input.convert(name));
    let value = wrap.map_or(value.clone(), |wrap| quote! { #wrap(#value) });
    let (absent, clear) = (absent(field), expand_clear(field));
    quote! {
        #(#docs)*
        #absent
        #[must_use]
        #vis fn #name(mut self, #name: #argument) -> Self {
            self.#name = #value;
            self
        }
        #clear
    }
}

/// What the docs of a field do not say, if its attribute does: what the service takes without it.
fn absent(field: &Field<'_>) -> Option<TokenStream> {
    let note = field.documented.notes.iter().find(|note| note.word == "if_absent")?;
    let text = format!(" Without it, the service takes `{}`.", note.value);
    Some(quote! { #[doc = ""] #[doc = #text] })
}

/// `fn clear_name(self) -> Self`, for a field that distinguishes `null` from absence.
fn expand_clear(field: &Field<'_>) -> Option<TokenStream> {
    let rt = rt();
    let Kind::Patch(_) = field.kind else { return None };
    let Field { name, vis, .. } = field;
    let clear = format_ident!("clear_{}", name.unraw(), span = name.span());
    let doc = format!(" Clears `{}`: sends it as `null`.", field.names.name.text);
    Some(quote! {
        #[doc = #doc]
        #[must_use]
        #vis fn #clear(mut self) -> Self {
            self.#name = #rt::Patch::Null;
            self
        }
    })
}
