//! A parameter of an operation.

use serde_json::{Map, Value, json};

use super::schemas::{Schemas, Shape, without_null};
use crate::Scalar;

/// A parameter, by its place and its name.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Parameter {
    pub(super) place: Place,
    pub(super) name: String,
    pub(super) need: Need,
    pub(super) schema: Value,
    /// What else is said of it.
    pub(super) facts: Map<String, Value>,
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Path,
    Query,
    Header,
}

/// Whether a request has the parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    Always,
    Maybe,
}

impl Place {
    const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

impl Need {
    pub(super) const fn of(is_required: bool) -> Self {
        if is_required { Self::Always } else { Self::Maybe }
    }
}

impl Parameter {
    pub(super) fn new(place: Place, name: &str, need: Need, schema: Value) -> Self {
        let (schema, _) = without_null(schema);
        Self { place, name: name.to_owned(), need, schema, facts: Map::new() }
    }

    /// A parameter that always has one value.
    pub(super) fn constant(place: Place, name: &str, value: &str) -> Self {
        let schema = json!({ "type": "string", "const": value, "default": value });
        let mut parameter = Self::new(place, name, Need::Always, schema);
        if value.is_empty() && place == Place::Query {
            parameter.facts.insert("allowEmptyValue".to_owned(), true.into());
        }
        parameter
    }

    /// What the service takes if the parameter is absent.
    pub(super) fn with_default(mut self, value: Scalar) -> Self {
        if let Some(schema) = self.schema.as_object_mut() {
            schema.insert("default".to_owned(), value.into());
        }
        self
    }

    /// A list that is sent as one value.
    pub(super) fn joined(mut self, separator: &str) -> Self {
        let style = match (self.place, separator) {
            (Place::Query, ",") => "form",
            (Place::Query, "|") => "pipeDelimited",
            (Place::Query, " ") => "spaceDelimited",
            (Place::Header, ",") => "simple",
            _ => {
                self.schema = json!({ "type": "string" });
                return self.with("x-schematic", json!({ "separator": separator }));
            }
        };
        self.with("style", style.into()).with("explode", false.into())
    }

    /// How a list or an object is sent, each part as a pair of its own.
    pub(super) fn exploded(self, shape: Shape) -> Self {
        let style = match shape {
            Shape::Scalar => return self,
            Shape::List | Shape::ListOfShapes => "form",
            Shape::Object => "deepObject",
        };
        self.with("style", style.into()).with("explode", true.into())
    }

    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.facts.insert(name.to_owned(), value);
        self
    }

    /// The parameters that the fields of a struct are. `None` if its schema is not known.
    pub(super) fn fields(schema: Value, schemas: &Schemas) -> Option<Vec<Self>> {
        let (schema, is_optional) = without_null(schema);
        let object = schemas.resolve(&schema);
        let required = object.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|all| all.iter().any(|it| it == name));
        let fields = object.get("properties")?.as_object()?.iter().map(|(name, schema)| {
            let need = Need::of(!is_optional && is_required(name));
            let mut parameter = Self::new(Place::Query, name, need, schema.clone());
            parameter.describe_by_schema();
            let shape = schemas.shape(&parameter.schema);
            parameter.exploded(shape)
        });
        Some(fields.collect())
    }

    /// Takes what the schema says about the field.
    fn describe_by_schema(&mut self) {
        let Some(schema) = self.schema.as_object_mut() else { return };
        for word in ["description", "deprecated"] {
            if let Some(said) = schema.remove(word) {
                self.facts.insert(word.to_owned(), said);
            }
        }
    }

    /// Whether two parameters are one: the names of headers differ by more than case.
    pub(super) fn is_named_as(&self, other: &Self) -> bool {
        self.place == other.place
            && match self.place {
                Place::Header => self.name.eq_ignore_ascii_case(&other.name),
                Place::Path | Place::Query => self.name == other.name,
            }
    }

    pub(super) fn into_value(self) -> Value {
        let mut value = Map::new();
        value.insert("name".to_owned(), self.name.into());
        value.insert("in".to_owned(), self.place.name().into());
        if self.need == Need::Always {
            value.insert("required".to_owned(), true.into());
        }
        for word in ["description", "deprecated"] {
            value.extend(self.facts.get(word).map(|said| (word.to_owned(), said.clone())));
        }
        value.insert("schema".to_owned(), self.schema);
        let rest = self.facts.into_iter();
        value.extend(rest.filter(|(word, _)| word != "description" && word != "deprecated"));
        value.into()
    }
}
