//! The published document, and a transport that holds every reply and event against it; those of a request that names a beta,
//! against the document of the betas.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::pin::Pin;
use std::sync::LazyLock;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;
use jsonschema::Validator;
use schematic_api::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse,
};
use schematic_tests::round_trip::published;
use serde_json::{Map, Value, json};

/// The documents, if they are there.
static DOCUMENT: LazyLock<Option<Document>> =
    LazyLock::new(|| Document::published("anthropic/openapi.json", "RawMessageStreamEvent"));
static BETA: LazyLock<Option<Document>> = LazyLock::new(|| {
    Document::published("anthropic/openapi-beta.json", "BetaRawMessageStreamEvent")
});

struct Document {
    schemas: Map<String, Value>,
    /// The check of a reply, by method and path template.
    replies: BTreeMap<String, Validator>,
    errors: Validator,
    events: Validator,
}

impl Document {
    fn published(file: &str, events: &str) -> Option<Self> {
        let text = fs::read_to_string(published(file)?).expect("a document");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let schemas = document["components"]["schemas"].as_object().expect("schemas").clone();
        let compile = |schema: &Value| {
            let mut schema = schema.clone();
            schema["components"] = json!({ "schemas": schemas });
            jsonschema::draft202012::new(&schema).expect("a schema")
        };
        let named =
            |name: &str| compile(&json!({ "$ref": format!("#/components/schemas/{name}") }));
        let mut replies = BTreeMap::new();
        let paths = document["paths"].as_object().expect("paths");
        let parts = ["/v1/messages", "/v1/models", "/v1/files", "/v1/skills"];
        let is_ours = |path: &str| parts.iter().any(|part| path.starts_with(part));
        for (path, operations) in paths.iter().filter(|(path, _)| is_ours(path)) {
            for (method, operation) in operations.as_object().expect("operations") {
                let content =
                    operation.pointer("/responses/200/content").and_then(Value::as_object);
                let of_type =
                    |name: &str| content.and_then(|content| content.get(name)?.get("schema"));
                let schema = of_type("application/json").or_else(|| of_type("application/x-jsonl"));
                if let Some(schema) = schema {
                    replies.insert(format!("{} {path}", method.to_uppercase()), compile(schema));
                }
            }
        }
        let (errors, events) = (named("ErrorBody"), named(events));
        Some(Self { schemas, replies, errors, events })
    }

    /// Returns the check of a reply of the route that fits a path with the fewest parameters.
    fn reply(&self, method: &str, path: &str) -> Option<&Validator> {
        let fits = |route: &str| {
            let template = route.strip_prefix(method)?.strip_prefix(' ')?;
            let (template, path) = (template.split('/'), path.split('/').collect::<Vec<_>>());
            let template: Vec<_> = template.collect();
            let same = |(part, given): (&&str, &&str)| part.starts_with('{') || part == given;
            (template.len() == path.len() && template.iter().zip(&path).all(same))
                .then(|| template.iter().filter(|part| part.starts_with('{')).count())
        };
        let routes = self.replies.iter().filter_map(|(route, check)| Some((fits(route)?, check)));
        routes.min_by_key(|(parameters, _)| *parameters).map(|(_, check)| check)
    }
}

fn check(validator: &Validator, value: &Value, what: &str) {
    let faults: Vec<_> = validator
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{what}: {faults:#?}\n{value:#}");
}

/// A transport that passes everything on, and panics at the first reply or event that does not fit the document.
pub(crate) struct Watching<T>(pub(crate) T);

impl<T: Transport> Transport for Watching<T> {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let (method, path) = (request.method.to_string(), request.url.path().to_owned());
        let is_beta = request.headers.contains_key("anthropic-beta");
        Box::pin(async move {
            let mut response = self.0.send(request).await?;
            let kind = response.headers.get("content-type").and_then(|kind| kind.to_str().ok());
            let (status, kind) = (response.status.as_u16(), kind.unwrap_or_default().to_owned());
            let body = std::mem::replace(&mut response.body, Vec::new().into());
            response.body = ResponseBody::stream(Watch {
                body,
                seen: Vec::new(),
                method,
                path,
                is_beta,
                status,
                kind,
            });
            Ok(response)
        })
    }
}

/// A body, and what has been seen of it.
struct Watch {
    body: ResponseBody,
    seen: Vec<u8>,
    method: String,
    path: String,
    is_beta: bool,
    status: u16,
    kind: String,
}

