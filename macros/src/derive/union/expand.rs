//! Expands the model.

use super::model::{Kind, Member, Union};
use crate::derive::generics::WireGenerics;
use crate::rt::{rt, rt_at};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Type};

pub(super) fn expand(union: &Union<'_>) -> TokenStream {
    let generics = WireGenerics::new(union.generics)
        .with_objects(union.tagged().map(|(_, _, payload)| payload));
    let accessor = expand_tag_accessor(union, &generics);
    let conversions = expand_conversions(union, &generics);
    let union_impl = expand_union(union, &generics);
    let serialize = expand_serialize(union, &generics);
    let deserialize = expand_deserialize(union, &generics);
    quote! { #accessor #conversions #union_impl #serialize #deserialize }
}

/// `fn tag(&self) -> &str`
fn expand_tag_accessor(union: &Union<'_>, generics: &WireGenerics) -> Option<TokenStream> {
    let rt = rt();
    let key = union.tag.as_ref()?;
    let header = generics.inherent_impl(union.name);
    let arms = union.members.iter().map(|member| {
        let name = member.name;
        match &member.kind {
            Kind::Tagged(tag, _) => {
                let tag = &tag.text;
                quote! { Self::#name(_) => #tag }
            }
            Kind::Literal(literal) => {
                let text = &literal.text;
                quote! { Self::#name => #text }
            }
            _ => quote! { Self::#name { .. } => "" },
        }
    });
    let doc = format!(
        " Returns the `{}` of the member, or the string if it is one; empty if it has neither.",
        key.value()
    );
    Some(quote! {
        #[automatically_derived]
        #header {
            #[doc = #doc]
            pub fn tag(&self) -> &#rt::str {
                match self {
                    #(#arms,)*
                    Self::Unknown(unknown) => #rt::unknown_tag(unknown, #key),
                }
            }
        }
    })
}

/// `Default`, and `From` for each payload type that only one variant has.
fn expand_conversions(union: &Union<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    let default = generics.plain_impl(&quote! { #rt::Default }, union.name);
    let from_payloads =
        union.members.iter().map(|member| expand_from_payload(member, union, generics));
    let from_strings = union.members.iter().filter(|member| matches!(member.kind, Kind::String(_)));
    let from_strings = from_strings.map(|_| expand_from_strings(union, generics));
    quote! {
        #[automatically_derived]
        #default {
            fn default() -> Self {
                Self::Unknown(#rt::Value::Null)
            }
        }

        #(#from_payloads)*
        #(#from_strings)*
    }
}

fn expand_from_payload(
    member: &Member<'_>,
    union: &Union<'_>,
    generics: &WireGenerics,
) -> Option<TokenStream> {
    let rt = rt();
    let payload =
        member.payload().filter(|payload| !is_string(payload) && is_unique(union, payload))?;
    let from = generics.plain_impl(&quote! { #rt::From<#payload> }, union.name);
    let name = member.name;
    Some(quote! {
        #[automatically_derived]
        #from {
            fn from(value: #payload) -> Self {
                Self::#name(value)
            }
        }
    })
}

fn is_string(payload: &Type) -> bool {
    matches!(payload, Type::Path(path) if path.path.is_ident("String"))
}

fn is_unique(union: &Union<'_>, payload: &Type) -> bool {
    let payload = payload.to_token_stream().to_string();
    let payloads = union.members.iter().filter_map(Member::payload);
    payloads.filter(|other| other.to_token_stream().to_string() == payload).count() == 1
}

/// `From` strings for a union that takes any string, with the same result as decoding.
fn expand_from_strings(union: &Union<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    let from_str = generics.wire_impl(&quote! { #rt::From<&#rt::str> }, union.name);
    let from_string = generics.wire_impl(&quote! { #rt::From<#rt::String> }, union.name);
    quote! {
        #[automatically_derived]
        #from_str {
            fn from(text: &#rt::str) -> Self {
                #rt::Union::string(text)
            }
        }

        #[automatically_derived]
        #from_string {
            fn from(text: #rt::String) -> Self {
                #rt::Union::string(&text)
            }
        }
    }
}

fn expand_union(union: &Union<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    let header = generics.wire_impl(&quote! { #rt::Union }, union.name);
    let name = union.name.to_string();
    let tagged = expand_tagged(union);
    let (array, object, string) = (expand_array(union), expand_object(union), expand_string(union));
    quote! {
        #[automatically_derived]
        #header {
            const NAME: &'static #rt::str = #name;

            fn unknown(value: #rt::Value) -> Self {
                Self::Unknown(value)
            }

            #tagged
            #array
            #object
            #string
        }
    }
}

/// The table of tags, and the member of each.
fn expand_tagged(union: &Union<'_>) -> Option<TokenStream> {
    let rt = rt();
    let key = union.tag.as_ref()?;
    let ahead = format!("tag ahead: {}", key.value());
    let tags = union.tagged().map(|(_, tag, _)| &tag.text);
    let members = union.tagged().enumerate().map(|(index, (name, _, payload))| {
        let index = Literal::usize_unsuffixed(index);
        let object = Ident::new("object", span(payload));
        quote! { #index => from.#object().map(Self::#name) }
    });
    Some(quote! {
        const TAG: #rt::Option<&'static #rt::str> = #rt::Some(#key);
        const TAG_AHEAD: #rt::Option<&'static #rt::str> = #rt::Some(#ahead);
        const TAGS: &'static [&'static #rt::str] = &[#(#tags),*];

        fn tagged<'de, A: #rt::MapAccess<'de>>(
            index: #rt::usize,
            from: &mut #rt::Reader<'de, A>,
        ) -> #rt::Result<Self, A::Error> {
            match index {
                #(#members,)*
                _ => from.rest().map(Self::Unknown),
            }
        }
    })
}

/// The method that decodes arrays, if a variant takes them.
fn expand_array(union: &Union<'_>) -> Option<TokenStream> {
    let rt = rt();
    let Member { name, .. } =
        union.members.iter().find(|member| matches!(member.kind, Kind::Array(_)))?;
    Some(quote! {
        fn array<'de, A: #rt::SeqAccess<'de>>(from: #rt::SeqAccessDeserializer<A>) -> #rt::Result<Self, A::Error> {
            #rt::Deserialize::deserialize(from).map(Self::#name)
        }
    })
}

/// The method that decodes objects, if a variant takes them.
fn expand_object(union: &Union<'_>) -> Option<TokenStream> {
    let rt = rt();
    let Member { name, .. } =
        union.members.iter().find(|member| matches!(member.kind, Kind::Object(_)))?;
    Some(quote! {
        fn object<'de, A: #rt::MapAccess<'de>>(from: #rt::MapAccessDeserializer<A>) -> #rt::Result<Self, A::Error> {
            #rt::Deserialize::deserialize(from).map(Self::#name)
        }
    })
}

/// The method that decodes strings, if a variant takes them.
fn expand_string(union: &Union<'_>) -> Option<TokenStream> {
    let rt = rt();
    let any = union.members.iter().find(|member| matches!(member.kind, Kind::String(_)));
    if any.is_none() && union.literals().next().is_none() {
        return None;
    }
    let literals = union.literals().map(|(name, literal)| {
        let text = &literal.text;
        quote! { #text => Self::#name }
    });
    let other = match any {
        Some(Member { name, .. }) => quote! { Self::#name(#rt::Into::into(text)) },
        None => quote! { Self::Unknown(#rt::Into::into(text)) },
    };
    Some(quote! {
        fn string(text: &#rt::str) -> Self {
            match text {
                #(#literals,)*
                _ => #other,
            }
        }
    })
}

fn expand_serialize(union: &Union<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    let header = generics.wire_impl(&quote! { #rt::Serialize }, union.name);
    let arms = union.members.iter().map(|member| {
        let (name, key) = (member.name, &union.tag);
        match &member.kind {
            Kind::Tagged(tag, payload) => {
                let (tag, rt) = (&tag.text, rt_at(span(payload)));
                let serialize = quote_spanned! { span(payload)=> #rt::serialize_tagged };
                quote! { Self::#name(value) => #serialize(value, #key, #tag, to) }
            }
            Kind::Literal(literal) => {
                let text = &literal.text;
                quote! { Self::#name => to.serialize_str(#text) }
            }
            Kind::String(_) | Kind::Array(_) | Kind::Object(_) => {
                quote! { Self::#name(value) => #rt::Serialize::serialize(value, to) }
            }
            Kind::Erroneous => quote! { Self::#name { .. } => to.serialize_unit() },
        }
    });
    quote! {
        #[automatically_derived]
        #header {
            fn serialize<S: #rt::Serializer>(&self, to: S) -> #rt::Result<S::Ok, S::Error> {
                match self {
                    #(#arms,)*
                    Self::Unknown(value) => #rt::Serialize::serialize(value, to),
                }
            }
        }
    }
}

fn expand_deserialize(union: &Union<'_>, generics: &WireGenerics) -> TokenStream {
    let rt = rt();
    let header = generics.deserialize_impl(union.name);
    quote! {
        #[automatically_derived]
        #header {
            fn deserialize<D: #rt::Deserializer<'de>>(from: D) -> #rt::Result<Self, D::Error> {
                #rt::deserialize_union(from)
            }
        }
    }
}

/// Makes rustc report on the payload's type if it lacks a trait.
fn span(payload: &Type) -> Span {
    Span::mixed_site().located_at(payload.span())
}
