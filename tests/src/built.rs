//! Documents built from the schemas of an API's document, to see what becomes of them in our types.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Map, Value, json};

use crate::round_trip::{RoundTrip, published};

/// The kind of document to build.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// Every field; the number selects strings of enums and members of unions.
    Full(usize),
    /// Every field, with `null` where that is allowed.
    Nulls,
    /// Only what is required.
    Required,
}

/// What the schemas of an API do not say.
#[derive(Clone, Copy, Debug)]
pub struct Unsaid {
    /// Fields that are optional in the document, but that the service cannot do without.
    pub needed: &'static [&'static str],
    /// The value at a path, where not any of its type will do.
    pub value: fn(&str) -> Option<Value>,
    /// Corrects an object, by the path of its schema.
    pub object: fn(&str, &mut Map<String, Value>),
}

/// Builds documents from schemas, and records the fields it meets.
#[derive(Debug)]
pub struct Builder {
    schemas: Map<String, Value>,
    unsaid: Unsaid,
    shape: Shape,
    /// After how many turns a choice changes.
    stride: usize,
    /// The fields so far, each as the path from its schema, such as `Run.tools[].type`.
    pub met: BTreeSet<String>,
}

impl Builder {
    /// Reads the schemas of a document, unless it is not available.
    ///
    /// # Panics
    ///
    /// The document has no schemas.
    #[must_use]
    pub fn of(document: &str, unsaid: Unsaid) -> Option<Self> {
        let path = published(document)?;
        let mut document: Value =
            serde_json::from_str(&fs::read_to_string(path).expect("a text")).expect("JSON");
        let Value::Object(schemas) = document["components"]["schemas"].take() else {
            panic!("no schemas")
        };
        Some(Self { schemas, unsaid, shape: Shape::Required, stride: 1, met: BTreeSet::new() })
    }

    /// Builds a document of this kind for every schema, and returns what its type makes of it other than it should.
    pub fn complaints(
        &mut self,
        schemas: &[(&str, RoundTrip)],
        shape: Shape,
        must_be_known: bool,
    ) -> Vec<String> {
        let mut complaints = Vec::new();
        for (name, round_trip) in schemas {
            let document = self.document(name, shape);
            match round_trip(&document.to_string()) {
                Err(error) => complaints.push(format!("{name}: {error}")),
                Ok(decoded) if must_be_known => {
                    let unknown = decoded.first_unknown();
                    complaints.extend(
                        unknown.map(|unknown| format!("{name} has what we do not know: {unknown}")),
                    );
                }
                Ok(_) => {}
            }
        }
        complaints
    }

    /// Builds a document of this kind for a schema.
    pub fn document(&mut self, name: &str, shape: Shape) -> Value {
        self.shape = shape;
        self.named(name)
    }

    fn named(&mut self, name: &str) -> Value {
        let schema = self.schemas[name].clone();
        self.value(&schema, name)
    }

    fn value(&mut self, schema: &Value, path: &str) -> Value {
        if let Some(name) = reference(schema) {
            return self.named(name);
        }
        if self.shape == Shape::Nulls && self.is_nullable(schema) {
            return Value::Null;
        }
        // Alternatives without their own types only restrict the schema they are part of.
        for word in ["anyOf", "oneOf", "allOf"] {
            let alternatives = schema[word].as_array().into_iter().flatten();
            let typed: Vec<&Value> = alternatives
                .filter(|one| reference(one).is_some() || one["type"].is_string())
                .collect();
            let real: Vec<&Value> = typed.into_iter().filter(|one| one["type"] != "null").collect();
            if !real.is_empty() && schema.get("properties").is_none() {
                return self.member(&real, path);
            }
        }
        let open = || schema["x-known-values"].as_array();
        if let Some(words) = schema["enum"].as_array().or_else(open) {
            let words: Vec<&Value> = words.iter().filter(|word| !word.is_null()).collect();
            return words[self.choice(words.len())].clone();
        }
        match schema.get("const") {
            Some(word) => word.clone(),
            None => self.plain(schema, path),
        }
    }

    /// Builds one member of a union. What is chosen within it changes only after all members had their turn, so that each
    /// choice meets every other.
    fn member(&mut self, members: &[&Value], path: &str) -> Value {
        let (chosen, outside) = (members[self.choice(members.len())], self.stride);
        self.stride *= members.len();
        let value = self.value(chosen, path);
        self.stride = outside;
        value
    }

    /// Which of so many to take in this turn.
    fn choice(&self, of: usize) -> usize {
        self.turn() / self.stride % of
    }

    fn plain(&mut self, schema: &Value, path: &str) -> Value {
        if let Some(value) = (self.unsaid.value)(path) {
            return value;
        }
        match kind(schema) {
            Some("array") => json!([self.value(&schema["items"], &format!("{path}[]"))]),
            Some("string") => json!(format!("some {path}")),
            Some("integer") => json!(300 + self.turn()),
            Some("number") => json!(0.25),
            Some("boolean") => json!(self.turn() % 2 == 0),
            _ if schema.get("properties").is_some() => self.object(schema, path),
            _ if schema["additionalProperties"].is_object() => {
                json!({ "some": self.value(&schema["additionalProperties"], path) })
            }
            _ => json!({ "type": "object" }),
        }
    }

    fn object(&mut self, schema: &Value, path: &str) -> Value {
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let path = format!("{path}.{name}");
            if self.shape != Shape::Required
                || required.contains(&name.as_str())
                || self.unsaid.needed.contains(&path.as_str())
            {
                let value = self.value(property, &path);
                object.insert(name.clone(), value);
            }
            self.met.insert(path);
        }
        (self.unsaid.object)(path, &mut object);
        Value::Object(object)
    }

    fn turn(&self) -> usize {
        if let Shape::Full(turn) = self.shape { turn } else { 0 }
    }

    /// Documents express this in six ways.
    fn is_nullable(&self, schema: &Value) -> bool {
        let alternatives =
            ["anyOf", "allOf"].into_iter().filter_map(|word| schema[word].as_array()).flatten();
        let types = schema["type"].as_array().into_iter().flatten();
        schema["nullable"] == true
            || types.into_iter().any(|kind| kind == "null")
            || alternatives.into_iter().any(|one| one["type"] == "null" || one["nullable"] == true)
            || reference(schema).is_some_and(|name| self.is_nullable(&self.schemas[name]))
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.strip_prefix("#/components/schemas/")
}

/// The type, which may stand in a list beside `null`.
fn kind(schema: &Value) -> Option<&str> {
    let types = schema["type"].as_array().into_iter().flatten().filter_map(Value::as_str);
    schema["type"].as_str().or_else(|| types.into_iter().find(|kind| *kind != "null"))
}
