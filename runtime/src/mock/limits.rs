//! The limits of the JSON body of a request, which the fields of its types declare: `#[wire(max = 100)]`.
//!
//! Only a mock looks at them: what a client sends is for the service to judge. Patterns are left to documents, because theirs are
//! the regular expressions of JavaScript, which no engine of Rust has; one that nearly agrees would refuse what the service takes.

use serde_json::{Map, Value};

use super::error_reply::{Reason, Rejection};
use super::parts::{Operation, Parts};
use crate::openapi::Components;

/// Reads the requests of an endpoint, and refuses those whose body breaks a limit.
pub(super) fn reader<O: Operation>()
-> impl Fn(&Parts) -> Result<O, Rejection> + Send + Sync + 'static {
    let limits = O::body_schema().map(Limits::of);
    move |parts| {
        let request = O::from_parts(parts)?;
        match &limits {
            Some(limits) => limits.check(parts.received().body()).map(|()| request),
            None => Ok(request),
        }
    }
}

/// The schema of a body, with the components that it refers to.
struct Limits {
    body: Value,
    components: Map<String, Value>,
}

/// A limit that a value breaks: where the value is, and what is wrong with it.
#[derive(Debug, PartialEq)]
struct Broken {
    place: String,
    problem: String,
}

/// The number of schemas within each other that are looked at. Values are no deeper.
const DEEPEST: usize = 512;

impl Limits {
    fn of(describe: fn(&mut Components) -> Value) -> Self {
        let mut components = Components::default();
        let body = describe(&mut components);
        Self { body, components: components.into_schemas() }
    }

    fn check(&self, body: &[u8]) -> Result<(), Rejection> {
        let Ok(value) = serde_json::from_slice(body) else { return Ok(()) };
        match self.broken(&self.body, &value, "", DEEPEST) {
            Some(broken) => Err(Rejection::new(Reason::Body(broken.place), broken.problem)),
            None => Ok(()),
        }
    }

    /// The first limit that a value breaks, itself or within.
    fn broken(&self, schema: &Value, value: &Value, place: &str, depth: usize) -> Option<Broken> {
        let depth = depth.checked_sub(1)?;
        let problem = LIMITS.iter().find_map(|limit| limit.problem(schema, value));
        if let Some(problem) = problem {
            return Some(Broken { place: place.to_owned(), problem });
        }
        self.broken_target(schema, value, place, depth)
            .or_else(|| self.broken_alternative(schema, value, place, depth))
            .or_else(|| self.broken_within(schema, value, place, depth))
    }

    /// What a reference says.
    fn broken_target(
        &self,
        schema: &Value,
        value: &Value,
        place: &str,
        depth: usize,
    ) -> Option<Broken> {
        self.broken(self.target(schema)?, value, place, depth)
    }

    fn target(&self, schema: &Value) -> Option<&Value> {
        let name = schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")?;
        self.components.get(name)
    }

    /// What every alternative says that the value may be.
    fn broken_alternative(
        &self,
        schema: &Value,
        value: &Value,
        place: &str,
        depth: usize,
    ) -> Option<Broken> {
        let alternatives = schema.get("oneOf").or_else(|| schema.get("anyOf"))?.as_array()?;
        let meant = alternatives.iter().filter(|schema| self.may_be(schema, value, depth));
        let broken: Vec<_> = meant.map(|schema| self.broken(schema, value, place, depth)).collect();
        match broken.iter().all(Option::is_some) {
            true => broken.into_iter().flatten().next(),
            false => None,
        }
    }

