//! Expands the model.

use super::model::{Field, Kind, Object};
use super::schema;
use super::setters::{expand_new, expand_setters};
use super::types::{Known, known};
use crate::derive::generics::WireGenerics;
use crate::derive::schema::emitted;
use crate::rt::{rt, rt_at};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{ExprPath, Ident};

pub(super) fn expand(object: &Object<'_>) -> TokenStream {
    let defaults = object.all().filter(|field| {
        matches!(field.kind, Kind::Default | Kind::Lenient) && field.default.is_none()
    });
    let generics = WireGenerics::new(object.generics).with_defaults(defaults.map(|field| field.ty));
    let methods = expand_methods(object, &generics);
    let default = expand_default(object, &generics);
    let object_impl = expand_object(object, &generics);
    let withs = expand_withs(object, &generics);
    let serde = expand_serde(object, &generics);
    let schema = emitted(|| schema::expand(object, &generics));
    quote! { #methods #default #object_impl #withs #serde #schema }
}

pub(crate) fn expand_methods(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
    let header = generics.inherent_impl(object.name);
    let (new, setters) = (expand_new(object), expand_setters(object));
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        #header { #new #setters }
    }
}

/// `Default`, for an object without required fields.
pub(crate) fn expand_default(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    if object.required().next().is_some() {
        return TokenStream::new();
    }
    let header = generics.plain_impl(&quote! { #rt::Default }, object.name);
    quote! {
        #[automatically_derived]
        #header {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

fn expand_object(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    let header = generics.wire_impl(&quote! { #rt::Object }, object.name);
    let fields = expand_fields(object);
    let (decode, encode) = (expand_decode(object), expand_encode(object));
    let extra = object.extra.first().map(|extra| {
        quote! {
            fn extra(&self) -> #rt::Option<&#rt::Extra> {
                #rt::Some(&self.#extra)
            }
        }
    });
    quote! {
        #[automatically_derived]
        #header { #fields #decode #encode #extra }
    }
}

/// The table of fields that the runtime reads.
fn expand_fields(object: &Object<'_>) -> TokenStream {
    let rt = rt();
    let name = object.name.to_string();
    let names = object.fields.iter().map(|field| &field.names.name.text);
    let aliases = object.fields.iter().enumerate().flat_map(|(number, field)| {
        let number = Literal::usize_unsuffixed(number);
        field.names.aliases.iter().map(move |alias| {
            let alias = &alias.text;
            quote! { (#alias, #number) }
        })
    });
    let constants = object.constants.iter().map(|constant| {
        let (key, value) = (constant.names().name.text, &constant.value);
        quote! { (#key, #value) }
    });
    let (nullable, open) = (Literal::u64_unsuffixed(object.nullable()), object.is_open());
    quote! {
        const FIELDS: &'static #rt::Fields = &#rt::Fields {
            name: #name,
            names: &[#(#names),*],
            aliases: &[#(#aliases),*],
            constants: &[#(#constants),*],
            nullable: #nullable,
            open: #open,
        };
    }
}

/// A local variable for each field, and a loop with a match that hands each key to the reader.
fn expand_decode(object: &Object<'_>) -> TokenStream {
    let rt = rt();
    let (from, index) = (local("from"), local("index"));
    let probe = object.fields.iter().any(Field::is_probed).then(|| {
        quote! {
            #[allow(unused_imports)]
            use #rt::ReadAsIs as _;
        }
    });
    let locals = object.fields.iter().map(expand_local);
    let arms = object.fields.iter().enumerate().map(|(number, field)| {
        let literal = Literal::usize_unsuffixed(number);
        let (local, how, read) = (field.local(), field.how(number), field.read_method());
        let local = quote_spanned! { field.span()=> &mut #local };
        quote! { #literal => #from.#read(#how, #local) }
    });
    let values = object.fields.iter().enumerate();
    let values = values.map(|(number, field)| field.value(number, &from));
    let flattened = object.flattened.iter().map(|field| field.flattened(&from));
    let skipped = object.skipped.iter().map(|field| {
        let (name, default) = (field.name, field.initial());
        quote! { #name: #default }
    });
    let extra = object.extra.iter();
    quote! {
        fn decode<'__de, __A: #rt::MapAccess<'__de>>(
            #from: &mut #rt::Reader<'__de, __A>,
        ) -> #rt::Result<Self, __A::Error> {
            #probe
            #(#locals)*
            while let #rt::Some(#index) = #from.next()? {
                match #index {
                    #(#arms,)*
                    _ => #rt::Ok(()),
                }?;
            }
            #rt::Ok(Self { #(#values,)* #(#flattened,)* #(#skipped,)* #(#extra: #from.extra(),)* })
        }
    }
}

fn expand_local(field: &Field<'_>) -> TokenStream {
    let rt = rt();
    let (local, ty) = (field.local(), field.ty);
    match field.kind {
        Kind::Required => quote! { let mut #local = #rt::None; },
        _ => {
            let initial = field.initial();
            quote! { let mut #local: #ty = #initial; }
        }
    }
}

/// One call for each field, in the order of declaration; the names come from the table.
fn expand_encode(object: &Object<'_>) -> TokenStream {
    let rt = rt();
    let fields = object.fields.iter().enumerate();
    let fields = fields.map(|(number, field)| (field.position, field.written(number)));
    let flattened = object.flattened.iter().map(|field| (field.position, field.written_flat()));
    let mut calls: Vec<_> = fields.chain(flattened).collect();
    calls.sort_by_key(|(position, _)| *position);
    let calls = calls.into_iter().map(|(_, call)| call);
    quote! {
        fn encode<__M: #rt::SerializeMap>(&self, to: &mut #rt::Writer<__M>) {
            #(#calls)*
        }
    }
}

/// The functions of each `with`, by the number of the field.
fn expand_withs(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
    let fields = object.fields.iter().enumerate();
    let withs = fields.filter_map(|(number, field)| Some((number, field, field.with.as_ref()?)));
    withs
        .map(|(number, field, module)| expand_with(object, generics, number, field, module))
        .collect()
}

fn expand_with(
    object: &Object<'_>,
    generics: &WireGenerics,
    number: usize,
    field: &Field<'_>,
    module: &ExprPath,
) -> TokenStream {
    let rt = rt();
    let number = Literal::usize_unsuffixed(number);
    let header = generics.wire_impl(&quote! { #rt::FieldWith<#number> }, object.name);
    let ty = field.ty;
    let function = |name: &str| {
        let mut path = module.clone();
        path.path.segments.push(Ident::new(name, module.span()).into());
        path
    };
    let (serialize, deserialize) = (function("serialize"), function("deserialize"));
    quote! {
        #[automatically_derived]
        #header {
            type Value = #ty;

            fn read<'__de, __D: #rt::Deserializer<'__de>>(
                from: __D,
            ) -> #rt::Result<Self::Value, __D::Error> {
                #deserialize(from)
            }

            fn write<__S: #rt::Serializer>(
                value: &Self::Value,
                to: __S,
            ) -> #rt::Result<__S::Ok, __S::Error> {
                #serialize(value, to)
            }
        }
    }
}

fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

fn expand_serde(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    let serialize = generics.wire_impl(&quote! { #rt::Serialize }, object.name);
    let deserialize = generics.deserialize_impl(object.name);
    quote! {
        #[automatically_derived]
        #serialize {
            fn serialize<__S: #rt::Serializer>(&self, to: __S) -> #rt::Result<__S::Ok, __S::Error> {
                #rt::serialize_object(self, to)
            }
        }

        #[automatically_derived]
        #deserialize {
            fn deserialize<__D: #rt::Deserializer<'__de>>(from: __D) -> #rt::Result<Self, __D::Error> {
                #rt::deserialize_object(from)
            }
        }
    }
}

impl Field<'_> {
    /// The variable for the value of the field, whose name no constant of the user has.
    fn local(&self) -> Ident {
        format_ident!("__{}", self.name.unraw(), span = Span::mixed_site())
    }

    /// The method of the reader for this field.
    fn read_method(&self) -> Ident {
        self.method(match self.kind {
            Kind::Required => "required",
            Kind::Default | Kind::Patch(_) => "plain",
            Kind::Lenient => "lenient",
            Kind::Optional(_) => "optional",
            Kind::Nullable(_) => "nullable",
        })
    }

    /// How the value of the field is read.
    fn how(&self, number: usize) -> TokenStream {
        let rt = rt_at(self.span());
        if self.with.is_some() {
            let number = Literal::usize_unsuffixed(number);
            return quote! { #rt::With::<Self, #number>::READ };
        }
        let ty = self.ty;
        match known(ty) {
            Some(Known::Integer) => quote! { #rt::Loosely },
            Some(Known::Other) => quote! { #rt::AsIs },
            None => quote! { #rt::How::<#ty>::READ },
        }
    }

    /// Whether the compiler has to say what the type is.
    fn is_probed(&self) -> bool {
        self.with.is_none() && known(self.ty).is_none()
    }

    /// `name: value`, once all keys have been read.
    fn value(&self, number: usize, from: &Ident) -> TokenStream {
        let (name, local) = (self.name, self.local());
        match self.kind {
            Kind::Required => {
                let number = Literal::usize_unsuffixed(number);
                let found = self.method(if self.with.is_some() { "present" } else { "found" });
                quote! { #name: #from.#found(#number, #local)? }
            }
            _ => quote! { #name: #local },
        }
    }

    /// `name: value`, for a flattened field.
    fn flattened(&self, from: &Ident) -> TokenStream {
        let name = self.name;
        let flatten = self.method(match self.kind {
            Kind::Optional(_) | Kind::Nullable(_) => "flatten_optional",
            _ => "flatten",
        });
        quote! { #name: #from.#flatten()? }
    }

    /// The call that writes the field.
    fn written(&self, number: usize) -> TokenStream {
        let name = self.name;
        let method = match self.kind {
            Kind::Required | Kind::Default | Kind::Lenient => "plain",
            Kind::Optional(_) => "optional",
            Kind::Nullable(_) => "nullable",
            Kind::Patch(_) => "patch",
        };
        if self.with.is_none() {
            let write = self.method(method);
            return quote! { to.#write(&self.#name); };
        }
        let rt = rt_at(self.span());
        let number = Literal::usize_unsuffixed(number);
        let value = quote! { #rt::With::<Self, #number>::written(&self.#name) };
        match self.kind {
            Kind::Optional(_) | Kind::Nullable(_) => {
                let write = self.method(&format!("{method}_as"));
                quote! { to.#write(self.#name.is_none(), &#value); }
            }
            _ => quote! { to.plain(&#value); },
        }
    }

    fn written_flat(&self) -> TokenStream {
        let (name, flatten) = (self.name, self.method("flatten"));
        quote! { to.#flatten(&self.#name); }
    }

    fn method(&self, name: &str) -> Ident {
        Ident::new(name, self.span())
    }

    /// The initial value of the field.
    pub(crate) fn initial(&self) -> TokenStream {
        let rt = rt_at(self.span());
        match &self.default {
            Some(path) => quote! { #path() },
            None => quote_spanned! { self.span()=> #rt::Default::default() },
        }
    }

    /// Makes rustc report on the type if it lacks a trait.
    fn span(&self) -> Span {
        Span::mixed_site().located_at(self.ty.span())
    }
}
