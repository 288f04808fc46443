//! Expands the model.

use super::model::{Kind, Member, Union};
use super::schema;
use crate::bare::bare;
use crate::derive::generics::WireGenerics;
use crate::derive::schema::emitted;
use crate::rt::{rt, rt_at};
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Ident, Type};

pub(super) fn expand(union: &Union<'_>) -> TokenStream {
    let generics = WireGenerics::new(union.generics).with_objects(union.objects());
    let accessor = expand_tag_accessor(union, &generics);
    let conversions = expand_conversions(union, &generics);
    let union_impl = expand_union(union, &generics);
    let serialize = expand_serialize(union, &generics);
    let deserialize = expand_deserialize(union, &generics);
    let schema = emitted(|| schema::expand(union, &generics));
    quote! { #accessor #conversions #union_impl #serialize #deserialize #schema }
}

/// `fn tag(&self) -> &str`
fn expand_tag_accessor(union: &Union<'_>, generics: &WireGenerics) -> Option<TokenStream> {
    let rt = rt();
    let key = union.tag.as_ref()?;
    let (header, vis) = (generics.inherent_impl(union.name), union.vis);
    let arms = union.members.iter().map(|member| {
        let name = member.name;
        match &member.kind {
            Kind::Tagged(tag, _) => {
                let tag = &tag.name.text;
                quote! { Self::#name(_) => #tag }
            }
            Kind::Literal(literal) => {
                let text = &literal.name.text;
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
        #[allow(dead_code)]
        #header {
            #[doc = #doc]
            #vis fn tag(&self) -> &#rt::str {
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
    let payload = member.payload().filter(|payload| has_conversion(member, union, payload))?;
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

/// A variant of strings has conversions from `&str` and `String`, which its type may be by any name. A bare parameter
/// might be the union itself.
fn has_conversion(member: &Member<'_>, union: &Union<'_>, payload: &Type) -> bool {
    let is_parameter =
        union.generics.type_params().any(|parameter| is_ident(payload, &parameter.ident));
    !matches!(member.kind, Kind::String(_)) && !is_parameter && is_unique(union, payload)
}

fn is_ident(ty: &Type, ident: &Ident) -> bool {
    matches!(bare(ty), Type::Path(path) if path.path.is_ident(ident))
}

/// Whether no other variant has a type of this name, whatever path leads to it.
fn is_unique(union: &Union<'_>, payload: &Type) -> bool {
    let name = last_name(payload);
    let payloads = union.members.iter().filter_map(Member::payload);
    payloads.filter(|other| last_name(other) == name).count() == 1
}

fn last_name(ty: &Type) -> String {
    match bare(ty) {
        Type::Path(path) => path.path.segments.last().to_token_stream().to_string(),
        ty => ty.to_token_stream().to_string(),
    }
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
    let (told, scalar) = (expand_told(union), expand_scalar(union));
    let (array, object, string) = (expand_array(union), expand_object(union), expand_string(union));
    quote! {
        #[automatically_derived]
        #header {
            const NAME: &'static #rt::str = #name;

            fn unknown(value: #rt::Value) -> Self {
                Self::Unknown(value)
            }

            #told
            #scalar
            #array
            #object
            #string
        }
    }
}

/// What tells the objects apart, and the member for each tag or key.
fn expand_told(union: &Union<'_>) -> Option<TokenStream> {
    let rt = rt();
    let told_by = match &union.tag {
        Some(key) => {
            let ahead = format!("ahead: {}", key.value());
            let values = union.tagged().flat_map(|(_, tag, _)| tag.texts());
            quote! { #rt::ToldBy::Tag { key: &[#key], values: &[#(#values),*], ahead: #ahead } }
        }
        None => {
            let keys: Vec<_> = union.keyed().map(|(_, key, _)| key.value()).collect();
            let ahead = format!("ahead: {}", keys.join("\0"));
            keys.first()?;
            quote! { #rt::ToldBy::Key { keys: &[#(#keys),*], ahead: #ahead } }
        }
    };
    let members = expand_members(union);
    Some(quote! {
        const TOLD_BY: #rt::ToldBy = #told_by;

        fn told<'__de, __A: #rt::MapAccess<'__de>>(
            index: #rt::usize,
            from: &mut #rt::Reader<'__de, __A>,
        ) -> #rt::Result<Self, __A::Error> {
            match index {
                #(#members,)*
                _ => from.rest().map(Self::Unknown),
            }
        }
    })
}

/// The arms for the members that are objects, by their number among all tags or keys.
fn expand_members(union: &Union<'_>) -> Vec<TokenStream> {
    let rt = rt();
    let mut count = 0;
    let mut arms = Vec::new();
    for member in &union.members {
        let (values, payload) = match &member.kind {
            Kind::Tagged(tag, payload) => (tag.texts().count(), payload),
            Kind::Keyed(_, payload) => (1, payload),
            Kind::Untagged(payload) => (0, payload),
            _ => continue,
        };
        let numbers = (count..count + values).map(Literal::usize_unsuffixed);
        let pattern = match values {
            0 => quote! { #rt::ABSENT },
            _ => quote! { #(#numbers)|* },
        };
        count += values;
        let (name, object) = (member.name, Ident::new("object", span(payload)));
        arms.push(quote! { #pattern => from.#object().map(Self::#name) });
    }
    arms
}

/// The method that decodes a `bool` or a number, if a variant takes them.
fn expand_scalar(union: &Union<'_>) -> Option<TokenStream> {
    let rt = rt();
    let bool = union.only(|kind| matches!(kind, Kind::Bool(_)));
    let integer = union.only(|kind| matches!(kind, Kind::Integer(_)));
    let number = union.only(|kind| matches!(kind, Kind::Number(_)));
    let arm = |name: Option<&Ident>, pattern: TokenStream| {
        let name = name?;
        Some(quote! { #pattern => #rt::scalar(value).map(Self::#name) })
    };
    let arms: Vec<_> = [
        arm(bool, quote! { #rt::Value::Bool(_) }),
        arm(integer, quote! { #rt::Value::Number(number) if !number.is_f64() }),
        arm(number, quote! { #rt::Value::Number(_) }),
    ]
    .into_iter()
    .flatten()
    .collect();
    arms.first()?;
    Some(quote! {
        fn scalar<__E: #rt::DecodeError>(value: #rt::Value) -> #rt::Result<Self, __E> {
            match &value {
                #(#arms,)*
                _ => #rt::Ok(Self::Unknown(value)),
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
        fn array<'__de, __A: #rt::SeqAccess<'__de>>(from: #rt::SeqAccessDeserializer<__A>) -> #rt::Result<Self, __A::Error> {
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
        fn object<'__de, __A: #rt::MapAccess<'__de>>(from: #rt::MapAccessDeserializer<__A>) -> #rt::Result<Self, __A::Error> {
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
        let texts = literal.texts();
        quote! { #(#texts)|* => Self::#name }
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
                let (tag, rt) = (&tag.name.text, rt_at(span(payload)));
                let serialize = quote_spanned! { span(payload)=> #rt::serialize_tagged };
                quote! { Self::#name(value) => #serialize(value, #key, #tag, to) }
            }
            Kind::Literal(literal) => {
                let text = &literal.name.text;
                quote! { Self::#name => to.serialize_str(#text) }
            }
            Kind::String(_)
            | Kind::Array(_)
            | Kind::Object(_)
            | Kind::Bool(_)
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::Keyed(..)
            | Kind::Untagged(_) => {
                quote! { Self::#name(value) => #rt::Serialize::serialize(value, to) }
            }
            Kind::Skipped => {
                let text = name.to_string();
                quote! { Self::#name { .. } => #rt::Err(#rt::skipped(#text)) }
            }
            Kind::Erroneous => quote! { Self::#name { .. } => to.serialize_unit() },
        }
    });
    quote! {
        #[automatically_derived]
        #header {
            fn serialize<__S: #rt::Serializer>(&self, to: __S) -> #rt::Result<__S::Ok, __S::Error> {
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
            fn deserialize<__D: #rt::Deserializer<'__de>>(from: __D) -> #rt::Result<Self, __D::Error> {
                #rt::deserialize_union(from)
            }
        }
    }
}

/// Makes rustc report on the payload's type if it lacks a trait.
fn span(payload: &Type) -> Span {
    Span::mixed_site().located_at(payload.span())
}
