//! The limits of a value, which the fields of its type declare: `#[wire(max = 100)]`.
//!
//! Only a mock looks at them: what a client sends is for the service to judge. Patterns are left to documents: theirs are the
//! regular expressions of JavaScript. An engine of these would be one more dependency of every user of documents, and one that
//! nearly agrees would refuse what the service takes.

use serde_json::{Map, Value};

use crate::openapi::{Components, Describe};

/// The schema of a value, with the components that it refers to.
pub(super) struct Limits {
    schema: Value,
    components: Map<String, Value>,
    notation: Notation,
}

/// A limit that a value breaks: where the value is, and what is wrong with it.
#[derive(Debug, PartialEq)]
pub(super) struct Broken {
    pub(super) place: String,
    pub(super) problem: String,
}

/// How places are written.
#[derive(Clone, Copy)]
pub(super) enum Notation {
    /// `lines[0].price`
    Json,
    /// `lines[0][price]`, as the parameter is called; `tags[]` has the items `tags[0]` and so on.
    Query,
}

impl Notation {
    fn field(self, place: &str, name: &str) -> String {
        match self {
            _ if place.is_empty() => name.to_owned(),
            Self::Json => format!("{place}.{name}"),
            Self::Query => format!("{place}[{name}]"),
        }
    }

    fn item(self, place: &str, index: usize) -> String {
        let list = match self {
            Self::Json => place,
            Self::Query => place.strip_suffix("[]").unwrap_or(place),
        };
        format!("{list}[{index}]")
    }
}

/// The number of schemas within each other that are looked at. Values are no deeper.
const DEEPEST: usize = 512;

impl Limits {
    pub(super) fn new(describe: Describe, notation: Notation) -> Self {
        let mut components = Components::default();
        let schema = describe(&mut components);
        Self { schema, components: components.into_schemas(), notation }
    }

    /// The schema of the value.
    pub(super) fn schema(&self) -> &Value {
        &self.schema
    }

    /// The first limit that a value breaks, which is at this place.
    pub(super) fn broken_by(&self, value: &Value, place: &str) -> Option<Broken> {
        self.broken(&self.schema, value, place, DEEPEST)
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

    /// The component that a schema refers to.
    pub(super) fn target(&self, schema: &Value) -> Option<&Value> {
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
        let alternatives = alternatives(schema)?;
        let meant = alternatives.iter().filter(|schema| self.may_be(schema, value, depth));
        let broken: Vec<_> = meant.map(|schema| self.broken(schema, value, place, depth)).collect();
        match broken.iter().all(Option::is_some) {
            true => broken.into_iter().flatten().next(),
            false => None,
        }
    }

    /// Whether the value has the type that a schema says, and its constant tags.
    pub(super) fn may_be(&self, schema: &Value, value: &Value, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        if let Some(target) = self.target(schema) {
            return self.may_be(target, value, depth);
        }
        if let Some(alternatives) = alternatives(schema) {
            return alternatives.iter().any(|schema| self.may_be(schema, value, depth));
        }
        let types = types(schema);
        (types.is_empty() || types.iter().any(|ty| is_of_type(value, ty)))
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
                    self.broken(schema, item, &self.notation.item(place, index), depth)
                })
            }
            Value::Object(fields) => fields.iter().find_map(|(name, field)| {
                let declared = schema.get("properties").and_then(|properties| properties.get(name));
                let schema = declared.or_else(|| schema.get("additionalProperties"))?;
                self.broken(schema, field, &self.notation.field(place, name), depth)
            }),
            _ => None,
        }
    }
}

/// The schemas of which one is the value's.
pub(super) fn alternatives(schema: &Value) -> Option<&[Value]> {
    let alternatives = schema.get("oneOf").or_else(|| schema.get("anyOf"))?;
    alternatives.as_array().map(Vec::as_slice)
}

/// The types that a schema names.
pub(super) fn types(schema: &Value) -> &[Value] {
    match schema.get("type") {
        Some(Value::Array(types)) => types,
        Some(ty) => std::slice::from_ref(ty),
        None => &[],
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
