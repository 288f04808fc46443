//! Parses the item into the model.

use super::model::{Content, Form, Number};
use crate::bare::{bare, is_named};
use crate::case::Case;
use crate::derive::attr;
use crate::derive::object::model::{Kind, Object};
use crate::derive::object::parse::attrs::{FieldAttrs, if_absent_of_required};
use crate::derive::object::types::{Shape, argument};
use crate::derive::rename::parse_case;
use crate::derive::schema::{Component, note};
use crate::errors::Errors;
use crate::parts::{self, Part};
use crate::text::text;
use proc_macro2::Span;
use quote::ToTokens;
use syn::{Data, DeriveInput, Fields, FieldsNamed, Type};

const ON_FIELD: &[&str] = &[
    "rename",
    "json",
    "file",
    "default",
    "skip",
    "no_setter",
    "schema",
    "min",
    "max",
    "min_length",
    "max_length",
    "pattern",
    "min_items",
    "max_items",
    "if_absent",
];

/// The name by which a field is known to be a file.
const FILE: &str = "FilePart";

pub(super) fn parse<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<Form<'a>> {
    let fields = named_parts(input, errors)?;
    generic_form(input, errors)?;
    let (mut case, mut component) = (None, None);
    attr::read_type(&input.attrs, &["rename_all", "component"], errors, |key, meta| {
        match key {
            "component" => component = Some(attr::string(meta)?),
            _ => case = Some(parse_case(meta)?),
        }
        Ok(())
    });
    let mut form = Form { object: Object::without_fields(input), contents: Vec::new() };
    for (position, field) in fields.named.iter().enumerate() {
        parse_field(position, field, case, &mut form, errors);
    }
    form.object.component = Component::of(&input.attrs, component);
    Some(form)
}

/// Only a struct with named fields can derive `Multipart`.
fn named_parts<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Option<&'a FieldsNamed> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => return Some(fields),
            fields => errors.error(
                if fields.is_empty() {
                    input.ident.to_token_stream()
                } else {
                    fields.to_token_stream()
                },
                "the parts of a body have names; write a struct with named fields",
            ),
        },
        Data::Enum(data) => {
            errors.error(data.enum_token, "only a struct can derive `Multipart`");
        }
        Data::Union(data) => {
            errors.error(data.union_token, "only a struct can derive `Multipart`");
        }
    }
    None
}

/// The fields have types of their own.
fn generic_form(input: &DeriveInput, errors: &mut Errors) -> Option<()> {
    if input.generics.params.is_empty() {
        return Some(());
    }
    errors.error(
        &input.generics.params,
        "a body of several parts owns them, and each has a type of its own; remove the parameters",
    );
    None
}

/// `#[wire(..)]` on a field; flags are kept as their spans.
#[derive(Default)]
struct PartAttrs {
    json: Option<Span>,
    file: Option<Span>,
    /// Those that the fields of an object have, too.
    field: FieldAttrs,
}

fn part_attrs(field: &syn::Field, errors: &mut Errors) -> PartAttrs {
    let mut attrs = PartAttrs::default();
    attr::read(&field.attrs, ON_FIELD, errors, |key, meta| {
        match key {
            "json" => attrs.json = Some(attr::span(meta)),
            "file" => attrs.file = Some(attr::span(meta)),
            _ => attrs.field.read(key, meta)?,
        }
        Ok(())
    });
    attrs
}

/// Adds a field to those of its sort.
fn parse_field<'a>(
    position: usize,
    field: &'a syn::Field,
    case: Option<Case>,
    form: &mut Form<'a>,
    errors: &mut Errors,
) {
    let Some(name) = &field.ident else { return };
    let attrs = part_attrs(field, errors);
    let content = content(&field.ty, &attrs);
    let mistaken = [
        contradictory_parts(&attrs, errors),
        part_without_value(&field.ty, errors),
        files_within_type(&field.ty, &attrs, errors),
        bytes_as_text(&field.ty, content, &attrs, errors),
    ];
    let content = if mistaken.contains(&Mistaken::Yes) { Content::Broken } else { content };
    let kind = match Shape::of(&field.ty) {
        Shape::Option(value) => Kind::Optional(value),
        _ if attrs.field.default.is_some() || attrs.field.skip.is_some() => Kind::Default,
        _ => Kind::Required,
    };
    note::check(&attrs.field.notes, &field.ty, errors);
    if_absent_of_required(&attrs.field, name, kind, errors);
    let fields = match attrs.field.skip {
        Some(_) => &mut form.object.skipped,
        None => {
            form.contents.push(content);
            &mut form.object.fields
        }
    };
    fields.push(attrs.field.into_field(name, (position, field), case, kind));
}

