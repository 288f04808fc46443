//! An operation: a line of a declaration, or several of one route.

use serde_json::{Map, Value, json};

use super::build::Build;
use super::declared::Line;
use super::media::{RequestBody, merge_content};
use super::parameter::{Need, Parameter, Place};
use super::response::{self, Responses};
use super::schemas::any_of;
use super::types::Types;
use super::{docs, extension, parameters, security};

/// An operation, before it is written.
pub(super) struct Operation {
    /// The lines, the first of which names it.
    pub(super) lines: Vec<Named>,
    pub(super) tag: &'static str,
    summary: String,
    description: String,
    is_deprecated: bool,
    pub(super) parameters: Vec<Parameter>,
    /// Whether a header with a generated key may be sent.
    has_key: bool,
    body: Option<RequestBody>,
    responses: Responses,
    security: Vec<Value>,
}

/// The name of a line, and what OpenAPI has no words for.
#[derive(PartialEq)]
pub(super) struct Named {
    pub(super) id: &'static str,
    pub(super) facts: Map<String, Value>,
}

impl Operation {
    pub(super) fn of(line: &Line, mut types: Types, build: &mut Build) -> Self {
        let endpoint = line.endpoint;
        let description = docs::text(endpoint.docs());
        Self {
            lines: vec![Named { id: endpoint.id(), facts: extension::of_line(line, build.spec) }],
            tag: endpoint.group(),
            summary: summary(&description),
            description,
            is_deprecated: endpoint.is_deprecated(),
            parameters: parameters::of_line(endpoint, &mut types, build),
            has_key: build.spec.idempotency_header().is_some()
                && !endpoint.method().is_idempotent(),
            body: RequestBody::of(endpoint, &mut types, build),
            responses: response::of_line(endpoint, &mut types, build),
            security: build.security.of_line(endpoint),
        }
    }

    /// Adds another line of the same route. If the two cannot both be said, returns what differs.
    /// `always` is what the client sends with every call.
    pub(super) fn merge(&mut self, mut other: Self, always: &[Parameter]) -> Result<(), String> {
        response::merge(&mut self.responses, &other.responses)?;
        inherit(&mut self.parameters, &other.parameters, always);
        inherit(&mut other.parameters, &self.parameters, always);
        merge_parameters(&mut self.parameters, other.parameters);
        self.body = merge_bodies(self.body.take(), other.body);
        security::merge(&mut self.security, other.security);
        if !other.description.is_empty() && other.description != self.description {
            self.description = [self.description.as_str(), &other.description].join("\n\n");
        }
        self.is_deprecated &= other.is_deprecated;
        self.has_key |= other.has_key;
        self.lines.extend(other.lines);
        Ok(())
    }

    /// The operation as it is written. `id` is its name in the document.
    pub(super) fn into_value(self, id: String, build: &Build, shared: &Shared) -> Value {
        let mut value = Map::new();
        let mut set = |name: &str, said: Option<Value>| {
            value.extend(said.map(|said| (name.to_owned(), said)));
        };
        set("tags", (!self.tag.is_empty()).then(|| json!([self.tag])));
        set("summary", (!self.summary.is_empty()).then(|| self.summary.into()));
        set("description", (!self.description.is_empty()).then(|| self.description.into()));
        set("operationId", Some(id.into()));
        set("deprecated", self.is_deprecated.then(|| true.into()));
        let of_client = shared.references(&self.parameters, self.has_key);
        let own = self.parameters.into_iter().map(Parameter::into_value);
        let parameters: Vec<_> = own.chain(of_client).collect();
        set("parameters", (!parameters.is_empty()).then(|| parameters.into()));
        set("requestBody", self.body.map(RequestBody::into_value));
        let responses = self.responses.into_iter();
        let responses: Map<_, _> =
            responses.map(|(status, it)| (status, it.into_value())).collect();
        set("responses", Some(responses.into()));
        set("security", (self.security != build.security.default).then(|| self.security.into()));
        set("x-schematic", Some(extension(self.lines)));
        value.into()
    }
}

/// The parameters of a client, which operations refer to.
pub(super) struct Shared {
    pub(super) always: Vec<(String, Parameter)>,
    pub(super) key: Option<(String, Parameter)>,
}

