//! Placeholder impls for a type with a mistake, so that code that uses the type gets no further errors.

use super::generics::WireGenerics;
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

/// serde's two traits. They are never called, because the code does not compile.
pub(super) fn serde(input: &DeriveInput) -> TokenStream {
    let rt = rt();
    let generics = WireGenerics::new(&input.generics);
    let serialize = generics.wire_impl(&quote! { #rt::Serialize }, &input.ident);
    let deserialize = generics.deserialize_impl(&input.ident);
    quote! {
        #[automatically_derived]
        #serialize {
            fn serialize<__S: #rt::Serializer>(&self, to: __S) -> #rt::Result<__S::Ok, __S::Error> {
                to.serialize_unit()
            }
        }

        #[automatically_derived]
        #deserialize {
            fn deserialize<__D: #rt::Deserializer<'__de>>(_: __D) -> #rt::Result<Self, __D::Error> {
                #rt::Err(#rt::erroneous())
            }
        }
    }
}

/// serde's two traits, and `Object`.
pub(super) fn object(input: &DeriveInput) -> TokenStream {
    let rt = rt();
    let generics = WireGenerics::new(&input.generics);
    let object = generics.wire_impl(&quote! { #rt::Object }, &input.ident);
    let serde = serde(input);
    quote! {
        #serde

        #[automatically_derived]
        #object {
            const FIELDS: &'static #rt::Fields = &#rt::Fields::NONE;

            fn decode<'__de, __A: #rt::MapAccess<'__de>>(_: &mut #rt::Reader<'__de, __A>) -> #rt::Result<Self, __A::Error> {
                #rt::Err(#rt::erroneous())
            }

            fn encode<__M: #rt::SerializeMap>(&self, _: &mut #rt::Writer<__M>) {}
        }
    }
}

/// `Event`.
pub(super) fn event(input: &DeriveInput) -> TokenStream {
    let rt = rt();
    let name = &input.ident;
    let (parameters, arguments, _) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters #rt::Event for #name #arguments
        where
            Self: #rt::Send + 'static,
        {
            fn decode(_: &#rt::str, _: &#rt::str) -> #rt::Result<Self, #rt::JsonError> {
                #rt::Err(#rt::erroneous())
            }

            fn name(&self) -> &#rt::str {
                ""
            }

            fn data(&self) -> #rt::Result<#rt::Cow<'_, #rt::str>, #rt::JsonError> {
                #rt::Err(#rt::erroneous())
            }
        }
    }
}

/// `Multipart`.
pub(super) fn multipart(input: &DeriveInput) -> TokenStream {
    let rt = rt();
    let name = &input.ident;
    let (parameters, arguments, where_clause) = input.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        impl #parameters #rt::Multipart for #name #arguments #where_clause {
            fn into_form(self, form: #rt::Form) -> #rt::Form {
                form
            }
        }
    }
}
