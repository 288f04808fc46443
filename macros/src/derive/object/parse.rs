//! Parses the item into the model.

pub(crate) mod attrs;

use super::model::{Kind, Object};
use super::types::Shape;
use crate::derive::schema::Component;
use crate::derive::schema::note;
use crate::errors::Errors;
use crate::suggest::did_you_mean;
use attrs::{
    FieldAttrs, StructAttrs, contradictory_attributes, field_attrs, if_absent_of_required,
    struct_attrs,
};
use syn::{Data, DeriveInput, Fields, FieldsNamed, Ident};

pub(crate) fn parse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<Object<'a>> {
    let fields = named_fields(input, errors)?;
    let attrs = struct_attrs(input, errors);
    let mut object = Object::without_fields(input);
    for (position, field) in fields.named.iter().enumerate() {
        parse_field(position, field, &attrs, &mut object, errors);
    }
    required_without_lenient(&attrs, errors);
    unknown_required(&attrs, &object, errors);
    object.component = Component::of(&input.attrs, attrs.component);
    object.constants = attrs.constants;
    Some(object)
}

/// Adds a field to those of its sort.
fn parse_field<'a>(
    position: usize,
    field: &'a syn::Field,
    on_struct: &StructAttrs,
    object: &mut Object<'a>,
    errors: &mut Errors,
) {
    let Some(name) = &field.ident else { return };
    let attrs = field_attrs(field, errors);
    let shape = Shape::of(&field.ty);
    if matches!(shape, Shape::Extra) && attrs.skip.is_none() {
        return object.extra.push(name);
    }
    contradictory_attributes(&attrs, errors);
    null_without_option(&attrs, &shape, errors);
    with_on_patch(&attrs, &shape, errors);
    default_of_required(&attrs, name, on_struct, errors);
    let fields = match (attrs.flatten, attrs.skip) {
        (Some(_), _) => &mut object.flattened,
        (_, Some(_)) => &mut object.skipped,
        _ => &mut object.fields,
    };
    let kind = kind(&shape, name, &attrs, on_struct);
    note::check(&attrs.notes, &field.ty, errors);
    if_absent_of_required(&attrs, name, kind, errors);
    fields.push(attrs.into_field(name, (position, field), on_struct.rename_all, kind));
}

fn kind<'a>(shape: &Shape<'a>, name: &Ident, attrs: &FieldAttrs, object: &StructAttrs) -> Kind<'a> {
    let nullable =
        attrs.nullable.is_some() || (object.nullable.is_some() && attrs.optional.is_none());
    let listed = object.required.as_ref().is_some_and(|names| names.contains(name));
    match shape {
        Shape::Option(value) if nullable => Kind::Nullable(value),
        Shape::Option(value) => Kind::Optional(value),
        Shape::Patch(value) => Kind::Patch(value),
        _ if object.lenient.is_some() && !listed => Kind::Lenient,
        _ if attrs.default.is_some() || attrs.skip.is_some() => Kind::Default,
        _ => Kind::Required,
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

/// Without `lenient`, every plain field is required, so there is nothing to list.
fn required_without_lenient(attrs: &StructAttrs, errors: &mut Errors) {
    if let (None, Some(required)) = (attrs.lenient, attrs.required_span) {
        errors.push(syn::Error::new(
            required,
            "all fields are required already, but for `Option` and `Patch`; remove it, or add `lenient`",
        ));
    }
}

/// `required(..)` names plain fields of the struct.
fn unknown_required(attrs: &StructAttrs, object: &Object<'_>, errors: &mut Errors) {
    for name in attrs.required.iter().flatten() {
        match object.all().find(|field| field.name == name) {
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
    let plain = object.all().filter(|field| matches!(field.kind, Kind::Lenient | Kind::Required));
    let names: Vec<_> = plain.map(|field| field.name.to_string()).collect();
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    format!("unknown field `{name}`{}", did_you_mean(&name.to_string(), &names))
}

/// These words are about an `Option`.
fn null_without_option(attrs: &FieldAttrs, shape: &Shape<'_>, errors: &mut Errors) {
    let words = [
        ("nullable", attrs.nullable),
        ("optional", attrs.optional),
        ("accepts_null", attrs.accepts_null),
    ];
    for (name, span) in words {
        if let (Some(span), false) = (span, matches!(shape, Shape::Option(_))) {
            errors.push(syn::Error::new(
                span,
                format!("`{name}` is about an `Option`, but this field is none; remove it"),
            ));
        }
    }
}

/// The functions of `with` do not know of an absent value.
fn with_on_patch(attrs: &FieldAttrs, shape: &Shape<'_>, errors: &mut Errors) {
    if let (Some(with), Shape::Patch(_)) = (&attrs.with, shape) {
        errors.error(
            with,
            "`with` cannot read and write a `Patch`; remove it, and use a type of its own for the value",
        );
    }
}

/// A field cannot be both required and have a default.
fn default_of_required(
    attrs: &FieldAttrs,
    name: &Ident,
    object: &StructAttrs,
    errors: &mut Errors,
) {
    let listed = object.required.as_ref().is_some_and(|names| names.contains(name));
    if let (Some(span), true) = (attrs.default, listed) {
        errors.push(syn::Error::new(
            span,
            format!("`{name}` is listed in `required(..)`; remove one of the two"),
        ));
    }
}
