//! `#[wire(..)]` on a struct and on its fields.

use crate::case::Case;
use crate::derive::attr;
use crate::derive::object::model::{Constant, Documented, Field, Kind, Null, Promise, Setting};
use crate::derive::rename::{Renamed, parse_case};
use crate::derive::schema::Docs;
use crate::derive::schema::note::{self, Note};
use crate::errors::Errors;
use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, DeriveInput, ExprPath, Ident, LitStr, Token, Type};

const ON_STRUCT: &[&str] =
    &["constant", "nullable", "lenient", "required", "rename_all", "component"];
const ON_FIELD: &[&str] = &[
    "rename",
    "alias",
    "nullable",
    "optional",
    "accepts_null",
    "default",
    "flatten",
    "with",
    "skip",
    "no_setter",
    "schema",
    "documented",
    "min",
    "max",
    "min_length",
    "max_length",
    "pattern",
    "min_items",
    "max_items",
    "if_absent",
    "read_only",
    "write_only",
];

/// `#[wire(..)]` on the struct; flags are kept as their spans.
#[derive(Default)]
pub(super) struct StructAttrs {
    pub(super) constants: Vec<Constant>,
    pub(super) nullable: Option<Span>,
    pub(super) lenient: Option<Span>,
    pub(super) required: Option<Vec<Ident>>,
    pub(super) required_span: Option<Span>,
    pub(super) rename_all: Option<Case>,
    pub(super) component: Option<LitStr>,
}

/// `#[wire(..)]` on a field; flags are kept as their spans.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    pub(crate) renamed: Renamed,
    pub(crate) nullable: Option<Span>,
    pub(crate) optional: Option<Span>,
    pub(crate) accepts_null: Option<Span>,
    pub(crate) default: Option<Span>,
    pub(crate) default_path: Option<ExprPath>,
    pub(crate) flatten: Option<Span>,
    pub(crate) with: Option<ExprPath>,
    pub(crate) skip: Option<Span>,
    pub(crate) no_setter: Option<Span>,
    pub(crate) schema: Option<(Span, Type)>,
    pub(crate) documented: Option<(Span, Promise)>,
    pub(crate) notes: Vec<Note>,
}

