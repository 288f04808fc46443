//! The calls that `spec_mock` makes send every field of a request that the published document has, in every alternative of
//! a union, and every parameter of a query; and each operation is called with only what it requires as well.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::rc::Rc;

use jsonschema::Validator;
use schematic_api::Method;
use schematic_openai::*;
use schematic_tests::scripted::{Scripted, Sent};
use serde_json::{Map, Value, json};

use crate::round_trip::published;
use crate::spec_mock::call_all;

#[tokio::test]
async fn every_field_of_a_request_in_the_document_is_sent() {
    let Some(path) = published("assistants-strict.json") else { return };
    let document = Document::parse(&fs::read_to_string(path).expect("a text"));
    let transport = Scripted::always("{}");
    let builder = OpenAi::builder().base_url("http://127.0.0.1").credential("sk-1").retries(0);
    let openai = builder.transport(transport.clone()).build().expect("a client");
    call_all(&openai).await;
    let (mut described, mut met) = (BTreeSet::new(), BTreeSet::new());
    for operation in &document.operations {
        document.all_paths(operation, &mut described);
    }
    let mut called_barely = BTreeSet::new();
    for sent in transport.sent() {
        let operation = document.operation(&sent);
        let is_bare = document.sent_paths(operation, &sent, &mut met);
        called_barely.extend(is_bare.then_some(&operation.route));
    }
    let missing: Vec<_> = described.difference(&met).collect();
    assert!(missing.is_empty(), "never sent: {missing:#?}");
    assert_eq!(met, described, "what is sent is described");
    let routes: BTreeSet<&String> = document.operations.iter().map(|one| &one.route).collect();
    let never: Vec<_> = routes.difference(&called_barely).collect();
    assert!(never.is_empty(), "never called with only what is required: {never:#?}");
    assert!(described.len() > 300, "only {} fields", described.len());
    println!("{} fields of {} operations, all of them sent", described.len(), routes.len());
}

/// The operations of the document, and the schemas that they refer to.
struct Document {
    operations: Vec<Operation>,
    schemas: Map<String, Value>,
    /// The checks of the members of unions, by their schemas.
    validators: RefCell<BTreeMap<String, Rc<Validator>>>,
}

struct Operation {
    /// The method and the path.
    route: String,
    query: Vec<String>,
    /// The schema of the body.
    body: Option<Value>,
}

impl Document {
    fn parse(text: &str) -> Self {
        // A word of another version of JSON Schema. It stands in `CompoundFilter`, and means that schema.
        let text = text.replace(
            r##""$recursiveRef": "#""##,
            r##""$ref": "#/components/schemas/CompoundFilter""##,
        );
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let schemas = document["components"]["schemas"].as_object().expect("schemas").clone();
        let paths = document["paths"].as_object().expect("paths");
        let operations = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().expect("methods").iter();
            methods.filter(|(name, _)| *name != "parameters").map(move |(method, operation)| {
                Operation::parse(&format!("{} {path}", method.to_uppercase()), operation)
            })
        });
        Self { operations: operations.collect(), schemas, validators: RefCell::default() }
    }

    /// Returns the operation with the fewest parameters that a request fits.
    fn operation(&self, sent: &Sent) -> &Operation {
        let path = sent.target().split('?').next().unwrap_or_default();
        let fitting = self.operations.iter().filter(|one| one.fits(&sent.method, path));
        fitting.min_by_key(|one| one.route.matches('{').count()).expect(path)
    }

    /// Adds the paths of all fields of an operation.
    fn all_paths(&self, operation: &Operation, paths: &mut BTreeSet<String>) {
        paths.extend(operation.query.iter().map(|name| operation.parameter(name)));
        if let Some(body) = &operation.body {
            Walk { document: self, paths, within: Vec::new() }.schema(body, None, &operation.route);
        }
    }

    /// Adds the paths of the fields that a request has, and returns whether it has only those that are required.
    fn sent_paths(&self, operation: &Operation, sent: &Sent, paths: &mut BTreeSet<String>) -> bool {
        let query = url::form_urlencoded::parse(sent.query().as_bytes());
        let query: Vec<String> = query.map(|(name, _)| operation.parameter(&name)).collect();
        let has_query = !query.is_empty();
        paths.extend(query);
        let Some(body) = &operation.body else {
            assert!(sent.body.is_empty(), "{}", operation.route);
            return !has_query;
        };
        let value = body_of(sent);
        let mut walk = Walk { document: self, paths, within: Vec::new() };
        walk.schema(body, Some(&value), &operation.route);
        !has_query && self.is_bare(body, &value)
    }

    /// Whether an object has only the fields that its schema requires.
    fn is_bare(&self, schema: &Value, value: &Value) -> bool {
        let schema = self.resolve(schema).map_or(schema, |(_, schema)| schema);
        let names = |schema: &Value| -> BTreeSet<String> {
            serde_json::from_value(schema["required"].clone()).unwrap_or_default()
        };
        let sent: BTreeSet<String> =
            value.as_object().expect("an object").keys().cloned().collect();
        match schema["anyOf"].as_array() {
            Some(choices) => choices.iter().any(|choice| names(choice) == sent),
            None => names(schema) == sent,
        }
    }

    /// Returns the schema that another refers to, and its name.
    fn resolve(&self, schema: &Value) -> Option<(&str, &Value)> {
        let (name, schema) = self.schemas.get_key_value(name_of(schema)?)?;
        Some((name, schema))
    }

    fn validator(&self, schema: &Value) -> Rc<Validator> {
        let compile = || {
            let mut schema = schema.clone();
            schema["components"] = json!({ "schemas": self.schemas });
            Rc::new(jsonschema::draft202012::new(&schema).expect("a schema"))
        };
        let mut known = self.validators.borrow_mut();
        Rc::clone(known.entry(schema.to_string()).or_insert_with(compile))
    }
}

