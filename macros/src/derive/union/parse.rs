//! Parses the item into the model.

use super::model::{Kind, Member, Union};
use crate::case::Case;
use crate::derive::attr;
use crate::derive::rename::{Renamed, parse_case};
use crate::derive::schema::note::{self, Note};
use crate::derive::schema::{Component, Docs};
use crate::errors::Errors;
use proc_macro2::Span;
use syn::{Data, DeriveInput, Fields, LitStr, Type, Variant};

const ON_ENUM: &[&str] = &["tag", "rename_all", "component"];
/// `terminal` is for `Event`, which such an enum may derive too.
const ON_VARIANT: &[&str] = &[
    "rename",
    "alias",
    "string",
    "array",
    "object",
    "number",
    "integer",
    "bool",
    "key",
    "untagged",
    "skip",
    "terminal",
    "read_only",
    "write_only",
];

/// `#[wire(..)]` on a variant.
#[derive(Default)]
struct VariantAttrs {
    renamed: Renamed,
    shapes: Vec<(Shape, Span)>,
    skip: Option<Span>,
    notes: Vec<Note>,
}

/// `#[wire(..)]` on the enum.
#[derive(Default)]
struct EnumAttrs {
    tag: Option<LitStr>,
    case: Case,
    component: Option<LitStr>,
}

/// A JSON shape that a variant takes.
#[derive(Clone)]
enum Shape {
    String,
    Array,
    Object,
    Number,
    Integer,
    Bool,
    Key(LitStr),
    Untagged,
}

pub(super) fn parse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<Union<'a>> {
    let Data::Enum(data) = &input.data else {
        errors.error(&input.ident, "only an enum can derive `Union`; derive `Object` for a struct");
        return None;
    };
    let attrs = enum_attrs(input, errors);
    let unknown = unknown_variant(input, data, errors);
    let known = data.variants.iter().filter(|variant| variant.ident != "Unknown");
    let members = known.map(|variant| parse_member(variant, &attrs, errors)).collect();
    let tag = attrs.tag;
    unknown.map(|_| Union {
        name: &input.ident,
        vis: &input.vis,
        generics: &input.generics,
        component: Component::of(&input.attrs, attrs.component),
        tag,
        members,
    })
}

fn enum_attrs(input: &DeriveInput, errors: &mut Errors) -> EnumAttrs {
    let mut attrs = EnumAttrs::default();
    attr::read_type(&input.attrs, ON_ENUM, errors, |key, meta| {
        match key {
            "tag" => attrs.tag = Some(attr::string(meta)?),
            "component" => attrs.component = Some(attr::string(meta)?),
            _ => attrs.case = parse_case(meta)?,
        }
        Ok(())
    });
    attrs
}

fn parse_member<'a>(variant: &'a Variant, on_enum: &EnumAttrs, errors: &mut Errors) -> Member<'a> {
    let attrs = variant_attrs(variant, errors);
    let kind = parse_kind(variant, &attrs, on_enum, errors).unwrap_or(Kind::Erroneous);
    direction_of_no_schema(&attrs.notes, &kind, errors);
    note::never_sent(&attrs.notes, errors);
    Member { name: &variant.ident, docs: Docs::of(&variant.attrs), notes: attrs.notes, kind }
}

fn parse_kind<'a>(
    variant: &'a Variant,
    attrs: &VariantAttrs,
    on_enum: &EnumAttrs,
    errors: &mut Errors,
) -> Option<Kind<'a>> {
    if let Some(skip) = attrs.skip {
        name_on_skipped(attrs, skip, errors);
        return Some(Kind::Skipped);
    }
    let names = || attrs.renamed.names(&variant.ident, |name| on_enum.case.variant(name));
    match (two_shapes(attrs, errors), one_payload(variant, errors)?) {
        (Some(Shape::String), None) => Some(Kind::Literal(names())),
        (_, None) => {
            unit_variant(variant, errors);
            None
        }
        (None, Some(ty)) => {
            no_tag(variant, on_enum.tag.as_ref(), errors)?;
            Some(Kind::Tagged(names(), ty))
        }
        (Some(shape), Some(ty)) => {
            name_on_shape(attrs, errors);
            Some(shape.kind(ty))
        }
    }
}

impl Shape {
    fn kind(self, ty: &Type) -> Kind<'_> {
        match self {
            Self::String => Kind::String(ty),
            Self::Array => Kind::Array(ty),
            Self::Object => Kind::Object(ty),
            Self::Number => Kind::Number(ty),
            Self::Integer => Kind::Integer(ty),
            Self::Bool => Kind::Bool(ty),
            Self::Key(key) => Kind::Keyed(key, ty),
            Self::Untagged => Kind::Untagged(ty),
        }
    }
}

