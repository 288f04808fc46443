//! The schemas of objects and of forms.

use std::any::type_name;

use serde_json::{Map, Value, json};

use super::components::Components;
use super::form::{JSON, MEDIA_TYPE};
use super::question::Describe;
use super::schema::nullable;
use super::table::{self, Row, Table};

/// The schema of the object `T`, which is a component.
pub fn object<T: ?Sized>(components: &mut Components, table: &str, types: &[Describe]) -> Value {
    table::describe(components, type_name::<T>(), (table, types), of_table)
}

fn of_table(components: &mut Components, table: &mut Table<'_>) -> Value {
    let mut object = Properties::default();
    for (name, value) in table.row.named("constants") {
        object.require(name, json!({ "type": "string", "const": value }));
    }
    for field in table.row.rows("fields") {
        object.add(&field, table, components);
    }
    object.into_schema()
}

/// Whether a field has to be there, and whether it may be `null`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    /// It is always there, and never `null`.
    Required,
    /// It is always there.
    RequiredOrNull,
    /// It may be absent.
    Optional,
    /// It may be absent or `null`.
    OptionalOrNull,
}

impl Presence {
    fn of(field: &Row) -> Self {
        match field.text("is") {
            "required" => Self::Required,
            "required or null" => Self::RequiredOrNull,
            "optional or null" => Self::OptionalOrNull,
            _ => Self::Optional,
        }
    }
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

    fn add(&mut self, field: &Row, table: &mut Table<'_>, components: &mut Components) {
        let (name, presence) = (field.text("name"), Presence::of(field));
        let mut schema = match field.text("as") {
            "flattened" => {
                let definition = table.types.next(field, components);
                return self.add_all(&definition, presence, components);
            }
            "unknown" => components.untyped_as(&format!("{}.{name}", table.name)),
            "file" => file(),
            "files" => json!({ "type": "array", "items": file() }),
            "json" => as_json(table.types.next(field, components)),
            _ => table.types.next(field, components),
        };
        if matches!(presence, Presence::RequiredOrNull | Presence::OptionalOrNull) {
            schema = nullable(schema);
        }
        field.say(&mut schema);
        if matches!(presence, Presence::Required | Presence::RequiredOrNull) {
            self.require(name, schema);
        } else {
            self.properties.insert(name.to_owned(), schema);
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

/// The schema of JSON within a form, which has the media type, too; [`Components::encoding`] reads it.
fn as_json(mut schema: Value) -> Value {
    if let Value::Object(schema) = &mut schema {
        schema.insert(MEDIA_TYPE.to_owned(), JSON.into());
    }
    schema
}

/// The schema of a file within a form: tools look for `format`, and OpenAPI 3.1 means the media type.
fn file() -> Value {
    json!({ "type": "string", "format": "binary", "contentMediaType": "application/octet-stream" })
}
