//! The published document of the Assistants API, as far as it describes replies and events, and a check against it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::{ValidationError, Validator};
use serde_json::{Map, Value, json};

/// The schemas of replies and events.
pub struct Document {
    /// The name of a schema by method and path template, such as `GET /threads/{thread_id}`.
    replies: BTreeMap<String, String>,
    /// The name of a schema by event.
    events: BTreeMap<String, String>,
    schemas: Map<String, Value>,
    /// The checks of replies and events, by the name of the schema.
    validators: BTreeMap<String, Validator>,
}

/// Our copy, and the document itself if it is there.
pub static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    [Some(Document::copy()), Document::published()].into_iter().flatten().collect()
});

impl Document {
    fn new(
        replies: BTreeMap<String, String>,
        events: BTreeMap<String, String>,
        schemas: Map<String, Value>,
    ) -> Self {
        let error = &"ErrorResponse".to_owned();
        let names = replies.values().chain(events.values()).chain([error]);
        let validators = validators(names.collect::<BTreeSet<_>>().into_iter(), &schemas);
        Self { replies, events, schemas, validators }
    }

    /// Reads our copy, which has the structure of the schemas without their descriptions.
    ///
    /// # Panics
    ///
    /// Panics if the copy has another form.
    #[must_use]
    pub fn copy() -> Self {
        let copy: Value =
            serde_json::from_str(include_str!("../wire/assistants.json")).expect("JSON");
        let schemas = copy["schemas"].as_object().expect("schemas").clone();
        Self::new(names(&copy["replies"]), names(&copy["events"]), schemas)
    }

    /// Reads the document itself, if it is available beside the checkout; otherwise prints why it is not.
    ///
    /// # Panics
    ///
    /// Panics if the document is there, but has another form.
    #[must_use]
    pub fn published() -> Option<Self> {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/spec/assistants-strict.json");
        let Ok(text) = fs::read_to_string(&path) else {
            println!("skipped: {} is not there", path.display());
            return None;
        };
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let schemas = document["components"]["schemas"].as_object().expect("schemas").clone();
        let operations =
            document["paths"].as_object().expect("paths").iter().flat_map(|(path, operations)| {
                let operations = operations.as_object().expect("operations");
                operations.iter().map(move |(method, operation)| {
                    (format!("{} {path}", method.to_uppercase()), operation)
                })
            });
        let reply = |operation: &Value| {
            referred(operation.pointer("/responses/200/content/application~1json/schema")?)
                .map(str::to_owned)
        };
        let replies =
            operations.filter_map(|(route, operation)| Some((route, reply(operation)?))).collect();
        Some(Self::new(replies, events(&schemas), schemas))
    }

    /// Returns the schemas that replies and events of these routes lead to, without their descriptions.
    #[must_use]
    pub fn structure(&self, of: &Self) -> BTreeMap<String, Value> {
        of.schemas.keys().map(|name| (name.clone(), structure(&self.schemas[name]))).collect()
    }

    /// Returns whether both documents have the same schemas for the replies and events of `other`.
    #[must_use]
    pub fn has_routes_of(&self, other: &Self) -> bool {
        let routes =
            other.replies.iter().all(|(route, name)| self.replies.get(route) == Some(name));
        routes && other.events == self.events
    }

    /// Returns what is wrong with a reply, one line each.
    ///
    /// # Panics
    ///
    /// Panics if the document does not know the route.
    #[must_use]
    pub fn faults_of_reply(
        &self,
        method: &str,
        path: &str,
        status: u16,
        reply: &Value,
    ) -> Vec<String> {
        let schema = match status {
            200 => self.route(method, path),
            _ => "ErrorResponse",
        };
        let mut faults = self.faults(schema, reply);
        // The document forgets that an empty page has neither a first nor a last item.
        if reply["data"] == json!([]) {
            faults.retain(|fault| !fault.contains("_id: null is not of type"));
        }
        faults
    }

    /// Returns what is wrong with the data of an event, one line each.
    ///
    /// # Panics
    ///
    /// Panics if the document does not know the event.
    #[must_use]
    pub fn faults_of_event(&self, name: &str, data: &Value) -> Vec<String> {
        self.faults(self.events.get(name).unwrap_or_else(|| panic!("no event {name}")), data)
    }

    /// Returns the schema of the route that fits a path with the fewest parameters.
    fn route(&self, method: &str, path: &str) -> &str {
        let fits = |route: &str| {
            let template = route.strip_prefix(method)?.strip_prefix(' ')?;
            let (mut parts, mut count) = (path.split('/'), 0);
            for part in template.split('/') {
                let given = parts.next()?;
                match part.starts_with('{') {
                    true => count += 1,
                    false if part == given => {}
                    false => return None,
                }
            }
            parts.next().is_none().then_some(count)
        };
        let routes = self.replies.iter().filter_map(|(route, name)| Some((fits(route)?, name)));
        routes.min().map_or_else(|| panic!("no route {method} {path}"), |(_, name)| name)
    }

    fn faults(&self, schema: &str, value: &Value) -> Vec<String> {
        let validator = &self.validators[schema];
        let fault =
            |error: ValidationError<'_>| format!("{schema}{}: {error}", error.instance_path());
        validator.iter_errors(value).map(fault).collect()
    }
}

/// Compiles each of the schemas, which refer to each other.
fn validators<'a>(
    names: impl Iterator<Item = &'a String>,
    schemas: &Map<String, Value>,
) -> BTreeMap<String, Validator> {
    let compile = |name: &str| {
        let reference = format!("#/components/schemas/{name}");
        let schema = json!({ "$ref": reference, "components": { "schemas": schemas } });
        jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    names.map(|name| (name.clone(), compile(name))).collect()
}

/// What says nothing about the form of a value.
const ANNOTATIONS: &[&str] = &[
    "default",
    "discriminator",
    "example",
    "x-oaiTypeLabel",
    "x-oaiMeta",
    "title",
    "format",
    "x-stainless-const",
    "deprecated",
    "description",
];

fn names(object: &Value) -> BTreeMap<String, String> {
    serde_json::from_value(object.clone()).expect("names of schemas")
}

/// Returns the schema by event, from the union of all events.
fn events(schemas: &Map<String, Value>) -> BTreeMap<String, String> {
    let resolve =
        |schema: &Value| referred(schema).map_or(schema.clone(), |name| schemas[name].clone());
    let groups = list(&schemas["AssistantStreamEvent"]["oneOf"]).iter().map(resolve);
    let events = groups.flat_map(|group| match group.get("oneOf") {
        Some(events) => list(events).iter().map(resolve).collect(),
        None => vec![group],
    });
    let named = |event: Value| {
        let properties = &event["properties"];
        let name = properties["event"]["enum"][0].as_str()?.to_owned();
        Some((name, referred(&properties["data"])?.to_owned()))
    };
    events.filter_map(named).collect()
}

fn structure(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => items.iter().map(structure).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| !ANNOTATIONS.contains(&name.as_str()));
            let kept = kept.map(|(name, value)| match (name.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    let all =
                        properties.iter().map(|(name, schema)| (name.clone(), structure(schema)));
                    (name.clone(), Value::Object(all.collect()))
                }
                _ => (name.clone(), structure(value)),
            });
            Value::Object(kept.collect())
        }
        other => other.clone(),
    }
}

/// Returns the name of the schema that another refers to.
fn referred(schema: &Value) -> Option<&str> {
    name_in(schema.get("$ref")?)
}

fn name_in(reference: &Value) -> Option<&str> {
    reference.as_str()?.rsplit('/').next()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
