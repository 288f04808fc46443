//! Expands the model.

use super::model::{Field, Kind, Object};
use super::setters::{expand_new, expand_setters};
use super::types::is_integer;
use crate::derive::generics::WireGenerics;
use crate::rt::{rt, rt_at};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Ident;
use syn::spanned::Spanned;

pub(super) fn expand(object: &Object<'_>) -> TokenStream {
    let plain = object.fields.iter().filter(|field| matches!(field.kind, Kind::Plain));
    let generics = WireGenerics::new(object.generics).with_defaults(plain.map(|field| field.ty));
    let methods = expand_methods(object, &generics);
    let default = expand_default(object, &generics);
    let object_impl = expand_object(object, &generics);
    let serde = expand_serde(object, &generics);
    quote! { #methods #default #object_impl #serde }
}

fn expand_methods(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
    let header = generics.inherent_impl(object.name);
    let (new, setters) = (expand_new(object), expand_setters(object));
    quote! {
        #[automatically_derived]
        #header { #new #setters }
    }
}

/// `Default`, for an object without required fields.
fn expand_default(object: &Object<'_>, generics: &WireGenerics) -> TokenStream {
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
    let names = object.fields.iter().map(|field| &field.wire_name);
    let constants = object.constants.iter().map(|constant| {
        let (key, value) = (constant.wire_name(), &constant.value);
        quote! { (#key, #value) }
    });
    let (nullable, extra) = (Literal::u64_unsuffixed(object.nullable()), !object.extra.is_empty());
    quote! {
        const FIELDS: &'static #rt::Fields = &#rt::Fields {
            name: #name,
            names: &[#(#names),*],
            constants: &[#(#constants),*],
            nullable: #nullable,
            extra: #extra,
        };
    }
}

/// A local variable for each field, and a loop with a match that hands each key to the reader.
fn expand_decode(object: &Object<'_>) -> TokenStream {
    let rt = rt();
    // Fields may have these names too.
    let (from, index) = (local("from"), local("index"));
    let locals = object.fields.iter().map(expand_local);
    let arms = object.fields.iter().enumerate().map(|(number, field)| {
        let number = Literal::usize_unsuffixed(number);
        let (name, read) = (field.name, field.read_method());
        let local = quote_spanned! { field.span()=> &mut #name };
        quote! { #number => #from.#read(#local) }
    });
    let values =
        object.fields.iter().enumerate().map(|(number, field)| match (field.name, field.kind) {
            (name, Kind::Required) => {
                let number = Literal::usize_unsuffixed(number);
                quote! { #name: #from.found(#number, #name)? }
            }
            (name, _) => quote! { #name },
        });
    let extra = object.extra.iter();
    quote! {
        fn decode<'de, A: #rt::MapAccess<'de>>(#from: &mut #rt::Reader<'de, A>) -> #rt::Result<Self, A::Error> {
            #(#locals)*
            while let #rt::Some(#index) = #from.next()? {
                match #index {
                    #(#arms,)*
                    _ => #rt::Ok(()),
                }?;
            }
            #rt::Ok(Self { #(#values,)* #(#extra: #from.extra(),)* })
        }
    }
}

fn expand_local(field: &Field<'_>) -> TokenStream {
    let rt = rt();
    let Field { name, ty, .. } = field;
    match field.kind {
        Kind::Required => quote! { let mut #name = #rt::None; },
        _ => {
            let default = field.default();
            quote! { let mut #name: #ty = #default; }
        }
    }
}

/// One call for each field; the names come from the table.
fn expand_encode(object: &Object<'_>) -> TokenStream {
    let rt = rt();
    let calls = object.fields.iter().map(|field| {
        let (name, write) = (field.name, field.write_method());
        quote! { to.#write(&self.#name); }
    });
    quote! {
        fn encode<M: #rt::SerializeMap>(&self, to: &mut #rt::Writer<M>) {
            #(#calls)*
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
            fn serialize<S: #rt::Serializer>(&self, to: S) -> #rt::Result<S::Ok, S::Error> {
                #rt::serialize_object(self, to)
            }
        }

        #[automatically_derived]
        #deserialize {
            fn deserialize<D: #rt::Deserializer<'de>>(from: D) -> #rt::Result<Self, D::Error> {
                #rt::deserialize_object(from)
            }
        }
    }
}

impl Field<'_> {
    /// The method of the reader for this field.
    fn read_method(&self) -> Ident {
        let (name, value) = match self.kind {
            Kind::Required => ("required", self.ty),
            Kind::Plain => ("plain", self.ty),
            Kind::Optional(value) => ("optional", value),
            Kind::Nullable(value) => ("nullable", value),
            // A three-state integer is rare and is only sent, never received.
            Kind::Patch(_) => ("patch", self.ty),
        };
        match is_integer(value) {
            true => self.method(&format!("{name}_integer")),
            false => self.method(name),
        }
    }

    /// The method of the writer for this field.
    fn write_method(&self) -> Ident {
        self.method(match self.kind {
            Kind::Required | Kind::Plain => "plain",
            Kind::Optional(_) => "optional",
            Kind::Nullable(_) => "nullable",
            Kind::Patch(_) => "patch",
        })
    }

    fn method(&self, name: &str) -> Ident {
        Ident::new(name, self.span())
    }

    /// The initial value of the field.
    pub(super) fn default(&self) -> TokenStream {
        let rt = rt_at(self.span());
        quote_spanned! { self.span()=> #rt::Default::default() }
    }

    /// Makes rustc report on the type if it lacks a trait.
    fn span(&self) -> Span {
        Span::mixed_site().located_at(self.ty.span())
    }
}
