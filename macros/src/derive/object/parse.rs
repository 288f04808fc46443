//! Parses the item into the model.

use super::model::{Constant, Field, Kind, Object, Setting};
use super::types::Shape;
use crate::derive::attr;
use crate::errors::Errors;
use crate::suggest::did_you_mean;
use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::meta::ParseNestedMeta;
use syn::{Data, DeriveInput, Fields, FieldsNamed, Ident, LitStr};

const ON_STRUCT: &[&str] = &["constant", "nullable", "strict", "required"];
const ON_FIELD: &[&str] = &["name", "nullable", "optional", "default", "no_setter"];

/// `#[wire(..)]` on the struct; flags are kept as their spans.
#[derive(Default)]
struct StructAttrs {
    constants: Vec<Constant>,
    nullable: Option<Span>,
    strict: Option<Span>,
    required: Option<Vec<Ident>>,
}

/// `#[wire(..)]` on a field; flags are kept as their spans.
#[derive(Default)]
struct FieldAttrs {
    name: Option<LitStr>,
    nullable: Option<Span>,
    optional: Option<Span>,
    default: Option<Span>,
    no_setter: Option<Span>,
}

pub(super) fn parse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<Object<'a>> {
    let fields = named_fields(input, errors)?;
    let attrs = struct_attrs(input, errors);
    let mut object = Object {
        name: &input.ident,
        vis: &input.vis,
        generics: &input.generics,
        constants: Vec::new(),
        fields: Vec::new(),
        extra: Vec::new(),
    };
    for field in &fields.named {
        let Some(name) = &field.ident else { continue };
        match Shape::of(&field.ty) {
            Shape::Extra => object.extra.push(name),
            shape => object.fields.push(parse_field(field, name, &shape, &attrs, errors)),
        }
    }
    strict_with_required(&attrs, errors);
    unknown_required(&attrs, &object, errors);
    object.constants = attrs.constants;
    Some(object)
}

fn struct_attrs(input: &DeriveInput, errors: &mut Errors) -> StructAttrs {
    let mut attrs = StructAttrs::default();
    attr::read(&input.attrs, ON_STRUCT, errors, |key, meta| {
        match key {
            "constant" => meta.parse_nested_meta(|meta| {
                attrs.constants.push(parse_constant(&meta)?);
                Ok(())
            })?,
            "required" => attrs.required = Some(parse_required(meta)?),
            "nullable" => attrs.nullable = Some(attr::span(meta)),
            _ => attrs.strict = Some(attr::span(meta)),
        }
        Ok(())
    });
    attrs
}

/// `object = "thread.run"`
fn parse_constant(meta: &ParseNestedMeta<'_>) -> syn::Result<Constant> {
    let key = meta.path.require_ident()?.clone();
    Ok(Constant { key, value: attr::string(meta)? })
}

/// `(id, status)`
fn parse_required(meta: &ParseNestedMeta<'_>) -> syn::Result<Vec<Ident>> {
    let mut names = Vec::new();
    meta.parse_nested_meta(|meta| {
        names.push(meta.path.require_ident()?.clone());
        Ok(())
    })?;
    Ok(names)
}

fn parse_field<'a>(
    field: &'a syn::Field,
    name: &'a Ident,
    shape: &Shape<'a>,
    object: &StructAttrs,
    errors: &mut Errors,
) -> Field<'a> {
    let attrs = field_attrs(field, errors);
    null_without_option(&attrs, shape, errors);
    default_without_strict(&attrs, name, object, errors);
    Field {
        name,
        vis: &field.vis,
        ty: &field.ty,
        docs: attr::docs(&field.attrs).collect(),
        wire_name: attrs.name.as_ref().map_or_else(|| name.unraw().to_string(), LitStr::value),
        wire_span: attrs.name.as_ref().map_or_else(|| name.span(), LitStr::span),
        kind: kind(shape, name, &attrs, object),
        setting: if attrs.no_setter.is_some() { Setting::ByField } else { Setting::BySetter },
    }
}

fn field_attrs(field: &syn::Field, errors: &mut Errors) -> FieldAttrs {
    let mut attrs = FieldAttrs::default();
    attr::read(&field.attrs, ON_FIELD, errors, |key, meta| {
        match key {
            "name" => attrs.name = Some(attr::string(meta)?),
            "nullable" => attrs.nullable = Some(attr::span(meta)),
            "optional" => attrs.optional = Some(attr::span(meta)),
            "no_setter" => attrs.no_setter = Some(attr::span(meta)),
            _ => attrs.default = Some(attr::span(meta)),
        }
        Ok(())
    });
    attrs
}