pub(super) fn struct_attrs(input: &DeriveInput, errors: &mut Errors) -> StructAttrs {
    let mut attrs = StructAttrs::default();
    attr::read_type(&input.attrs, ON_STRUCT, errors, |key, meta| {
        let span = Some(attr::span(meta));
        match key {
            "constant" => meta.parse_nested_meta(|meta| {
                attrs.constants.push(parse_constant(&meta)?);
                Ok(())
            })?,
            "required" => {
                attrs.required_span = span;
                attrs.required = Some(parse_required(meta)?);
            }
            "rename_all" => attrs.rename_all = Some(parse_case(meta)?),
            "component" => attrs.component = Some(attr::string(meta)?),
            "nullable" => attrs.nullable = span,
            _ => attrs.lenient = span,
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

pub(super) fn field_attrs(field: &syn::Field, errors: &mut Errors) -> FieldAttrs {
    let mut attrs = FieldAttrs::default();
    attr::read(&field.attrs, ON_FIELD, errors, |key, meta| attrs.read(key, meta));
    attrs
}

impl FieldAttrs {
    pub(crate) fn read(&mut self, key: &str, meta: &ParseNestedMeta<'_>) -> syn::Result<()> {
        let span = Some(attr::span(meta));
        if let Some(note) = Note::read(key, meta)? {
            self.notes.push(note);
            return Ok(());
        }
        match key {
            "nullable" => self.nullable = span,
            "optional" => self.optional = span,
            "accepts_null" => self.accepts_null = span,
            "no_setter" => self.no_setter = span,
            "flatten" => self.flatten = span,
            "skip" => self.skip = span,
            "with" => self.with = Some(attr::path(meta)?),
            "documented" => self.documented = Some((attr::span(meta), promise(meta)?)),
            "schema" => self.schema = Some((attr::span(meta), attr::string(meta)?.parse()?)),
            "default" => {
                self.default = span;
                if meta.input.peek(Token![=]) {
                    self.default_path = Some(attr::path(meta)?);
                }
            }
            _ => self.renamed.read(key, meta)?,
        }
        Ok(())
    }

    /// The field that has them.
    pub(crate) fn into_field<'a>(
        self,
        name: &'a Ident,
        (position, field): (usize, &'a syn::Field),
        case: Option<Case>,
        kind: Kind<'a>,
    ) -> Field<'a> {
        let documented = self.documented(&field.attrs);
        Field {
            name,
            position,
            vis: &field.vis,
            ty: &field.ty,
            docs: attr::docs(&field.attrs).collect(),
            names: self.renamed.names(name, |name| case.unwrap_or_default().field(name)),
            kind,
            default: self.default_path,
            with: self.with,
            setting: if self.no_setter.is_some() { Setting::ByField } else { Setting::BySetter },
            documented,
        }
    }

    fn documented(&self, attrs: &[Attribute]) -> Documented {
        let mut notes = self.notes.clone();
        notes.extend(note::deprecated(attrs));
        let stands_in = self.default.is_some() || self.has("if_absent").is_some();
        Documented {
            docs: Docs::of(attrs),
            notes,
            ty: self.schema.as_ref().map(|(_, ty)| ty.clone()),
            null: if self.accepts_null.is_some() { Null::Accepted } else { Null::Refused },
            promise: match self.documented {
                Some((_, promise)) => promise,
                None if stands_in => Promise::None,
                None => Promise::ByType,
            },
        }
    }

    fn has(&self, key: &str) -> Option<Span> {
        match key {
            "rename" => self.renamed.rename.as_ref().map(|name| name.span()),
            "alias" => self.renamed.aliases.first().map(|alias| alias.span()),
            "with" => self.with.as_ref().map(|path| path.span()),
            "nullable" => self.nullable,
            "optional" => self.optional,
            "accepts_null" => self.accepts_null,
            "flatten" => self.flatten,
            "skip" => self.skip,
            "schema" => self.schema.as_ref().map(|(span, _)| *span),
            "documented" => self.documented.map(|(span, _)| span),
            _ => self.notes.iter().find(|note| note.word == key).map(|note| note.span),
        }
    }
}

/// `documented = "required"`
fn promise(meta: &ParseNestedMeta<'_>) -> syn::Result<Promise> {
    let word = attr::string(meta)?;
    match word.value().as_str() {
        "required" => Ok(Promise::Given),
        "optional" => Ok(Promise::None),
        _ => Err(syn::Error::new(word.span(), "expected `\"required\"` or `\"optional\"`")),
    }
}

/// Attributes that cannot stand together, each with those that it excludes and the reason.
const CONTRADICTIONS: [(&str, &[&str], &str); 4] = [
    ("nullable", &["accepts_null"], "what is written as `null` is accepted as `null`"),
    ("nullable", &["optional"], "both say how `None` is written"),
    (
        "flatten",
        &["rename", "alias", "nullable", "optional", "accepts_null", "with", "skip"],
        "a flattened field has no key of its own",
    ),
    (
        "skip",
        &[
            "rename",
            "alias",
            "nullable",
            "optional",
            "accepts_null",
            "with",
            "schema",
            "documented",
        ],
        "a skipped field is not on the wire",
    ),
];

/// What a field cannot have at once.
pub(super) fn contradictory_attributes(attrs: &FieldAttrs, errors: &mut Errors) {
    for (key, others, reason) in CONTRADICTIONS {
        let Some(_) = attrs.has(key) else { continue };
        let notes = attrs.notes.iter().map(|note| (note.word, note.span));
        let notes = notes.filter(|_| matches!(key, "flatten" | "skip"));
        let others = others.iter().filter_map(|other| Some((*other, attrs.has(other)?)));
        for (other, span) in others.chain(notes) {
            errors.push(syn::Error::new(span, format!("{reason}; remove `{key}` or `{other}`")));
        }
    }
}

/// A field that is always there needs nothing to stand for it.
pub(crate) fn if_absent_of_required(
    attrs: &FieldAttrs,
    name: &Ident,
    kind: Kind<'_>,
    errors: &mut Errors,
) {
    if let (Some(span), Kind::Required) = (attrs.has("if_absent"), kind) {
        let message =
            format!("`{name}` cannot be absent; remove `if_absent`, or make the field an `Option`");
        errors.push(syn::Error::new(span, message));
    }
}