fn name_of(schema: &Value) -> Option<&str> {
    schema["$ref"].as_str()?.rsplit('/').next()
}

impl Operation {
    fn parse(route: &str, operation: &Value) -> Self {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let query = parameters.filter(|parameter| parameter["in"] == "query");
        let name = |parameter: &Value| parameter["name"].as_str().expect("a name").to_owned();
        let content = operation["requestBody"]["content"].as_object();
        let body = content.and_then(|content| content.values().next());
        Self {
            route: route.to_owned(),
            query: query.map(name).collect(),
            body: body.map(|body| body["schema"].clone()),
        }
    }

    fn parameter(&self, name: &str) -> String {
        format!("{} ?{name}", self.route)
    }

    fn fits(&self, method: &Method, path: &str) -> bool {
        let (own_method, own_path) = self.route.split_once(' ').expect("a method and a path");
        let (own, given): (Vec<_>, Vec<_>) =
            (own_path.split('/').collect(), path.split('/').collect());
        own_method == method.as_str()
            && own.len() == given.len()
            && own.iter().zip(&given).all(|(own, given)| own.starts_with('{') || own == given)
    }
}

/// A walk through a schema: through all of it, or through what a value has of it.
struct Walk<'a> {
    document: &'a Document,
    paths: &'a mut BTreeSet<String>,
    /// The named schemas that this part is in, with their paths. One that refers to itself is the same place again.
    within: Vec<(&'a str, String)>,
}

impl<'a> Walk<'a> {
    fn schema(&mut self, schema: &'a Value, value: Option<&Value>, path: &str) {
        let Some((name, named)) = self.document.resolve(schema) else {
            return self.own(schema, value, path);
        };
        let known = self.within.iter().find(|(other, _)| *other == name).cloned();
        match (known, value) {
            (Some(_), None) => {}
            (Some((_, first)), Some(_)) => self.own(named, value, &first),
            (None, _) => {
                self.within.push((name, path.to_owned()));
                self.own(named, value, path);
                self.within.pop();
            }
        }
    }

    /// A schema that does not refer to another.
    fn own(&mut self, schema: &'a Value, value: Option<&Value>, path: &str) {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.schema(part, value, path);
        }
        for word in ["anyOf", "oneOf"] {
            let members = schema[word].as_array().into_iter().flatten();
            // What has no type restricts the schema that it is part of.
            let typed = members.filter(|one| name_of(one).is_some() || one["type"].is_string());
            self.union(typed.filter(|one| one["type"] != "null").collect(), value, path);
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            self.child(property, value.map(|value| value.get(name)), &format!("{path}.{name}"));
        }
        if schema["additionalProperties"].is_object() {
            let values =
                value.map(|value| value.as_object().into_iter().flatten().map(|(_, it)| it));
            self.children(&schema["additionalProperties"], values, &format!("{path}.*"));
        }
        if schema["items"].is_object() {
            let items = value.map(|value| value.as_array().into_iter().flatten());
            self.children(&schema["items"], items, &format!("{path}[]"));
        }
    }

    /// What all parts of a value have in common.
    fn children<'v>(
        &mut self,
        schema: &'a Value,
        values: Option<impl Iterator<Item = &'v Value>>,
        path: &str,
    ) {
        match values {
            None => self.child(schema, None, path),
            Some(values) => values.for_each(|value| self.child(schema, Some(Some(value)), path)),
        }
    }

    /// A part of a schema, unless the value does not have it.
    fn child(&mut self, schema: &'a Value, value: Option<Option<&Value>>, path: &str) {
        let value = match value {
            Some(None) => return,
            Some(Some(value)) => Some(value),
            None => None,
        };
        self.paths.insert(path.to_owned());
        self.schema(schema, value, path);
    }

    fn union(&mut self, members: Vec<&'a Value>, value: Option<&Value>, path: &str) {
        if let [only] = members[..] {
            return self.schema(only, value, path);
        }
        for (number, member) in members.iter().enumerate() {
            if value.is_none_or(|value| self.document.validator(member).is_valid(value)) {
                let label = name_of(member).or(member["type"].as_str()).unwrap_or_default();
                self.child(member, value.map(Some), &format!("{path}<{number} {label}>"));
            }
        }
    }
}

/// The body as one value; one of several parts as an object of texts.
fn body_of(sent: &Sent) -> Value {
    let kind = sent.header("content-type").expect("a content type");
    let Some((_, boundary)) = kind.split_once("boundary=") else {
        return serde_json::from_slice(&sent.body).expect("JSON");
    };
    let text = String::from_utf8_lossy(&sent.body);
    let mut parts: BTreeMap<&str, Value> = BTreeMap::new();
    for part in text.split(boundary).filter(|part| part.contains(" name=")) {
        let name = part.split('"').nth(1).expect("a name");
        match name.split_once('[') {
            None => drop(parts.insert(name, json!("text"))),
            Some((outer, inner)) => {
                parts.entry(outer).or_insert(json!({}))[inner.trim_end_matches(']')] =
                    json!("text");
            }
        }
    }
    json!(parts)
}
