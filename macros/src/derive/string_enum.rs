//! `#[derive(StringEnum)]`: an enum of strings that keeps those it does not know.

use super::{attr, fallback};
use crate::errors::Errors;
use crate::name;
use crate::rt::rt;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use std::collections::BTreeSet;
use syn::ext::IdentExt;
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Fields, Ident, LitStr, Token, Type, Variant};

struct StringEnum<'a> {
    name: &'a Ident,
    members: Vec<Member<'a>>,
    /// Variants that were reported.
    erroneous: Vec<&'a Ident>,
}

struct Member<'a> {
    name: &'a Ident,
    wire_name: String,
    wire_span: Span,
}

pub(super) fn expand(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let Some(string_enum) = parse(input, errors) else { return fallback::serde(input) };
    clashing_names(&string_enum, errors);
    let strings = expand_strings(&string_enum);
    let conversions = expand_conversions(&string_enum);
    quote! { #strings #conversions }
}

fn parse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<StringEnum<'a>> {
    let variants = no_enum(input, errors)?;
    if !input.generics.params.is_empty() {
        errors.error(&input.generics, "a string enum has no parameters");
        return None;
    }
    attr::read(&input.attrs, &[], errors, |_, _| Ok(()));
    let unknown = unknown_variant(input, variants, errors);
    let mut string_enum =
        StringEnum { name: &input.ident, members: Vec::new(), erroneous: Vec::new() };
    for variant in variants.iter().filter(|variant| Some(&variant.ident) != unknown) {
        match parse_member(variant, errors) {
            Some(member) => string_enum.members.push(member),
            None => string_enum.erroneous.push(&variant.ident),
        }
    }
    unknown.map(|_| string_enum)
}

fn parse_member<'a>(variant: &'a Variant, errors: &mut Errors) -> Option<Member<'a>> {
    unit_variant(variant, errors)?;
    let mut wire: Option<LitStr> = None;
    attr::read(&variant.attrs, &["name"], errors, |_, meta| {
        wire = Some(attr::string(meta)?);
        Ok(())
    });
    Some(Member {
        name: &variant.ident,
        wire_name: wire
            .as_ref()
            .map_or_else(|| name::snake(&variant.ident.unraw().to_string()), LitStr::value),
        wire_span: wire.as_ref().map_or_else(|| variant.ident.span(), LitStr::span),
    })
}

// ===== rules =====

fn no_enum<'a>(
    input: &'a DeriveInput,
    errors: &mut Errors,
) -> Option<&'a Punctuated<Variant, Token![,]>> {
    match &input.data {
        Data::Enum(data) => return Some(&data.variants),
        Data::Struct(data) => {
            errors.error(data.struct_token, "a string enum is an enum; structs derive `Object`")
        }
        Data::Union(data) => errors.error(data.union_token, "a string enum is an enum"),
    }
    None
}

/// A service adds strings; there has to be a place for them.
fn unknown_variant<'a>(
    input: &'a DeriveInput,
    variants: &'a Punctuated<Variant, Token![,]>,
    errors: &mut Errors,
) -> Option<&'a Ident> {
    match variants.iter().find(|variant| variant.ident == "Unknown") {
        Some(variant) if holds_string(variant) => return Some(&variant.ident),
        Some(variant) => {
            errors.error(variant, "`Unknown` keeps the string as it came; write `Unknown(String)`")
        }
        None => {
            errors.error(
                &input.ident,
                "strings that are not known yet need a place; add the variant `Unknown(String)`",
            );
        }
    }
    None
}

fn holds_string(variant: &Variant) -> bool {
    let Fields::Unnamed(fields) = &variant.fields else { return false };
    let last = |ty: &Type| match ty {
        Type::Path(path) => {
            path.path.segments.last().is_some_and(|segment| segment.ident == "String")
        }
        _ => false,
    };
    fields.unnamed.len() == 1 && fields.unnamed.iter().all(|field| last(&field.ty))
}

/// A known string is a variant without data.
fn unit_variant(variant: &Variant, errors: &mut Errors) -> Option<()> {
    match &variant.fields {
        Fields::Unit => Some(()),
        fields => {
            errors.error(
                fields,
                format!("`{}` stands for one string and has no data", variant.ident),
            );
            None
        }
    }
}

/// A string is one variant.
fn clashing_names(string_enum: &StringEnum<'_>, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for Member { wire_name, wire_span, .. } in &string_enum.members {
        if !seen.insert(wire_name) {
            let message =
                format!("two variants are called `{wire_name}` on the wire; rename one of them");
            errors.push(syn::Error::new(*wire_span, message));
        }
    }
}

// ===== expansion =====

fn expand_strings(string_enum: &StringEnum<'_>) -> TokenStream {
    let rt = rt();
    let name = string_enum.name;
    let known = string_enum
        .members
        .iter()
        .map(|Member { name, wire_name, .. }| quote! { Self::#name => #wire_name });
    let erroneous = &string_enum.erroneous;
    quote! {
        #[automatically_derived]
        impl #name {
            /// The string as it goes over the wire.
            pub fn as_str(&self) -> &#rt::str {
                match self {
                    #(#known,)*
                    #(Self::#erroneous { .. } => "",)*
                    Self::Unknown(unknown) => unknown,
                }
            }
        }
    }
}

fn expand_conversions(string_enum: &StringEnum<'_>) -> TokenStream {
    let rt = rt();
    let name = string_enum.name;
    let known = string_enum
        .members
        .iter()
        .map(|Member { name, wire_name, .. }| quote! { #wire_name => Self::#name });
    quote! {
        #[automatically_derived]
        impl #rt::From<&#rt::str> for #name {
            fn from(text: &#rt::str) -> Self {
                match text {
                    #(#known,)*
                    unknown => Self::Unknown(#rt::Into::into(unknown)),
                }
            }
        }

        #rt::string_enum! { #name }
    }
}
