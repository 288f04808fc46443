//! The keys of an object as fields of a struct.

use super::item::{Field, Null, Struct, StructKind};
use super::names::{Names, ident, is_keyword, type_name, value_name};
use super::rust_type::RustType;
use super::said;
use super::types::Types;
use super::uses::Use;
use crate::schema::{self, Kind, ObjectSchema, OneWay, Others, Schema};

/// What is around fields.
pub(crate) struct Around<'a> {
    /// The name of the struct.
    pub(crate) name: &'a str,
    pub(crate) of: Use,
    pub(crate) kind: StructKind,
    /// Whether the struct is the body of a call that changes something.
    pub(crate) changes: bool,
}

/// The struct of an object, and comments about what it does not say.
pub(crate) fn shape(
    types: &mut Types<'_>,
    object: &ObjectSchema,
    around: &Around<'_>,
) -> (Struct, Vec<String>) {
    let mut names = Names::with(&[]);
    let mut shaped = Struct {
        kind: around.kind,
        constants: Vec::new(),
        fields: Vec::new(),
        open: around.kind != StructKind::Parts
            && (around.of.received || object.others != Others::Closed),
    };
    for field in &object.fields {
        if let Some(constant) = constant(field, around) {
            shaped.constants.push(constant);
        } else {
            let name = ident(&names.free(&value_name(&field.name)));
            let field = self::field(types, field, name, around);
            shaped.fields.push(field);
        }
    }
    let comments = comments(types, object, around);
    (shaped, comments)
}

/// A field with one value. It is written, so it has to be one that the service wants.
fn constant(field: &schema::Field, around: &Around<'_>) -> Option<(String, String)> {
    let value = field.schema.constant()?;
    let wanted = field.required || around.of.is_only_received();
    let is_name = value_name(&field.name) == field.name
        && !["self", "super", "crate", "Self"].contains(&field.name.as_str());
    // The words of attributes are names, and any keyword of Rust may stand there.
    let fits = is_name && (!is_keyword(&field.name) || !field.name.starts_with("r#"));
    (wanted && fits && !field.schema.nullable && around.kind != StructKind::Parts)
        .then(|| (field.name.clone(), value.to_owned()))
}

fn field(types: &mut Types<'_>, field: &schema::Field, name: String, around: &Around<'_>) -> Field {
    let schema = &field.schema;
    let hint = format!("{}{}", around.name, type_name(&field.name));
    let ty = match around.kind {
        StructKind::Parts => part(types, schema, &hint),
        _ => types
            .ids
            .of_field(&field.name, around.name, schema)
            .map_or_else(|| types.ty(schema, &hint, around.of), RustType::Id),
    };
    let is_file = *ty.innermost() == RustType::File;
    let json = around.kind == StructKind::Parts && !is_file && is_json(types, schema);
    // What is sent one way only is left out of a body of the other way.
    let one_way = one_way(schema, around);
    let required = field.required && one_way.is_none();
    let (ty, null) = with_null(ty, required, schema.nullable, around);
    if ty.is_untyped() {
        types.report.untyped.push(format!("{}.{name}", around.name));
    }
    let (name, no_setter) = (name, field.name == "new");
    let if_absent = if_absent(types, field, &ty, around);
    let docs = match if_absent {
        Some(_) => said::about_value_with_default(&schema.about, None),
        None => said::about_value(&schema.about, None),
    };
    let mut notes = super::limits::attributes(types.schemas, schema, &ty);
    notes.extend(promise(field, (&ty, null), if_absent.as_deref(), around));
    notes.extend(if_absent.map(|literal| format!("if_absent = {literal}")));
    notes.extend(one_way.map(str::to_owned));
    Field {
        name,
        wire: field.name.clone(),
        ty,
        null,
        json,
        no_setter,
        notes,
        docs,
        comments: said::lost(&schema.about),
    }
}

