//! Parses the item into the model.

use super::model::{Events, KnownBy, Member};
use crate::case::Case;
use crate::derive::attr;
use crate::derive::rename::{Renamed, clashing_names, parse_case};
use crate::derive::schema::{Component, Docs};
use crate::errors::Errors;
use syn::{Data, DataEnum, DeriveInput, Fields, Ident, Variant};

const ON_ENUM: &[&str] = &["tag", "rename_all", "component"];
const ON_VARIANT: &[&str] = &["rename", "alias", "terminal"];

/// `#[wire(..)]` on a variant.
#[derive(Default)]
struct VariantAttrs {
    renamed: Renamed,
    end: End,
}

/// Whether an event ends its stream.
#[derive(Clone, Copy, Default, PartialEq)]
enum End {
    #[default]
    No,
    Terminal,
}

pub(super) fn parse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<Events<'a>> {
    let data = no_enum(input, errors)?;
    let (mut is_tagged, mut case, mut component) = (false, Case::default(), None);
    attr::read_type(&input.attrs, ON_ENUM, errors, |key, meta| {
        match key {
            "tag" => attr::string(meta).map(|_| is_tagged = true)?,
            "component" => component = Some(attr::string(meta)?),
            _ => case = parse_case(meta)?,
        }
        Ok(())
    });
    no_parameters(input, errors)?;
    let component = Component::of(&input.attrs, component);
    match is_tagged {
        true => Some(parse_tagged(input, data, component)),
        false => parse_named((input, data), component, case, errors),
    }
}

/// Reads only what the derived `Union` ignores; it reads the variants and reports what is wrong with them.
fn parse_tagged<'a>(
    input: &'a DeriveInput,
    data: &'a DataEnum,
    component: Component,
) -> Events<'a> {
    let read = |variant| variant_attrs(variant, &mut Errors::default()).end;
    let terminal = data.variants.iter().filter(|variant| read(variant) == End::Terminal);
    Events {
        name: &input.ident,
        component,
        known_by: KnownBy::Tag,
        terminal: terminal.map(|variant| &variant.ident).collect(),
    }
}

fn parse_named<'a>(
    (input, data): (&'a DeriveInput, &'a DataEnum),
    component: Component,
    case: Case,
    errors: &mut Errors,
) -> Option<Events<'a>> {
    let unknown = unknown_variant(input, data, errors);
    let (mut members, mut terminal) = (Vec::new(), Vec::new());
    for variant in data.variants.iter().filter(|variant| variant.ident != "Unknown") {
        let attrs = variant_attrs(variant, errors);
        members.push(parse_member(variant, &attrs.renamed, case, errors));
        terminal.extend((attrs.end == End::Terminal).then_some(&variant.ident));
    }
    unknown?;
    let members = members.into_iter().collect::<Option<Vec<_>>>()?;
    clashing_names(members.iter().map(|member| &member.names), "variants", errors);
    Some(Events { name: &input.ident, component, known_by: KnownBy::Name(members), terminal })
}

fn parse_member<'a>(
    variant: &'a Variant,
    renamed: &Renamed,
    case: Case,
    errors: &mut Errors,
) -> Option<Member<'a>> {
    Some(Member {
        name: &variant.ident,
        docs: Docs::of(&variant.attrs),
        names: renamed.names(&variant.ident, |name| case.variant(name)),
        payload: one_payload(variant, errors)?,
    })
}

fn variant_attrs(variant: &Variant, errors: &mut Errors) -> VariantAttrs {
    let mut attrs = VariantAttrs::default();
    attr::read(&variant.attrs, ON_VARIANT, errors, |key, meta| {
        match key {
            "terminal" => attrs.end = End::Terminal,
            _ => attrs.renamed.read(key, meta)?,
        }
        Ok(())
    });
    attrs
}

// ===== rules =====

fn no_enum<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<&'a DataEnum> {
    if let Data::Enum(data) = &input.data {
        return Some(data);
    }
    let message = "only an enum can derive `Event`; for a single kind of event, write an enum of one variant and `Unknown`";
    errors.error(&input.ident, message);
    None
}

/// The type of a stream's events is fixed by the declaration, so it has no parameters.
fn no_parameters(input: &DeriveInput, errors: &mut Errors) -> Option<()> {
    let generics = &input.generics;
    if generics.params.is_empty() {
        return Some(());
    }
    errors.error(
        generics,
        "an enum that derives `Event` cannot have generic parameters; remove them",
    );
    None
}

/// Services add events over time; `Unknown` keeps them.
fn unknown_variant(input: &DeriveInput, data: &DataEnum, errors: &mut Errors) -> Option<()> {
    const REMEDY: &str = "`Unknown { event: String, data: String }`";
    let unknown = data.variants.iter().find(|variant| variant.ident == "Unknown");
    attr::read_none(unknown.map_or(&[], |variant| &variant.attrs), errors);
    match unknown {
        Some(variant) if has_fields(variant, &["event", "data"]) => return Some(()),
        Some(variant) => errors.error(
            variant,
            format!("`Unknown` keeps the name and the data of an event as they were received; write {REMEDY}"),
        ),
        None => errors.error(
            &input.ident,
            format!("there is no variant for unknown events; add {REMEDY}, or `#[wire(tag = \"type\")]` if a tag in the data identifies the event"),
        ),
    }
    None
}

fn has_fields(variant: &Variant, names: &[&str]) -> bool {
    let Fields::Named(fields) = &variant.fields else { return false };
    let has = |name: &&str| fields.named.iter().any(|field| is_named(field.ident.as_ref(), name));
    fields.named.len() == names.len() && names.iter().all(has)
}

fn is_named(ident: Option<&Ident>, name: &str) -> bool {
    ident.is_some_and(|ident| ident == name)
}

/// A variant holds the data of its event.
fn one_payload<'a>(variant: &'a Variant, errors: &mut Errors) -> Option<&'a syn::Type> {
    match &variant.fields {
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            fields.unnamed.first().map(|field| &field.ty)
        }
        _ => {
            let message = format!(
                "a variant holds one value, the data of its event; write `{}(Type)`",
                variant.ident
            );
            errors.error(variant, message);
            None
        }
    }
}