fn kind<'a>(shape: &Shape<'a>, name: &Ident, attrs: &FieldAttrs, object: &StructAttrs) -> Kind<'a> {
    let nullable =
        attrs.nullable.is_some() || (object.nullable.is_some() && attrs.optional.is_none());
    let strict = object.strict.is_some() && attrs.default.is_none();
    let listed = object.required.as_ref().is_some_and(|names| names.contains(name));
    match shape {
        Shape::Option(value) if nullable => Kind::Nullable(value),
        Shape::Option(value) => Kind::Optional(value),
        Shape::Patch(value) => Kind::Patch(value),
        Shape::Plain | Shape::Extra if strict || listed => Kind::Required,
        Shape::Plain | Shape::Extra => Kind::Plain,
    }
}

/// Only a struct with named fields can derive `Object`.
fn named_fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<&'a FieldsNamed> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields),
            Fields::Unnamed(fields) => {
                errors.error(fields, "an object has named fields; for a newtype over a string write `id Name;` in `api!`");
            }
            Fields::Unit => errors.error(
                &input.ident,
                "an object has named fields; write `{}` for a struct without fields",
            ),
        },
        Data::Enum(data) => {
            errors.error(
                data.enum_token,
                "only a struct can derive `Object`; derive `Union` or `StringEnum` for an enum",
            );
        }
        Data::Union(data) => {
            errors.error(data.union_token, "only a struct with named fields can derive `Object`")
        }
    }
    None
}

/// `strict` requires every plain field, so a list of required fields contradicts it.
fn strict_with_required(attrs: &StructAttrs, errors: &mut Errors) {
    if let (Some(strict), Some(_)) = (attrs.strict, &attrs.required) {
        errors.push(syn::Error::new(
            strict,
            "`strict` already requires every plain field; remove it or `required(..)`",
        ));
    }
}

/// `required(..)` names plain fields of the struct.
fn unknown_required(attrs: &StructAttrs, object: &Object<'_>, errors: &mut Errors) {
    for name in attrs.required.iter().flatten() {
        match object.fields.iter().find(|field| field.name == name) {
            Some(field) if matches!(field.kind, Kind::Required) => {}
            Some(_) => errors.error(
                name,
                format!("`{name}` cannot be required, because its type allows it to be absent; remove it from the list"),
            ),
            None => errors.error(name, unknown_field(name, object)),
        }
    }
}

fn unknown_field(name: &Ident, object: &Object<'_>) -> String {
    let plain =
        object.fields.iter().filter(|field| matches!(field.kind, Kind::Plain | Kind::Required));
    let names: Vec<_> = plain.map(|field| field.name.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    format!("unknown field `{name}`{}", did_you_mean(&name.to_string(), &names))
}

/// `nullable` and `optional` say how `None` is written, so they need an `Option`.
fn null_without_option(attrs: &FieldAttrs, shape: &Shape<'_>, errors: &mut Errors) {
    let flags = [("nullable", attrs.nullable), ("optional", attrs.optional)];
    if let ([(_, Some(_)), (_, Some(optional))], Shape::Option(_)) = (&flags, shape) {
        errors.push(syn::Error::new(
            *optional,
            "`nullable` and `optional` exclude each other; remove one of them",
        ));
    }
    for (name, span) in flags {
        if let (Some(span), false) = (span, matches!(shape, Shape::Option(_))) {
            errors.push(syn::Error::new(
                span,
                format!("`{name}` says how `None` is written, but this field is not an `Option`; remove it"),
            ));
        }
    }
}

/// `default` exempts a plain field from `strict`.
fn default_without_strict(
    attrs: &FieldAttrs,
    name: &Ident,
    object: &StructAttrs,
    errors: &mut Errors,
) {
    let Some(span) = attrs.default else { return };
    if object.required.as_ref().is_some_and(|names| names.contains(name)) {
        errors.push(syn::Error::new(
            span,
            format!("`{name}` is listed in `required(..)`; remove one of the two"),
        ));
    } else if object.strict.is_none() {
        errors.push(syn::Error::new(
            span,
            "`default` has no effect, because the struct is not `strict`; remove it",
        ));
    }
}
