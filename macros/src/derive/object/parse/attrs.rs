//! `#[wire(..)]` on a struct and on its fields.

use crate::derive::attr;
use crate::derive::object::model::{Constant, Field, Kind, Setting};
use crate::derive::rename::{Case, Renamed};
use crate::errors::Errors;
use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{DeriveInput, ExprPath, Ident, Token};

const ON_STRUCT: &[&str] = &["constant", "nullable", "lenient", "required", "rename_all"];
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
            "rename_all" => attrs.rename_all = Some(Case::parse(meta)?),
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
        match key {
            "nullable" => self.nullable = span,
            "optional" => self.optional = span,
            "accepts_null" => self.accepts_null = span,
            "no_setter" => self.no_setter = span,
            "flatten" => self.flatten = span,
            "skip" => self.skip = span,
            "with" => self.with = Some(attr::path(meta)?),
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
            _ => None,
        }
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
        &["rename", "alias", "nullable", "optional", "accepts_null", "with"],
        "a skipped field is not on the wire",
    ),
];

/// What a field cannot have at once.
pub(super) fn contradictory_attributes(attrs: &FieldAttrs, errors: &mut Errors) {
    for (key, others, reason) in CONTRADICTIONS {
        let Some(_) = attrs.has(key) else { continue };
        for (other, span) in others.iter().filter_map(|other| Some((other, attrs.has(other)?))) {
            errors.push(syn::Error::new(span, format!("{reason}; remove `{key}` or `{other}`")));
        }
    }
}
