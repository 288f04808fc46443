//! The schemas of objects, from the tables of their fields.

use serde_json::{Map, Value, json};

use super::components::Components;
use super::docs;
use super::form::{JSON, MEDIA_TYPE};
use super::keyword::{Keyword, Literal, set};
use super::probe::Describe;
use super::schema::nullable;

/// What a derive says about an object.
pub struct ObjectTable<'a> {
    /// The name of the Rust type, for reports.
    pub name: &'static str,
    /// The lines of the doc comment.
    pub docs: &'static str,
    /// What else the schema says, such as `deprecated`.
    pub keywords: &'static [Keyword],
    /// Fields that have the same value always.
    pub constants: &'static [(&'static str, &'static str)],
    /// The fields, in the order of declaration.
    pub fields: &'a [Field],
}

/// A field of an object, or a part of a form.
pub struct Field {
    /// The name on the wire; empty if its fields are beside those of the object.
    pub name: &'static str,
    /// The lines of the doc comment.
    pub docs: &'static str,
    /// Whether it has to be there.
    pub presence: Presence,
    /// What is known of its value.
    pub value: FieldValue,
    /// Limits, the default, and what else is said.
    pub keywords: &'static [Keyword],
}

/// Whether a field has to be there, and whether it may be `null`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It is always there, and never `null`.
    Required,
    /// It is always there.
    RequiredOrNull,
    /// It may be absent.
    Optional,
    /// It may be absent or `null`.
    OptionalOrNull,
}

/// What is known of the value of a field.
#[derive(Clone, Copy)]
pub enum FieldValue {
    /// A value of this type.
    Of(Describe),
    /// The fields of this type are beside those of the object. The function describes the object itself, not by a reference.
    Flattened(Describe),
    /// A value of this type, as JSON within a form.
    Json(Describe),
    /// Functions of the user's read and write it.
    Unknown,
    /// The content of a file.
    File,
    /// The contents of files.
    Files,
}

/// The schema of an object.
pub fn object(components: &mut Components, table: &ObjectTable<'_>) -> Value {
    let mut object = Properties::default();
    for (name, value) in table.constants {
        object.require(name, json!({ "type": "string", "const": value }));
    }
    for field in table.fields {
        object.add(field, table.name, components);
    }
    let mut schema = object.into_schema();
    set(&mut schema, table.keywords);
    docs::describe(&mut schema, table.docs);
    schema
}

/// The properties of an object, as they are gathered.
#[derive(Default)]
pub(super) struct Properties {
    properties: Map<String, Value>,
    required: Vec<Value>,
    /// What other properties have, if a map is flattened.
    others: Option<Value>,
}

impl Properties {
    /// Adds a property that is always there.
    pub(super) fn require(&mut self, name: &str, schema: Value) {
        self.properties.insert(name.to_owned(), schema);
        if !self.required.iter().any(|required| required == name) {
            self.required.push(name.into());
        }
    }

    fn add(&mut self, field: &Field, of: &str, components: &mut Components) {
        let mut schema = match field.value {
            FieldValue::Of(describe) => describe(components),
            FieldValue::Flattened(definition) => {
                let definition = definition(components);
                return self.add_all(&definition, field.presence, components);
            }
            FieldValue::Json(describe) => json(describe(components)),
            FieldValue::Unknown => components.untyped_as(&format!("{of}.{}", field.name)),
            FieldValue::File => file(),
            FieldValue::Files => json!({ "type": "array", "items": file() }),
        };
        if matches!(field.presence, Presence::RequiredOrNull | Presence::OptionalOrNull) {
            schema = nullable(schema);
        }
        set(&mut schema, field.keywords);
        docs::describe(&mut schema, field.docs);
        if matches!(field.presence, Presence::Required | Presence::RequiredOrNull) {
            self.require(field.name, schema);
        } else {
            self.properties.insert(field.name.to_owned(), schema);
        }
    }

    /// Adds the properties of a flattened object, which need not be there if it need not.
    fn add_all(&mut self, schema: &Value, presence: Presence, components: &Components) {
        let Some(Value::Object(mut schema)) = components.resolve(schema).cloned() else { return };
        if presence != Presence::Required {
            schema.shift_remove("required");
        }
        self.add_object(&mut schema);
    }

    /// Takes the properties of an object over. Those that are there already stay as they are.
    pub(super) fn add_object(&mut self, schema: &mut Map<String, Value>) {
        if let Some(Value::Object(properties)) = schema.shift_remove("properties") {
            for (name, property) in properties {
                self.properties.entry(name).or_insert(property);
            }
        }
        if let Some(Value::Array(required)) = schema.shift_remove("required") {
            let new = required.into_iter().filter(|name| !self.required.contains(name));
            self.required.extend(new.collect::<Vec<_>>());
        }
        let others = schema.shift_remove("additionalProperties");
        self.others = self.others.take().or(others);
    }

    pub(super) fn into_schema(self) -> Value {
        let mut schema = Map::from_iter([("type".to_owned(), "object".into())]);
        if !self.properties.is_empty() {
            schema.insert("properties".to_owned(), self.properties.into());
        }
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.into());
        }
        schema.extend(self.others.map(|others| ("additionalProperties".to_owned(), others)));
        schema.into()
    }
}

/// The schema of JSON within a form, which has the media type, too; [`encoding`](super::encoding) reads it.
fn json(mut schema: Value) -> Value {
    set(&mut schema, &[(MEDIA_TYPE, Literal::Text(JSON))]);
    schema
}

/// The schema of a file within a form: tools look for `format`, and OpenAPI 3.1 means the media type.
fn file() -> Value {
    json!({ "type": "string", "format": "binary", "contentMediaType": "application/octet-stream" })
}
