//! The schemas of a document, once all types are described.

use serde_json::{Map, Value, json};

use super::components::component_of;
use super::field::set;

/// The components of a document by name.
pub(super) struct Schemas(pub(super) Map<String, Value>);

/// What a parameter or a part of a form looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Scalar,
    List,
    /// A list of objects, or of lists.
    ListOfShapes,
    Object,
}

impl Schemas {
    /// The schema itself, where there is a reference.
    pub(super) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        // A component that is a reference to itself is no schema; this ends all the same.
        for _ in 0..16 {
            match component_of(schema).and_then(|name| self.0.get(name)) {
                Some(component) => schema = component,
                None => break,
            }
        }
        schema
    }

    pub(super) fn shape(&self, schema: &Value) -> Shape {
        let schema = self.resolve(schema);
        let is = |name| schema.get("type").is_some_and(|ty| ty == name);
        if is("array") {
            let items = schema.get("items").map(|items| self.shape(items));
            match items {
                None | Some(Shape::Scalar) => Shape::List,
                Some(_) => Shape::ListOfShapes,
            }
        } else if is("object") || schema.get("properties").is_some() {
            Shape::Object
        } else {
            Shape::Scalar
        }
    }

    /// The first paragraph of what is said about a type.
    pub(super) fn summary(&self, schema: &Value) -> Option<String> {
        let docs = self.resolve(schema).get("description")?.as_str()?;
        let first = docs.split("\n\n").next()?;
        (!first.is_empty()).then(|| first.replace('\n', " "))
    }

    /// Adds members to the `oneOf` of a component, each once. Of any other schema, it makes one of several.
    pub(super) fn with_members(&mut self, schema: Value, members: Vec<Value>) -> Value {
        let component = component_of(&schema).map(str::to_owned);
        let known = component.and_then(|name| self.0.get_mut(&name));
        match known.and_then(|known| known.get_mut("oneOf")).and_then(Value::as_array_mut) {
            Some(known) => {
                let new = members.into_iter().filter(|member| !known.contains(member));
                let new: Vec<_> = new.collect();
                known.extend(new);
                schema
            }
            None => one_of([schema].into_iter().chain(members)),
        }
    }
}

/// The one schema, or one of several.
pub(super) fn one_of(schemas: impl IntoIterator<Item = Value>) -> Value {
    alternatives("oneOf", schemas)
}

/// The one schema, or any of several.
pub(super) fn any_of(schemas: impl IntoIterator<Item = Value>) -> Value {
    alternatives("anyOf", schemas)
}

fn alternatives(keyword: &str, schemas: impl IntoIterator<Item = Value>) -> Value {
    let mut different: Vec<Value> = Vec::new();
    for schema in schemas {
        if !different.contains(&schema) {
            different.push(schema);
        }
    }
    match <[Value; 1]>::try_from(different) {
        Ok([only]) => only,
        Err(different) => json!({ keyword: different }),
    }
}

/// The schema without `null`, and whether it had it. A parameter is sent or not, and never `null`.
pub(super) fn without_null(mut schema: Value) -> (Value, bool) {
    let null = json!("null");
    if let Some(types) = schema.get_mut("type").and_then(Value::as_array_mut) {
        let had_null = types.contains(&null);
        types.retain(|ty| *ty != null);
        if let [only] = types.as_slice() {
            let only = only.clone();
            set(&mut schema, "type", only);
        }
        return (schema, had_null);
    }
    let is_null = |schema: &Value| schema.get("type") == Some(&null);
    match schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        Some(members) if members.iter().any(is_null) => {
            members.retain(|member| !is_null(member));
            let members = std::mem::take(members);
            (any_of(members), true)
        }
        _ => (schema, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_is_taken_out_of_both_of_its_forms() {
        let schema = json!({ "type": ["string", "null"] });
        assert_eq!(without_null(schema), (json!({ "type": "string" }), true));
        let schema = json!({ "anyOf": [{ "$ref": "#/x" }, { "type": "null" }] });
        assert_eq!(without_null(schema), (json!({ "$ref": "#/x" }), true));
        let schema = json!({ "type": "string" });
        assert_eq!(without_null(schema.clone()), (schema, false));
    }

    #[test]
    fn equal_alternatives_are_one() {
        assert_eq!(one_of([json!({}), json!({})]), json!({}));
        assert_eq!(any_of([json!(1), json!(2), json!(1)]), json!({ "anyOf": [1, 2] }));
    }

    #[test]
    fn a_component_that_refers_to_itself_ends() {
        let of_itself = json!({ "$ref": "#/components/schemas/A" });
        let schemas = Schemas([("A".to_owned(), of_itself.clone())].into_iter().collect());
        assert_eq!(schemas.resolve(&of_itself), &of_itself);
        assert_eq!(schemas.shape(&of_itself), Shape::Scalar);
    }
}