/// The one direction in which a field of a type of both directions is sent.
fn one_way(schema: &Schema, around: &Around<'_>) -> Option<&'static str> {
    let of_both = around.of.sent && around.of.received;
    schema.about.one_way.filter(|_| of_both).map(|way| match way {
        OneWay::ReadOnly => "read_only",
        OneWay::WriteOnly => "write_only",
    })
}

/// What stands for a field that is absent, if the field may be.
fn if_absent(
    types: &Types<'_>,
    field: &schema::Field,
    ty: &RustType,
    around: &Around<'_>,
) -> Option<String> {
    let literal = super::absent::literal(types.schemas, &field.schema, ty);
    let is_enum = || matches!(types.schemas.resolve(&field.schema).kind, Kind::Enum(_));
    let may_be_absent = match ty {
        RustType::Option(_) | RustType::Patch(_) => true,
        // What is declared otherwise may turn out to have no default in Rust, so that it has to be there.
        RustType::Named(_) => around.kind == StructKind::Lenient && is_enum(),
        _ => around.kind == StructKind::Lenient,
    };
    literal.filter(|_| may_be_absent)
}

/// That the document promises a field, where its type and what stands for it say that it does not.
fn promise(
    field: &schema::Field,
    (ty, null): (&RustType, Null),
    if_absent: Option<&str>,
    around: &Around<'_>,
) -> Option<String> {
    let is_optional = matches!(ty, RustType::Option(_) | RustType::Patch(_));
    let says_otherwise = if_absent.is_some() || (is_optional && null != Null::Written);
    let is_said = around.kind != StructKind::Parts && field.required && says_otherwise;
    is_said.then(|| "documented = \"required\"".to_owned())
}

/// The type of a field with what absent and null mean.
fn with_null(
    ty: RustType,
    required: bool,
    nullable: bool,
    around: &Around<'_>,
) -> (RustType, Null) {
    if around.kind == StructKind::Parts {
        return (if required { ty } else { ty.optional() }, Null::None);
    }
    match (required, nullable) {
        // Any value may be null.
        (true, true) if ty == RustType::Value => (ty, Null::None),
        (true, false) => (ty, Null::None),
        (true, true) => (ty.optional(), Null::Written),
        (false, true) if around.changes => (RustType::Patch(Box::new(ty)), Null::None),
        (false, true) => (ty.optional(), Null::Accepted),
        (false, false) => (ty.optional(), Null::None),
    }
}

/// The type of a part of a body.
fn part(types: &mut Types<'_>, schema: &Schema, hint: &str) -> RustType {
    let resolved = types.schemas.resolve(schema);
    match &resolved.kind {
        Kind::String(Some(format)) if format == "binary" || format == "byte" => RustType::File,
        Kind::String(None) if is_content(types, &resolved) => RustType::File,
        Kind::Array(items) => match part(types, items, hint) {
            RustType::File => RustType::File.list(),
            _ => types.ty(schema, hint, Use::SENT),
        },
        // A part of which nothing is said may be a file.
        Kind::Any => RustType::File,
        _ => types.ty(schema, hint, Use::SENT),
    }
}

/// Whether a string has a media type of its own: 3.1's way to say that it is a file.
fn is_content(types: &Types<'_>, schema: &Schema) -> bool {
    let node = types.schemas.document().get(&schema.at);
    let media_type = node.and_then(|node| node.text("contentMediaType"));
    media_type
        .is_some_and(|media_type| !media_type.starts_with("text/") && !media_type.ends_with("json"))
}

/// Whether a part is JSON, as objects are if nothing else is said.
fn is_json(types: &Types<'_>, schema: &Schema) -> bool {
    let resolved = types.schemas.resolve(schema);
    match &resolved.kind {
        Kind::Object(_) | Kind::Map(_) => true,
        Kind::Array(items) => {
            matches!(
                types.schemas.resolve(items).kind,
                Kind::Object(_) | Kind::Map(_) | Kind::Array(_) | Kind::Union(_)
            )
        }
        Kind::Union(_) => true,
        _ => false,
    }
}

fn comments(types: &mut Types<'_>, object: &ObjectSchema, around: &Around<'_>) -> Vec<String> {
    let mut comments = Vec::new();
    if let Others::Typed(values) = &object.others {
        let ty = types.ty(values, &format!("{}Value", around.name), around.of);
        if ty != RustType::Value {
            comments.push(format!("lost: other fields are of the type `{ty}`"));
        }
    }
    for name in &object.undeclared {
        comments.push(format!("lost: `{name}` is required, and the document does not describe it"));
    }
    comments
}