fn variant_attrs(variant: &Variant, errors: &mut Errors) -> VariantAttrs {
    let mut attrs = VariantAttrs::default();
    attr::read(&variant.attrs, ON_VARIANT, errors, |key, meta| {
        let shape = match key {
            "rename" | "alias" => return attrs.renamed.read(key, meta),
            "skip" => {
                attrs.skip = Some(attr::span(meta));
                return Ok(());
            }
            "string" => Shape::String,
            "array" => Shape::Array,
            "object" => Shape::Object,
            "number" => Shape::Number,
            "integer" => Shape::Integer,
            "bool" => Shape::Bool,
            "untagged" => Shape::Untagged,
            "key" => Shape::Key(attr::string(meta)?),
            key => {
                attrs.notes.extend(Note::one_way(key, meta));
                return Ok(());
            }
        };
        attrs.shapes.push((shape, attr::span(meta)));
        Ok(())
    });
    attrs
}

// ===== rules =====

/// Services add members over time; `Unknown` keeps them.
fn unknown_variant(input: &DeriveInput, data: &syn::DataEnum, errors: &mut Errors) -> Option<()> {
    let unknown = data.variants.iter().find(|variant| variant.ident == "Unknown");
    attr::read_none(unknown.map_or(&[], |variant| &variant.attrs), errors);
    match unknown {
        Some(variant) if matches!(&variant.fields, Fields::Unnamed(fields) if fields.unnamed.len() == 1) =>
        {
            return Some(());
        }
        Some(variant) => errors.error(
            variant,
            "`Unknown` keeps the value as it was received; write `Unknown(serde_json::Value)`",
        ),
        None => errors.error(
            &input.ident,
            "there is no variant for unknown members; add `Unknown(serde_json::Value)`",
        ),
    }
    None
}

/// A variant takes one shape.
fn two_shapes(attrs: &VariantAttrs, errors: &mut Errors) -> Option<Shape> {
    let mut shapes = attrs.shapes.iter();
    let first = shapes.next().map(|(shape, _)| shape.clone());
    for (_, span) in shapes {
        errors.push(syn::Error::new(
            *span,
            "a variant takes one of `string`, `number`, `integer`, `bool`, `array`, `object`, `key` and `untagged`; write a variant for each",
        ));
    }
    first
}

/// A variant holds one type, or nothing.
fn one_payload<'a>(variant: &'a Variant, errors: &mut Errors) -> Option<Option<&'a Type>> {
    match &variant.fields {
        Fields::Unit => Some(None),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            Some(fields.unnamed.first().map(|field| &field.ty))
        }
        fields => {
            let message = format!(
                "a variant holds one value; write `{}(Type)`, where `Type` derives `Object`",
                variant.ident
            );
            errors.error(fields, message);
            None
        }
    }
}

/// Without a shape of its own, a member needs the tag.
fn no_tag(variant: &Variant, tag: Option<&LitStr>, errors: &mut Errors) -> Option<()> {
    if tag.is_none() {
        let message = format!(
            "nothing identifies `{}`; write `#[wire(tag = \"type\")]` on the enum, or a shape such as `string`, `array` or `object` on the variant",
            variant.ident
        );
        errors.error(&variant.ident, message);
    }
    tag.map(drop)
}

/// A variant without data stands for a string.
fn unit_variant(variant: &Variant, errors: &mut Errors) {
    let message = format!(
        "`{0}` has no data; write `{0}(Type)`, or `#[wire(string)]` if it is a string",
        variant.ident
    );
    errors.error(&variant.ident, message);
}

/// A name is the value of a tag, or one string.
fn name_on_shape(attrs: &VariantAttrs, errors: &mut Errors) {
    if let Some(name) = attrs.renamed.rename.iter().chain(&attrs.renamed.aliases).next() {
        errors.error(
            name,
            "this variant is identified by its shape and has no wire name; remove `rename` or `alias`",
        );
    }
}

/// What is not on the wire has neither a name nor a shape there.
fn name_on_skipped(attrs: &VariantAttrs, skip: Span, errors: &mut Errors) {
    let named = attrs.renamed.rename.is_some() || !attrs.renamed.aliases.is_empty();
    if named || !attrs.shapes.is_empty() {
        errors.push(syn::Error::new(
            skip,
            "a skipped variant is not on the wire; remove `skip`, or its other attributes",
        ));
    }
}

/// Strings of a union are one schema in documents, and what is skipped is none.
fn direction_of_no_schema(notes: &[Note], kind: &Kind<'_>, errors: &mut Errors) {
    if let (Kind::Literal(_) | Kind::Skipped, Some(note)) = (kind, notes.first()) {
        let message = format!("only a variant with data has a direction; remove `{}`", note.word);
        errors.push(syn::Error::new(note.span, message));
    }
}