    /// Whether the value has the type that a schema says, and its constant tags.
    fn may_be(&self, schema: &Value, value: &Value, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        if let Some(target) = self.target(schema) {
            return self.may_be(target, value, depth);
        }
        if let Some(alternatives) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            let mut alternatives = alternatives.as_array().into_iter().flatten();
            return alternatives.any(|schema| self.may_be(schema, value, depth));
        }
        let types = match schema.get("type") {
            Some(Value::Array(types)) => types.as_slice(),
            Some(ty) => std::slice::from_ref(ty),
            None => return true,
        };
        types.iter().any(|ty| is_of_type(value, ty))
            && is_constant(schema, value)
            && tags(schema)
                .all(|(name, tag)| value.get(name).is_none_or(|value| is_constant(tag, value)))
    }

    /// What is said about the items of a list, or the fields of an object.
    fn broken_within(
        &self,
        schema: &Value,
        value: &Value,
        place: &str,
        depth: usize,
    ) -> Option<Broken> {
        match value {
            Value::Array(items) => {
                let schema = schema.get("items")?;
                items.iter().enumerate().find_map(|(index, item)| {
                    self.broken(schema, item, &format!("{place}[{index}]"), depth)
                })
            }
            Value::Object(fields) => fields.iter().find_map(|(name, field)| {
                let declared = schema.get("properties").and_then(|properties| properties.get(name));
                let schema = declared.or_else(|| schema.get("additionalProperties"))?;
                let dot = if place.is_empty() { "" } else { "." };
                self.broken(schema, field, &format!("{place}{dot}{name}"), depth)
            }),
            _ => None,
        }
    }
}

fn is_of_type(value: &Value, ty: &Value) -> bool {
    match ty.as_str() {
        Some("null") => value.is_null(),
        Some("boolean") => value.is_boolean(),
        Some("integer" | "number") => value.is_number(),
        Some("string") => value.is_string(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    }
}

/// Whether the value is one of those that the schema names, if it names some.
fn is_constant(schema: &Value, value: &Value) -> bool {
    schema.get("const").is_none_or(|constant| constant == value)
        && schema
            .get("enum")
            .and_then(Value::as_array)
            .is_none_or(|constants| constants.contains(value))
}

/// The properties of a schema that are constant.
fn tags(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.into_iter().flatten().filter(|(_, property)| property.get("const").is_some())
}

/// A keyword, what it measures of a value, and what is wrong with a value beyond it.
struct Limit {
    keyword: &'static str,
    measure: fn(&Value) -> Option<f64>,
    is_beyond: fn(&f64, &f64) -> bool,
    words: [&'static str; 2],
}

const LIMITS: [Limit; 6] = [
    Limit {
        keyword: "minimum",
        measure: Value::as_f64,
        is_beyond: f64::lt,
        words: ["is less than", ""],
    },
    Limit {
        keyword: "maximum",
        measure: Value::as_f64,
        is_beyond: f64::gt,
        words: ["is more than", ""],
    },
    Limit {
        keyword: "minLength",
        measure: length,
        is_beyond: f64::lt,
        words: ["has fewer than", " characters"],
    },
    Limit {
        keyword: "maxLength",
        measure: length,
        is_beyond: f64::gt,
        words: ["has more than", " characters"],
    },
    Limit {
        keyword: "minItems",
        measure: items,
        is_beyond: f64::lt,
        words: ["has fewer than", " items"],
    },
    Limit {
        keyword: "maxItems",
        measure: items,
        is_beyond: f64::gt,
        words: ["has more than", " items"],
    },
];

impl Limit {
    fn problem(&self, schema: &Value, value: &Value) -> Option<String> {
        let limit = schema.get(self.keyword)?;
        let [before, after] = self.words;
        (self.is_beyond)(&(self.measure)(value)?, &limit.as_f64()?)
            .then(|| format!("{before} {limit}{after}"))
    }
}

fn length(value: &Value) -> Option<f64> {
    count(value.as_str()?.chars().count())
}

fn items(value: &Value) -> Option<f64> {
    count(value.as_array()?.len())
}

fn count(count: usize) -> Option<f64> {
    u32::try_from(count).ok().map(f64::from).or(Some(f64::INFINITY))
}
