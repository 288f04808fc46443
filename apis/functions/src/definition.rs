//! What a model is told about a function, and the limits of it.

use std::fmt;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use crate::strict;

/// The longest name of a function.
pub(crate) const LONGEST_NAME: usize = 64;

/// What a model is told about a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    name: String,
    description: Option<String>,
    parameters: Value,
    strictness: Strictness,
}

/// Whether the model has to keep to the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Strictness {
    Loose,
    Strict,
}

impl Definition {
    /// A function whose arguments are the fields of `A`. Its name is that of the type in snake case, its description the
    /// type's doc comment; the doc comments of the fields describe the arguments.
    ///
    /// # Errors
    ///
    /// When the name is longer than 64 characters or has others than letters, digits, `_` and `-`, or when `A` is no
    /// object.
    pub fn of<A: JsonSchema>() -> Result<Self, DefinitionError> {
        Self::called::<A>(snake_case(&A::schema_name()))
    }

    /// The same under a name that has nothing to do with the type's.
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

    /// The same under another name.
    ///
    /// # Errors
    ///
    /// When the name is longer than 64 characters or has others than letters, digits, `_` and `-`.
    pub fn named(self, name: impl Into<String>) -> Result<Self, DefinitionError> {
        Ok(Self { name: check_name(name.into())?, ..self })
    }

    /// The same with another description.
    #[must_use]
    pub fn described(self, description: impl Into<String>) -> Self {
        Self { description: Some(description.into()), ..self }
    }

    /// The same in strict mode: the model has to keep to the schema. For that, each object of the schema is closed, and
    /// each of its fields required; an `Option` may be `null`. Defaults and formats are left out, as models do not take
    /// them there, and the variants of an enum are under `anyOf`.
    ///
    /// A map, whose names are not known, has no place in strict mode: the service refuses it, and
    /// [`FunctionSet::new`](crate::FunctionSet::new) does so before. A list of pairs says the same, where a pair is a struct
    /// of a key and a value, since tuples are not taken either.
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

    /// Whether the service takes it. That depends on the mode, so it cannot be known while a definition is made.
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

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it does, for the model to decide when to call it.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The JSON Schema of its arguments.
    pub fn parameters(&self) -> &Value {
        &self.parameters
    }

    /// Whether the model has to keep to the schema.
    pub fn is_strict(&self) -> bool {
        self.strictness == Strictness::Strict
    }
}

/// Models read a schema without references and without its dialect.
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

/// `GetWeather` is `get_weather`.
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

/// Why a function cannot be declared to a model.
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
    /// An argument, or something within it, is a map; empty when the arguments themselves are one.
    StrictMap(String),
    Erroneous,
}

impl DefinitionError {
    /// Two functions have this name.
    pub(crate) fn duplicate(name: &str) -> Self {
        Self { name: name.to_owned(), problem: Problem::Duplicate }
    }

    /// The function has a mistake, which the compiler reports.
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
            Self::Name => "is no name of a function: 1 to 64 letters, digits, `_` and `-`",
            Self::NoObject => {
                "takes something other than an object; its argument should be a struct with named fields"
            }
            Self::Duplicate => "is declared twice",
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
        ", and in strict mode each name has to be known; take a list of pairs instead (structs of a key and a value), or leave strict mode off",
    )
}

impl std::error::Error for DefinitionError {}
