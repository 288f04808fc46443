//! `#[derive(StringEnum)]`: an enum of strings that keeps unknown ones.

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
    /// Variants with a reported mistake.
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
        errors.error(
            &input.generics,
            "an enum that derives `StringEnum` cannot have generic parameters; remove them",
        );
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
        Data::Struct(data) => errors.error(
            data.struct_token,
            "only an enum can derive `StringEnum`; derive `Object` for a struct",
        ),
        Data::Union(data) => errors.error(data.union_token, "only an enum can derive `StringEnum`"),
    }
    None
}

/// Services add strings over time; `Unknown` keeps them.
fn unknown_variant<'a>(
    input: &'a DeriveInput,
    variants: &'a Punctuated<Variant, Token![,]>,
    errors: &mut Errors,
) -> Option<&'a Ident> {
    match variants.iter().find(|variant| variant.ident == "Unknown") {
        Some(variant) if holds_string(variant) => return Some(&variant.ident),
        Some(variant) => errors.error(
            variant,
            "`Unknown` keeps the string as it was received; write `Unknown(String)`",
        ),
        None => {
            errors.error(
                &input.ident,
                "there is no variant for unknown strings; add `Unknown(String)`",
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

/// The variant of a known string has no data.
fn unit_variant(variant: &Variant, errors: &mut Errors) -> Option<()> {
    match &variant.fields {
        Fields::Unit => Some(()),
        fields => {
            errors.error(
                fields,
                format!(
                    "`{}` stands for one string, so it has no data; remove the fields",
                    variant.ident
                ),
            );
            None
        }
    }
}

/// Each string has one variant.
fn clashing_names(string_enum: &StringEnum<'_>, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for Member { wire_name, wire_span, .. } in &string_enum.members {
        if !seen.insert(wire_name) {
            let message =
                format!("two variants have the wire name `{wire_name}`; rename one of them");
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
            /// Returns the string as it is sent and received.
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