impl Shared {
    /// Those of an operation: all but those that it has itself.
    fn references(&self, own: &[Parameter], has_key: bool) -> Vec<Value> {
        let key = self.key.iter().filter(|_| has_key);
        let all = self.always.iter().chain(key);
        let others = all.filter(|(_, it)| !own.iter().any(|own| own.is_named_as(it)));
        others.map(|(key, _)| json!({ "$ref": format!("#/components/parameters/{key}") })).collect()
    }
}

/// The first paragraph, in one line and without its full stop.
fn summary(text: &str) -> String {
    let first = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    first.strip_suffix('.').map(str::to_owned).unwrap_or(first)
}

/// The facts of the lines: together if they are the same for all, or else by line.
fn extension(lines: Vec<Named>) -> Value {
    let mut extension = Map::new();
    let are_equal = lines.windows(2).all(|two| matches!(two, [a, b] if a.facts == b.facts));
    match <[Named; 1]>::try_from(lines) {
        Ok([line]) => {
            extension.insert("name".to_owned(), line.id.into());
            extension.extend(line.facts);
        }
        Err(lines) => {
            let names: Vec<_> = lines.iter().map(|line| Value::from(line.id)).collect();
            extension.insert("name".to_owned(), names.into());
            if are_equal {
                extension.extend(lines.into_iter().next().into_iter().flat_map(|line| line.facts));
            } else {
                let facts = lines.into_iter().map(|line| (line.id.to_owned(), line.facts.into()));
                extension.insert("lines".to_owned(), Value::Object(facts.collect()));
            }
        }
    }
    extension.into()
}

/// Adds the parameters of the client that another line has of its own.
fn inherit(parameters: &mut Vec<Parameter>, other: &[Parameter], always: &[Parameter]) {
    let is_in = |all: &[Parameter], one: &Parameter| all.iter().any(|it| it.is_named_as(one));
    let inherited = always.iter().filter(|it| is_in(other, it) && !is_in(parameters, it));
    let inherited: Vec<_> = inherited.cloned().collect();
    parameters.extend(inherited);
}

/// The parameters of either of two lines. Only those of both are always there.
fn merge_parameters(known: &mut Vec<Parameter>, other: Vec<Parameter>) {
    for parameter in known.iter_mut() {
        if !other.iter().any(|other| other.is_named_as(parameter)) {
            parameter.need = Need::Maybe;
        }
    }
    for parameter in other {
        match known.iter_mut().find(|known| known.is_named_as(&parameter)) {
            Some(known) => merge_parameter(known, parameter),
            None => known.push(Parameter { need: Need::Maybe, ..parameter }),
        }
    }
}

fn merge_parameter(known: &mut Parameter, other: Parameter) {
    if other.need == Need::Maybe {
        known.need = Need::Maybe;
    }
    if known.schema == other.schema {
        return;
    }
    let mut values = constants(&known.schema);
    let more = constants(&other.schema);
    if values.is_empty() || more.is_empty() {
        known.schema = any_of([std::mem::take(&mut known.schema), other.schema]);
    } else {
        values.extend(more);
        known.schema = json!({ "type": "string", "enum": values });
    }
}

/// The values of a constant, or of several.
fn constants(schema: &Value) -> Vec<Value> {
    match (schema.get("const"), schema.get("enum").and_then(Value::as_array)) {
        (Some(value), _) => vec![value.clone()],
        (None, values) => values.cloned().unwrap_or_default(),
    }
}

fn merge_bodies(known: Option<RequestBody>, other: Option<RequestBody>) -> Option<RequestBody> {
    match (known, other) {
        (Some(mut known), Some(other)) => {
            known.is_required &= other.is_required;
            merge_content(&mut known.content, &other.content);
            Some(known)
        }
        (one, None) | (None, one) => one.map(|body| RequestBody { is_required: false, ..body }),
    }
}

impl Operation {
    /// Renames the parameters of the path.
    pub(super) fn rename(&mut self, from: &[String], to: &[String]) {
        let new = |name: &str| {
            let index = from.iter().position(|from| from == name)?;
            to.get(index).cloned()
        };
        let of_path = |it: &&mut Parameter| it.place == Place::Path;
        for parameter in self.parameters.iter_mut().filter(of_path) {
            parameter.name = new(&parameter.name).unwrap_or_else(|| parameter.name.clone());
        }
        for line in &mut self.lines {
            let rest = line.facts.get("rest").and_then(Value::as_str).and_then(new);
            line.facts.extend(rest.map(|rest| ("rest".to_owned(), rest.into())));
        }
    }
}
