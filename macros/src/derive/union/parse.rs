//! Parses the item into the model.

use super::model::{Kind, Literal, Member, Union};
use crate::derive::attr;
use crate::errors::Errors;
use crate::name;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, LitStr, Type, Variant};

const ON_ENUM: &[&str] = &["tag"];
/// `terminal` is for `Event`, which such an enum may derive too.
const ON_VARIANT: &[&str] = &["name", "string", "array", "object", "terminal"];

/// `#[wire(..)]` on a variant.
#[derive(Default)]
struct VariantAttrs {
    name: Option<LitStr>,
    shapes: Vec<(Shape, Span)>,
}

/// A JSON shape that a variant takes.
#[derive(Clone, Copy)]
enum Shape {
    String,
    Array,
    Object,
}

pub(super) fn parse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<Union<'a>> {
    let Data::Enum(data) = &input.data else {
        errors.error(&input.ident, "only an enum can derive `Union`; derive `Object` for a struct");
        return None;
    };
    let tag = union_tag(input, errors);
    let unknown = unknown_variant(input, data, errors);
    let known = data.variants.iter().filter(|variant| variant.ident != "Unknown");
    let members = known.map(|variant| parse_member(variant, tag.as_ref(), errors)).collect();
    unknown.map(|_| Union { name: &input.ident, generics: &input.generics, tag, members })
}

fn union_tag(input: &DeriveInput, errors: &mut Errors) -> Option<LitStr> {
    let mut tag = None;
    attr::read(&input.attrs, ON_ENUM, errors, |_, meta| {
        tag = Some(attr::string(meta)?);
        Ok(())
    });
    tag
}

fn parse_member<'a>(variant: &'a Variant, tag: Option<&LitStr>, errors: &mut Errors) -> Member<'a> {
    let attrs = variant_attrs(variant, errors);
    let kind = parse_kind(variant, &attrs, tag, errors).unwrap_or(Kind::Erroneous);
    Member { name: &variant.ident, kind }
}

fn parse_kind<'a>(
    variant: &'a Variant,
    attrs: &VariantAttrs,
    tag: Option<&LitStr>,
    errors: &mut Errors,
) -> Option<Kind<'a>> {
    match (two_shapes(attrs, errors), one_payload(variant, errors)?) {
        (Some(Shape::String), None) => Some(Kind::Literal(literal(variant, attrs))),
        (_, None) => {
            unit_variant(variant, errors);
            None
        }
        (None, Some(ty)) => {
            no_tag(variant, tag, errors)?;
            Some(Kind::Tagged(literal(variant, attrs), ty))
        }
        (Some(shape), Some(ty)) => {
            name_on_shape(attrs, errors);
            Some(shape.kind(ty))
        }
    }
}

/// The name of a variant on the wire.
fn literal(variant: &Variant, attrs: &VariantAttrs) -> Literal {
    let name = attrs.name.as_ref();
    Literal {
        text: name.map_or_else(|| name::snake(&variant.ident.unraw().to_string()), LitStr::value),
        span: name.map_or_else(|| variant.ident.span(), LitStr::span),
    }
}

impl Shape {
    fn kind(self, ty: &Type) -> Kind<'_> {
        match self {
            Self::String => Kind::String(ty),
            Self::Array => Kind::Array(ty),
            Self::Object => Kind::Object(ty),
        }
    }
}

fn variant_attrs(variant: &Variant, errors: &mut Errors) -> VariantAttrs {
    let mut attrs = VariantAttrs::default();
    attr::read(&variant.attrs, ON_VARIANT, errors, |key, meta| {
        let shape = match key {
            "name" => {
                attrs.name = Some(attr::string(meta)?);
                return Ok(());
            }
            "string" => Shape::String,
            "array" => Shape::Array,
            "object" => Shape::Object,
            _ => return Ok(()),
        };
        attrs.shapes.push((shape, attr::span(meta)));
        Ok(())
    });
    attrs
}

// ===== rules =====

/// Services add members over time; `Unknown` keeps them.
fn unknown_variant(input: &DeriveInput, data: &syn::DataEnum, errors: &mut Errors) -> Option<()> {
    match data.variants.iter().find(|variant| variant.ident == "Unknown") {
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
    let first = shapes.next().map(|(shape, _)| *shape);
    for (_, span) in shapes {
        errors.push(syn::Error::new(
            *span,
            "a variant takes one of `string`, `array` and `object`; write a variant for each",
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
            "nothing identifies `{}`; write `#[wire(tag = \"type\")]` on the enum, or one of `string`, `array` and `object` on the variant",
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
    if let Some(name) = &attrs.name {
        errors.error(
            name,
            "this variant is identified by its shape and has no wire name; remove `name`",
        );
    }
}
