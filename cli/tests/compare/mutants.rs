//! Documents that differ from another one in one thing.

use crate::schemas::{keys, reached};
use schematic_cli::facts::{Aspect, Fact, Part};
use serde_json::{Value, json};

/// A document with one change, and what shall be found of it.
pub(crate) struct Mutant {
    /// Where it is changed, and how.
    pub(crate) name: String,
    place: String,
    edit: Box<dyn Fn(&mut Value)>,
    /// Whether a difference is the one.
    pub(crate) is_it: Box<dyn Fn(&Fact) -> bool>,
    /// How many differences it makes, where the changed part is used once.
    pub(crate) count: usize,
}

impl Mutant {
    /// The changed document.
    pub(crate) fn of(&self, original: &Value) -> Value {
        let mut document = original.clone();
        (self.edit)(document.pointer_mut(&self.place).expect("the place is there"));
        assert_ne!(&document, original, "{}", self.name);
        document
    }
}

/// All mutants of a document.
pub(crate) fn all(document: &Value) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for place in reached(document) {
        mutants.extend(of_schema(document, &place));
    }
    for path in keys(document, "/paths") {
        for operation in keys(document, &path).iter().filter(|it| !it.ends_with("/parameters")) {
            mutants.extend(of_operation(document, operation));
        }
    }
    mutants
}

/// A place that is changed.
struct Change {
    place: String,
}

impl Change {
    /// The document after an edit of what is at the place.
    fn mutant(
        &self,
        name: &str,
        edit: impl Fn(&mut Value) + 'static,
        count: usize,
        is_it: impl Fn(&Fact) -> bool + 'static,
    ) -> Mutant {
        let (name, place) = (format!("{name} at {}", self.place), self.place.clone());
        Mutant { name, place, edit: Box::new(edit), is_it: Box::new(is_it), count }
    }
}

fn of_schema(document: &Value, place: &str) -> Vec<Mutant> {
    let change = Change { place: place.to_owned() };
    let mut mutants = Vec::new();
    let node = document.pointer(place).expect("the place is there");
    let fields = node["properties"].as_object().map_or(0, serde_json::Map::len);
    for (name, schema) in node["properties"].as_object().into_iter().flatten() {
        // A tag is a part of the union, and in a stream, so are these two.
        let is_event =
            node["properties"].get("data").is_some() && ["event", "data"].contains(&name.as_str());
        if !is_tag(schema) && !is_event {
            mutants.extend(of_property(&change, name, schema, fields));
        }
    }
    if node["oneOf"].as_array().is_some_and(|members| members.len() > 2) {
        let remove = |schema: &mut Value| {
            schema["oneOf"].as_array_mut().expect("a list").remove(1);
        };
        mutants.push(change.mutant("a member less", remove, 1, |fact| {
            matches!(fact.aspect, Aspect::Present(Part::Member | Part::Event))
        }));
    }
    if is_plain(&node["items"]) {
        let edit = |schema: &mut Value| schema["items"] = other(&schema["items"]);
        mutants.push(change.mutant("other items", edit, 1, |fact| {
            fact.aspect == Aspect::Type && fact.place.ends_with("[]")
        }));
    }
    if is_plain(&node["additionalProperties"]) && node.get("properties").is_none() {
        let edit = |schema: &mut Value| {
            schema["additionalProperties"] = other(&schema["additionalProperties"]);
        };
        mutants.push(change.mutant("other values", edit, 1, |fact| {
            fact.aspect == Aspect::Type && fact.place.ends_with("{}")
        }));
    }
    mutants
}

fn of_property(change: &Change, name: &str, schema: &Value, siblings: usize) -> Vec<Mutant> {
    let end = format!(".{name}");
    let at = |aspect: fn(&Aspect) -> bool| {
        let end = end.clone();
        move |fact: &Fact| fact.place.ends_with(&end) && aspect(&fact.aspect)
    };
    let edit = |value: Value| {
        let name = name.to_owned();
        move |object: &mut Value| object["properties"][&name] = value.clone()
    };
    let owned = name.to_owned();
    let toggle = move |object: &mut Value| require(object, &owned, !is_required(object, &owned));
    let is_required = at(|aspect| *aspect == Aspect::Required);
    let mut mutants = vec![change.mutant("otherwise required", toggle, 1, is_required)];
    // Without any, it is an object of another kind.
    if siblings > 1 {
        let owned = name.to_owned();
        let remove = move |object: &mut Value| {
            require(object, &owned, false);
            object["properties"].as_object_mut().expect("an object").remove(&owned);
        };
        let is_absent = at(|aspect| matches!(aspect, Aspect::Present(Part::Field(_))));
        mutants.push(change.mutant("a field less", remove, 1, is_absent));
    }
    if is_plain(schema) {
        mutants.push(change.mutant(
            "another type",
            edit(other(schema)),
            1,
            at(|it| *it == Aspect::Type),
        ));
        let mut nullable = schema.clone();
        nullable["type"] = json!([schema["type"], "null"]);
        mutants.push(change.mutant("null, too", edit(nullable), 1, at(|it| *it == Aspect::Null)));
    }
    if schema.get("default").is_some_and(|default| !default.is_null())
        && schema.get("type").is_some()
    {
        let mut without = schema.clone();
        without.as_object_mut().expect("an object").remove("default");
        mutants.push(change.mutant(
            "no default",
            edit(without),
            1,
            at(|it| *it == Aspect::Default),
        ));
    }
    let values = schema["enum"].as_array().map_or(0, Vec::len);
    if values > 1 && schema.get("nullable").is_none() {
        let mut renamed = schema.clone();
        renamed["enum"][1] = match &schema["enum"][1] {
            Value::Number(_) => json!(1_000_003),
            _ => json!("another value"),
        };
        let is_it = at(|it| matches!(it, Aspect::Value(..)));
        mutants.push(change.mutant("another value", edit(renamed), 2, is_it));
    }
    mutants
}

