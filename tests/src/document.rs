//! The published document of the Assistants API, as far as it describes replies and events, and a check against it.
//!
//! Knows the keywords of JSON Schema that the document uses there, and panics at any other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

/// The schemas of replies and events.
pub struct Document {
    /// The name of a schema by method and path template, such as `GET /threads/{thread_id}`.
    replies: BTreeMap<String, String>,
    /// The name of a schema by event.
    events: BTreeMap<String, String>,
    schemas: Map<String, Value>,
}

impl Document {
    /// Reads our copy, which has the structure of the schemas without their descriptions.
    ///
    /// # Panics
    ///
    /// Panics if the copy has another form.
    #[must_use]
    pub fn copy() -> Self {
        let copy: Value =
            serde_json::from_str(include_str!("../wire/assistants.json")).expect("JSON");
        Self {
            replies: names(&copy["replies"]),
            events: names(&copy["events"]),
            schemas: copy["schemas"].as_object().expect("schemas").clone(),
        }
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
        Some(Self { replies, events: events(&schemas), schemas })
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
        self.faults(schema, reply)
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
        let mut faults = Vec::new();
        self.check(&self.schemas[schema], value, schema, &mut faults);
        faults
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
        let Value::Object(schema) = schema else { return };
        for (keyword, rule) in schema {
            match keyword.as_str() {
                "$ref" => {
                    self.check(&self.schemas[name_in(rule).expect("a name")], value, at, faults)
                }
                "type" if !has_type(rule, value) => {
                    faults.push(format!("{at} is {value}, not of type {rule}"))
                }
                "enum" if !list(rule).contains(value) => {
                    faults.push(format!("{at} is {value}, not one of {rule}"))
                }
                "required" => missing(rule, value, at, faults),
                "properties" | "items" => {}
                "additionalProperties" => self.check_others(schema, rule, value, at, faults),
                "anyOf" | "oneOf" => self.check_members(keyword, rule, value, at, faults),
                "minimum" if value.as_f64().is_some_and(|value| value < limit(rule)) => {
                    faults.push(format!("{at} is {value}, below {rule}"))
                }
                "maximum" if value.as_f64().is_some_and(|value| value > limit(rule)) => {
                    faults.push(format!("{at} is {value}, above {rule}"))
                }
                "maxItems" if list(value).len() > size(rule) => {
                    faults.push(format!("{at} has more than {rule} items"))
                }
                "maxLength" if length(value) > size(rule) => {
                    faults.push(format!("{at} is longer than {rule}"))
                }
                "type" | "enum" | "minimum" | "maximum" | "maxItems" | "maxLength" => {}
                other if ANNOTATIONS.contains(&other) => {}
                other => panic!("the keyword {other} is not known"),
            }
        }
        for (name, schema) in
            schema.get("properties").and_then(Value::as_object).into_iter().flatten()
        {
            if let Some(value) = value.get(name) {
                self.check(schema, value, &format!("{at}.{name}"), faults);
            }
        }
        for (index, item) in list(value).iter().enumerate() {
            self.check(
                schema.get("items").unwrap_or(&Value::Null),
                item,
                &format!("{at}[{index}]"),
                faults,
            );
        }
    }

    /// Checks the fields that the schema does not name.
    fn check_others(
        &self,
        schema: &Map<String, Value>,
        rule: &Value,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        let named =
            |name: &str| schema.get("properties").is_some_and(|named| named.get(name).is_some());
        for (name, value) in
            value.as_object().into_iter().flatten().filter(|(name, _)| !named(name))
        {
            match rule {
                Value::Bool(false) => faults.push(format!("{at}.{name} is not known")),
                rule => self.check(rule, value, &format!("{at}.{name}"), faults),
            }
        }
    }

    fn check_members(
        &self,
        keyword: &str,
        members: &Value,
        value: &Value,
        at: &str,
        faults: &mut Vec<String>,
    ) {
        let all: Vec<Vec<String>> = list(members)
            .iter()
            .map(|member| {
                let mut faults = Vec::new();
                self.check(member, value, at, &mut faults);
                faults
            })
            .collect();
        let fitting = all.iter().filter(|faults| faults.is_empty()).count();
        if fitting == 0 {
            faults.push(format!("{at} is {value} and fits no member: {all:?}"));
        } else if fitting > 1 && keyword == "oneOf" {
            faults.push(format!("{at} is {value} and fits {fitting} members"));
        }
    }
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

fn has_type(kind: &Value, value: &Value) -> bool {
    match kind.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("null") => value.is_null(),
        Some(other) => panic!("the type {other} is not known"),
        None => list(kind).iter().any(|kind| has_type(kind, value)),
    }
}

fn missing(required: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    let Value::Object(object) = value else { return };
    let names = list(required).iter().filter_map(Value::as_str);
    faults.extend(
        names
            .filter(|name| !object.contains_key(*name))
            .map(|name| format!("{at}.{name} is missing")),
    );
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn limit(rule: &Value) -> f64 {
    rule.as_f64().expect("a number")
}

fn size(limit: &Value) -> usize {
    limit.as_u64().and_then(|limit| limit.try_into().ok()).expect("a size")
}

fn length(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.chars().count())
}