fn content(ty: &Type, attrs: &PartAttrs) -> Content {
    let number = match Shape::of(ty) {
        Shape::Option(_) => Number::Optional,
        _ if item(ty).is_some() => Number::Several,
        _ => Number::One,
    };
    match () {
        () if attrs.json.is_some() => Content::Json,
        () if attrs.file.is_some() || is_file(ty) => Content::File(number),
        () => Content::Text,
    }
}

/// Whether a field of this type is a file, or several.
fn is_file(ty: &Type) -> bool {
    let value = match Shape::of(ty) {
        Shape::Option(value) => value,
        _ => item(ty).unwrap_or(ty),
    };
    is_named(value, FILE)
}

/// The `T` of `Vec<T>`.
fn item(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = bare(ty) else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Vec")?;
    argument(&last.arguments)
}

/// Whether a field has a mistake that was reported.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mistaken {
    Yes,
    No,
}

/// As text, each byte would be a part that is a number.
fn bytes_as_text(ty: &Type, content: Content, attrs: &PartAttrs, errors: &mut Errors) -> Mistaken {
    const BYTES: [&str; 4] = ["Vec<u8>", "Bytes", "Option<Vec<u8>>", "Option<Bytes>"];
    if content != Content::Text || attrs.field.skip.is_some() || !BYTES.contains(&text(ty).as_str())
    {
        return Mistaken::No;
    }
    let message =
        "bytes are a file; write `FilePart`, or add `#[wire(json)]` for a list of numbers";
    errors.error(ty, message);
    Mistaken::Yes
}

/// A part is one thing, and one that is skipped is none.
fn contradictory_parts(attrs: &PartAttrs, errors: &mut Errors) -> Mistaken {
    let renamed = attrs.field.renamed.rename.as_ref().map(|name| name.span());
    let all = [("rename", renamed), ("json", attrs.json), ("file", attrs.file)];
    if attrs.field.skip.is_some() {
        for (word, span) in all.into_iter().filter_map(|(word, span)| Some((word, span?))) {
            let message = format!("a skipped field is not sent; remove `skip` or `{word}`");
            errors.push(syn::Error::new(span, message));
        }
    } else if let (Some(_), Some(file)) = (attrs.json, attrs.file) {
        errors.push(syn::Error::new(file, "a part is JSON or a file; remove `json` or `file`"));
        return Mistaken::Yes;
    }
    Mistaken::No
}

/// A part is there, or it is not: neither `null` nor unknown parts can be sent.
fn part_without_value(ty: &Type, errors: &mut Errors) -> Mistaken {
    let message = match Shape::of(ty) {
        Shape::Patch(_) => "a part cannot be `null`; write `Option` instead of `Patch`",
        Shape::Extra => "a form has no unknown parts; remove this field",
        Shape::Plain | Shape::Option(_) => return Mistaken::No,
    };
    errors.error(ty, message);
    Mistaken::Yes
}

/// Files are one part each, beside the others.
fn files_within_type(ty: &Type, attrs: &PartAttrs, errors: &mut Errors) -> Mistaken {
    let mut has_file = false;
    parts::for_each(ty, &mut |part| {
        has_file |= matches!(part, Part::Name(name) if name == FILE);
    });
    if !has_file || is_file(ty) || attrs.field.skip.is_some() {
        return Mistaken::No;
    }
    let message =
        "files are a `FilePart`, an `Option<FilePart>` or a `Vec<FilePart>`, which may be empty";
    errors.error(ty, message);
    Mistaken::Yes
}