fn of_operation(document: &Value, place: &str) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for parameter in keys(document, &format!("{place}/parameters")) {
        mutants.extend(of_parameter(document, &parameter));
    }
    let body = format!("{place}/requestBody");
    if document.pointer(&body).is_some_and(|body| body.get("content").is_some()) {
        let change = Change { place: body };
        let edit = |body: &mut Value| {
            let required = body["required"].as_bool().unwrap_or_default();
            body["required"] = (!required).into();
        };
        mutants.push(change.mutant("otherwise required", edit, 1, |fact| {
            fact.place.ends_with(" body") && fact.aspect == Aspect::Required
        }));
    }
    let content: Vec<_> = keys(document, &format!("{place}/responses"))
        .into_iter()
        .map(|reply| format!("{reply}/content"))
        .filter(|content| document.pointer(content).is_some())
        .collect();
    for place in content {
        let change = Change { place };
        let edit = |content: &mut Value| {
            let content = content.as_object_mut().expect("an object");
            let media_type = content.keys().next().expect("a media type").clone();
            let media = content.remove(&media_type).expect("a media type");
            content.insert("application/x-other".to_owned(), media);
        };
        mutants.push(change.mutant("another media type", edit, 2, |fact| {
            fact.aspect == Aspect::Present(Part::MediaType)
        }));
    }
    mutants
}

fn of_parameter(document: &Value, place: &str) -> Vec<Mutant> {
    let change = Change { place: place.to_owned() };
    let parameter = document.pointer(place).expect("the place is there");
    let Some(name) = parameter["name"].as_str().filter(|_| parameter["in"] != "path") else {
        return Vec::new();
    };
    let end = format!(" {name}");
    let required = parameter["required"].as_bool().unwrap_or_default();
    let toggle = move |it: &mut Value| it["required"] = (!required).into();
    let of_name = end.clone();
    let is_required =
        move |fact: &Fact| fact.place.ends_with(&of_name) && fact.aspect == Aspect::Required;
    let new_name = format!("{name}_2");
    let renamed = move |it: &mut Value| it["name"] = new_name.clone().into();
    let is_present = |fact: &Fact| matches!(fact.aspect, Aspect::Present(Part::Parameter(_)));
    let mut mutants = vec![
        change.mutant("otherwise required", toggle, 1, is_required),
        change.mutant("another name", renamed, 2, is_present),
    ];
    // Elsewhere, a list is written otherwise.
    if parameter["in"] == "query" && is_plain(&parameter["schema"]) {
        let elsewhere = |it: &mut Value| it["in"] = "header".into();
        mutants.push(change.mutant("another place", elsewhere, 1, move |fact| {
            fact.place.ends_with(&end) && fact.aspect == Aspect::In
        }));
    }
    mutants
}

/// A type without anything else.
fn is_plain(schema: &Value) -> bool {
    let others =
        ["enum", "const", "default", "format", "nullable", "x-known-values", "contentSchema"];
    matches!(schema["type"].as_str(), Some("string" | "integer" | "number" | "boolean"))
        && !others.iter().any(|key| schema.get(key).is_some())
}

fn other(schema: &Value) -> Value {
    json!({ "type": if schema["type"] == "boolean" { "string" } else { "boolean" } })
}

fn is_tag(schema: &Value) -> bool {
    schema.get("const").is_some() || schema["enum"].as_array().is_some_and(|it| it.len() == 1)
}

fn is_required(object: &Value, name: &str) -> bool {
    object["required"].as_array().is_some_and(|required| required.contains(&json!(name)))
}

fn require(object: &mut Value, name: &str, required: bool) {
    let mut names = object["required"].as_array().cloned().unwrap_or_default();
    names.retain(|known| known != name);
    if required {
        names.push(name.into());
    }
    object["required"] = names.into();
}
