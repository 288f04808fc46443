//! The definition of a function for a model, and its limits.

use std::fmt;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::strict;

/// The longest name of a function.
pub(crate) const LONGEST_NAME: usize = 64;

/// The definition of a function for a model: its name, its description and the schema of its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    name: String,
    description: Option<String>,
    parameters: Value,
    strictness: Strictness,
}

/// Whether the model must follow the schema exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strictness {
    Loose,
    Strict,
}

impl Definition {
    /// Defines a function whose arguments are the fields of `A`. The name of the type, in snake case, is the name of
    /// the function, and the doc comment of the type its description. The doc comments of the fields describe the
    /// arguments.
    ///
    /// # Errors
    ///
    /// The name is not 1 to 64 ASCII letters, digits, `_` and `-`, or `A` is not an object.
    pub fn of<A: JsonSchema>() -> Result<Self, DefinitionError> {
        Self::called::<A>(snake_case(&A::schema_name()))
    }

    /// Does the same under another name than the type's.
    pub(crate) fn called<A: JsonSchema>(name: String) -> Result<Self, DefinitionError> {
        let name = check_name(name)?;
        let mut schema = schema_of::<A>();
        schema.remove("title");
        let description =
            schema.remove("description").and_then(|text| Some(text.as_str()?.to_owned()));
        if schema.get("type").and_then(Value::as_str) != Some("object") {
            return Err(DefinitionError { name, problem: Problem::NoObject });
        }
        schema.entry("properties").or_insert_with(|| Map::new().into());
        Ok(Self { name, description, parameters: schema.into(), strictness: Strictness::Loose })
    }

    /// Sets the name.
    ///
    /// # Errors
    ///
    /// The name is not 1 to 64 ASCII letters, digits, `_` and `-`.
    pub fn named(self, name: impl Into<String>) -> Result<Self, DefinitionError> {
        Ok(Self { name: check_name(name.into())?, ..self })
    }

    /// Sets the description.
    #[must_use]
    pub fn described(self, description: impl Into<String>) -> Self {
        Self { description: Some(description.into()), ..self }
    }

    /// Turns strict mode on, in which the model must follow the schema exactly. Every object of the schema is closed,
    /// and all its fields are required; an `Option` may be `null`. Defaults and formats are removed, and the variants
    /// of an enum move to `anyOf`, because the service does not support the other forms in this mode.
    ///
    /// A map has keys that are not known in advance, and the service rejects it in strict mode;
    /// [`FunctionSet::new`](crate::FunctionSet::new) reports that earlier. Use a list of key-value pairs instead, each
    /// a struct with two fields, because tuples are not supported either.
    ///
    /// ```
    /// use schematic_functions::{FunctionSet, function};
    /// use std::collections::BTreeMap;
    ///
    /// #[function(strict)]
    /// async fn label(labels: BTreeMap<String, String>) {}
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let error = FunctionSet::new([label::function()?]).expect_err("a map");
    /// assert!(error.to_string().starts_with("`label` cannot be strict: its argument `labels` is a map"));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn strict(mut self) -> Self {
        strict::close(&mut self.parameters);
        self.strictness = Strictness::Strict;
        self
    }

    /// Checks that the service accepts the definition. This depends on the mode, so it has to wait until the definition
    /// is complete.
    pub(crate) fn check(&self) -> Result<(), DefinitionError> {
        let map = if self.is_strict() { strict::find_map(&self.parameters) } else { None };
        match map {
            None => Ok(()),
            Some(path) => {
                let problem = Problem::StrictMap(path.join("."));
                Err(DefinitionError { name: self.name.clone(), problem })
            }
        }
    }

    /// Returns the name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the description, by which the model decides when to call the function.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Returns the JSON Schema of the arguments.
    pub fn parameters(&self) -> &Value {
        &self.parameters
    }

    /// Whether the model must follow the schema exactly.
    pub fn is_strict(&self) -> bool {
        self.strictness == Strictness::Strict
    }
}

/// Without references and without the dialect, because models do not need either.
fn schema_of<A: JsonSchema>() -> Map<String, Value> {
    let settings = SchemaSettings::draft2020_12().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    match settings.into_generator().into_root_schema_for::<A>().to_value() {
        Value::Object(schema) => schema,
        _ => Map::new(),
    }
}

fn check_name(name: String) -> Result<String, DefinitionError> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    match (1..=LONGEST_NAME).contains(&name.len()) && name.bytes().all(allowed) {
        true => Ok(name),
        false => Err(DefinitionError { name, problem: Problem::Name }),
    }
}

/// Converts `GetWeather` to `get_weather`.
fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (index, letter) in name.char_indices() {
        if letter.is_uppercase() && index > 0 && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The reason a function cannot be declared to a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionError {
    name: String,
    problem: Problem,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Problem {
    Name,
    NoObject,
    Duplicate,
    /// The path to an argument, or a field within it, that is a map; empty if the arguments themselves are one.
    StrictMap(String),
    Erroneous,
}

impl DefinitionError {
    /// Two functions have this name.
    pub(crate) fn duplicate(name: &str) -> Self {
        Self { name: name.to_owned(), problem: Problem::Duplicate }
    }

    /// The function has a mistake that the compiler reports.
    pub(crate) fn erroneous() -> Self {
        Self { name: String::new(), problem: Problem::Erroneous }
    }
}

impl fmt::Display for DefinitionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.name, self.problem)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => {
                "is not a valid function name; use 1 to 64 ASCII letters, digits, `_` and `-`"
            }
            Self::NoObject => {
                "does not take an object; make its argument a struct with named fields"
            }
            Self::Duplicate => "is declared twice; rename one of the two",
            Self::StrictMap(argument) => return fmt_strict_map(f, argument),
            Self::Erroneous => "has a mistake",
        })
    }
}

fn fmt_strict_map(f: &mut fmt::Formatter<'_>, argument: &str) -> fmt::Result {
    f.write_str("cannot be strict: ")?;
    match argument {
        "" => f.write_str("it takes arguments of any name")?,
        argument => write!(f, "its argument `{argument}` is a map")?,
    }
    f.write_str(
        ", but strict mode has to know every name; take a list of key-value structs instead, or leave strict mode off",
    )
}

impl std::error::Error for DefinitionError {}
