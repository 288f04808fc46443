//! `#[derive(StringEnum)]`: an enum of strings that keeps unknown ones.

use super::generics::WireGenerics;
use super::rename::{Names, Renamed, clashing_names, parse_case};
use super::schema::json::Json;
use super::schema::{Component, Types, emitted, expand_schema};
use super::{attr, fallback};
use crate::bare::bare;
use crate::case::Case;
use crate::errors::Errors;
use crate::rt::rt;
use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Data, DeriveInput, Fields, Ident, Token, Type, Variant, Visibility};

struct StringEnum<'a> {
    name: &'a Ident,
    vis: &'a Visibility,
    members: Vec<Member<'a>>,
    /// Variants with a reported mistake.
    erroneous: Vec<&'a Ident>,
    component: Component,
}

struct Member<'a> {
    name: &'a Ident,
    names: Names,
}

pub(super) fn expand(input: &DeriveInput, errors: &mut Errors) -> TokenStream {
    let Some(string_enum) = parse(input, errors) else { return fallback::serde(input) };
    clashing_names(string_enum.members.iter().map(|member| &member.names), "variants", errors);
    let strings = expand_strings(&string_enum);
    let conversions = expand_conversions(&string_enum);
    let schema = emitted(|| expand_schema_of(input, &string_enum));
    quote! { #strings #conversions #schema }
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
    let (mut case, mut component) = (Case::default(), None);
    attr::read_type(&input.attrs, &["rename_all", "component"], errors, |key, meta| {
        match key {
            "component" => component = Some(attr::string(meta)?),
            _ => case = parse_case(meta)?,
        }
        Ok(())
    });
    let unknown = unknown_variant(input, variants, errors);
    let mut string_enum = StringEnum {
        name: &input.ident,
        vis: &input.vis,
        members: Vec::new(),
        erroneous: Vec::new(),
        component: Component::of(&input.attrs, component),
    };
    for variant in variants.iter().filter(|variant| Some(&variant.ident) != unknown) {
        match parse_member(variant, case, errors) {
            Some(member) => string_enum.members.push(member),
            None => string_enum.erroneous.push(&variant.ident),
        }
    }
    unknown.map(|_| string_enum)
}

fn parse_member<'a>(variant: &'a Variant, case: Case, errors: &mut Errors) -> Option<Member<'a>> {
    unit_variant(variant, errors)?;
    let mut renamed = Renamed::default();
    attr::read(&variant.attrs, &["rename", "alias"], errors, |key, meta| renamed.read(key, meta));
    let names = renamed.names(&variant.ident, |name| case.variant(name));
    Some(Member { name: &variant.ident, names })
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
    let unknown = variants.iter().find(|variant| variant.ident == "Unknown");
    attr::read_none(unknown.map_or(&[], |variant| &variant.attrs), errors);
    match unknown {
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
    let last = |ty: &Type| match bare(ty) {
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

// ===== expansion =====

fn expand_strings(string_enum: &StringEnum<'_>) -> TokenStream {
    let rt = rt();
    let (name, vis) = (string_enum.name, string_enum.vis);
    let known = string_enum.members.iter().map(|Member { name, names }| {
        let text = &names.name.text;
        quote! { Self::#name => #text }
    });
    let erroneous = &string_enum.erroneous;
    quote! {
        #[automatically_derived]
        #[allow(dead_code)]
        impl #name {
            /// Returns the string as it is sent and received.
            #vis fn as_str(&self) -> &#rt::str {
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
    let known = string_enum.members.iter().map(|Member { name, names }| {
        let texts = names.texts();
        quote! { #(#texts)|* => Self::#name }
    });
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

/// The strings for documents.
fn expand_schema_of(input: &DeriveInput, string_enum: &StringEnum<'_>) -> TokenStream {
    let strings: Json = string_enum.members.iter().map(|member| &member.names.name.text).collect();
    let table = string_enum.component.table(string_enum.name).with("strings", strings);
    let generics = WireGenerics::new(&input.generics);
    expand_schema(string_enum.name, &generics, &quote! { string_enum }, (table, Types::default()))
}