impl Watch {
    fn end(&self) {
        let Some(document) = &**(if self.is_beta { &BETA } else { &DOCUMENT }) else { return };
        let what = format!("{} {} {}", self.method, self.path, self.status);
        let text = String::from_utf8_lossy(&self.seen);
        let decode = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
        match self.kind.as_str() {
            "text/event-stream" => {
                text.split("\n\n").for_each(|frame| check_event(document, frame))
            }
            "application/octet-stream" => {}
            kind => {
                let validator = match self.status {
                    200 => document
                        .reply(&self.method, &self.path)
                        .unwrap_or_else(|| panic!("no route {what}")),
                    _ => &document.errors,
                };
                match kind {
                    "application/x-jsonl" => {
                        text.lines().for_each(|line| check(validator, &decode(line), &what));
                    }
                    _ => check(validator, &decode(&text), &what),
                }
            }
        }
    }
}

/// Checks an event: its name is the type in its data, and the data fit. The document does not have `ping`.
fn check_event(document: &Document, frame: &str) {
    let Some((name, data)) = frame.split_once("\ndata: ") else { return };
    let name = name.strip_prefix("event: ").expect("a name");
    let data: Value = serde_json::from_str(data).expect("JSON");
    assert_eq!(data["type"], name);
    match name {
        "ping" => assert_eq!(data, json!({ "type": "ping" })),
        "error" => check(&document.errors, &data, name),
        _ => check(&document.events, &data, name),
    }
}

impl Stream for Watch {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.body).poll_next(context));
        match &chunk {
            Some(Ok(chunk)) => self.seen.extend_from_slice(chunk),
            _ => self.end(),
        }
        Poll::Ready(chunk)
    }
}

/// Returns what a schema says about the form of a value, as the emulator's copy has it.
fn structure(schema: &Value) -> Value {
    const KEPT: &[&str] = &[
        "$ref",
        "additionalProperties",
        "anyOf",
        "const",
        "enum",
        "items",
        "oneOf",
        "properties",
        "required",
        "type",
    ];
    match schema {
        Value::Array(items) => items.iter().map(structure).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| KEPT.contains(&name.as_str()));
            let kept = kept.map(|(name, value)| match (name.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    let all =
                        properties.iter().map(|(name, schema)| (name.clone(), structure(schema)));
                    (name.clone(), Value::Object(all.collect()))
                }
                ("$ref", Value::String(target)) => {
                    (name.clone(), target.trim_start_matches("#/components/schemas/").into())
                }
                _ => (name.clone(), structure(value)),
            });
            Value::Object(kept.collect())
        }
        other => other.clone(),
    }
}

/// Adds the names of the schemas that another refers to.
fn referred(schema: &Value, names: &mut BTreeSet<String>, schemas: &Map<String, Value>) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| referred(item, names, schemas)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(target) if name == "$ref" => {
                        if names.insert(target.clone()) {
                            referred(&structure(&schemas[target]), names, schemas);
                        }
                    }
                    _ => referred(value, names, schemas),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_schemas_of_the_emulator_are_those_of_the_document() {
    let Some(document) = &*DOCUMENT else { return };
    let copy = include_str!("../../../apis/anthropic/src/emulator/requests.json");
    let copy: Map<String, Value> = serde_json::from_str(copy).unwrap();
    let mut names = BTreeSet::new();
    for body in ["MessagesCreateParams", "MessagesCountTokensParams"] {
        referred(&json!({ "$ref": body }), &mut names, &document.schemas);
    }
    assert_eq!(copy.keys().collect::<BTreeSet<_>>(), names.iter().collect());
    for (name, schema) in &copy {
        assert_eq!(*schema, structure(&document.schemas[name]), "{name}");
    }
}

#[test]
fn the_check_of_replies_can_fail() {
    let Some(document) = &*DOCUMENT else { return };
    let count = document.reply("POST", "/v1/messages/count_tokens").unwrap();
    assert!(count.is_valid(&json!({ "input_tokens": 1 })));
    assert!(!count.is_valid(&json!({ "input_tokens": "1" })));
    assert!(!document.errors.is_valid(&json!({ "error": {} })));
    assert!(!document.events.is_valid(&json!({ "type": "message_start" })));
    assert!(document.reply("GET", "/v1/nothing").is_none());
    let Some(betas) = &*BETA else { return };
    let count = betas.reply("POST", "/v1/messages/count_tokens").unwrap();
    assert!(count.is_valid(&json!({ "input_tokens": 1, "context_management": null })));
    assert!(!count.is_valid(&json!({ "input_tokens": 1 })));
}
