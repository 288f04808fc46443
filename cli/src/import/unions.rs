//! Unions as enums.

use super::item::{Content, Union, Variant};
use super::members;
use super::names::{Names, type_name, variant_names, without_prefix};
use super::rust_type::RustType;
use super::said;
use super::types::Types;
use super::uses::Use;
use crate::schema::{self, Class, How, Kind, Schema, Told, UnionSchema, classify};

/// How many strings are variants of a union themselves.
const MOST_LITERALS: usize = 12;

/// The enum of a union, and comments about what it does not say.
pub(crate) fn content(
    types: &mut Types<'_>,
    union: &UnionSchema,
    name: &str,
    of: Use,
) -> (Content, Vec<String>) {
    let Class::Told(told) = classify(types.schemas, union) else {
        return (Content::StringEnum(Vec::new()), Vec::new());
    };
    let variants = variants(types, &told, name, of);
    let left_out = told.left_out.iter().map(|member| {
        let member = members::member(types.schemas, member);
        format!("lost: nothing tells {member} from the others, so it is `Unknown`")
    });
    let comments = left_out.collect();
    (Content::Union(Union { tag: told.tag, variants, events: false }), comments)
}

/// The variants of a union whose members are told apart.
pub(crate) fn variants(types: &mut Types<'_>, told: &Told, name: &str, of: Use) -> Vec<Variant> {
    let mut shaper =
        Shaper { types, told, name, of, names: Names::with(&["Unknown"]), variants: Vec::new() };
    told.variants.iter().for_each(|variant| shaper.variant(variant));
    shaper.variants
}

struct Shaper<'t, 'a, 'u> {
    types: &'t mut Types<'a>,
    told: &'u Told,
    name: &'u str,
    of: Use,
    names: Names,
    variants: Vec<Variant>,
}

impl Shaper<'_, '_, '_> {
    fn variant(&mut self, variant: &schema::Variant) {
        let schema = &variant.schema;
        match &variant.how {
            How::String => self.string(schema),
            How::Tag(values) => {
                let first = values.first().cloned().unwrap_or_default();
                let names = variant_names(&first);
                self.object(
                    schema,
                    names,
                    values.clone(),
                    None,
                    self.told.tag.clone(),
                    values.len() == 1,
                );
            }
            How::Key(key) => {
                let word = format!("key = {}", super::literal::quoted(key));
                self.object(schema, vec![type_name(key)], Vec::new(), Some(word), None, false);
            }
            How::Untagged => {
                let names = vec![self.name_of(schema, "Other")];
                self.object(schema, names, Vec::new(), Some("untagged".to_owned()), None, false);
            }
            How::Object => self.shape(schema, "Object", "object"),
            How::Array => self.shape(schema, "List", "array"),
            How::Bool => self.shape(schema, "Bool", "bool"),
            How::Integer => self.shape(schema, "Integer", "integer"),
            How::Number => self.shape(schema, "Number", "number"),
        }
    }

    /// The name of a member: that of its component, or its title, or the word for its shape.
    fn name_of(&self, schema: &Schema, otherwise: &str) -> String {
        let component = match &schema.kind {
            Kind::Ref(target) => target.component().map(type_name),
            _ => None,
        };
        let title = schema.about.title.as_deref().filter(|title| title.len() < 40).map(type_name);
        component.or(title).unwrap_or_else(|| otherwise.to_owned())
    }

    fn free(&mut self, names: Vec<String>) -> String {
        let names = without_prefix(names, self.name);
        let names = names
            .into_iter()
            .map(|it| if it == "Unknown" { "UnknownValue".to_owned() } else { it });
        self.names.first_free(&names.collect::<Vec<_>>())
    }

    fn push(
        &mut self,
        name: String,
        wires: Vec<String>,
        word: Option<String>,
        ty: Option<RustType>,
        docs: String,
    ) {
        self.variants.push(Variant { name, wires, word, ty, docs });
    }

    /// A member that is an object told from others; one that is written in place has a struct of its own.
    fn object(
        &mut self,
        schema: &Schema,
        names: Vec<String>,
        wires: Vec<String>,
        word: Option<String>,
        tag: Option<String>,
        alone: bool,
    ) {
        let name = self.free(names);
        let hint = format!("{}{name}", self.name);
        let ty = match &schema.kind {
            Kind::Ref(target) => self.types.named(target, &hint),
            _ => self.types.member(schema, &hint, self.of),
        };
        // A type that may have several tags keeps which it was.
        let tag = tag.filter(|_| alone);
        self.types.member_of.entry(ty.clone()).or_default().insert(tag);
        let docs = said::about_type(&schema.about, &name);
        self.push(name, wires, word, Some(RustType::Named(ty)), docs);
    }

    fn shape(&mut self, schema: &Schema, otherwise: &str, word: &str) {
        let name = self.name_of(schema, otherwise);
        let name = self.free(vec![name]);
        let hint = format!("{}{name}", self.name);
        let ty = self.types.ty(schema, &hint, self.of);
        let docs = said::about_value(&schema.about, None);
        self.push(name, Vec::new(), Some(word.to_owned()), Some(ty), docs);
    }

    fn string(&mut self, schema: &Schema) {
        let listed = match &schema.kind {
            Kind::Enum(listed) if listed.values.len() <= MOST_LITERALS => listed.clone(),
            Kind::String(_) => return self.shape(schema, "Text", "string"),
            _ => {
                let resolved = self.types.schemas.resolve(schema);
                return match resolved.kind {
                    Kind::String(_) => self.shape(schema, "Text", "string"),
                    _ => self.shape(schema, "Name", "string"),
                };
            }
        };
        for value in &listed.values {
            let name = self.free(variant_names(&value.text));
            let docs = value.description.clone().unwrap_or_default();
            self.push(name, vec![value.text.clone()], Some("string".to_owned()), None, docs);
        }
        if listed.open {
            let name = self.free(vec!["Text".to_owned()]);
            let docs = "Any other string.".to_owned();
            self.push(name, Vec::new(), Some("string".to_owned()), Some(RustType::TEXT), docs);
        }
    }
}
