//! The schemas that have a name, each once.

use std::any::type_name;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The schemas of a document that have a name: its `components.schemas`.
///
/// # Examples
///
/// ```
/// use schematic_api::Object;
/// use schematic_api::openapi::{Components, Schema};
///
/// /// A page of a book.
/// #[derive(Object)]
/// struct Page {
///     text: String,
/// }
///
/// let mut components = Components::default();
/// assert_eq!(Page::schema(&mut components)["$ref"], "#/components/schemas/Page");
/// assert_eq!(components.into_schemas()["Page"]["description"], "A page of a book.");
/// ```
#[derive(Default)]
pub struct Components {
    schemas: BTreeMap<String, Component>,
    untyped: BTreeSet<String>,
    clashes: BTreeSet<Clash>,
    /// The type whose schema is wanted itself, in place of a reference to its component.
    wanted: Option<&'static str>,
}

struct Component {
    /// The path of the Rust type, which tells two types of one name apart.
    ty: Cow<'static, str>,
    state: State,
}

/// How far a component is.
#[derive(PartialEq)]
enum State {
    /// It is being described, and may contain itself.
    Begun,
    Described(Value),
}

/// Two types that have the same name, so that only the first is in the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Clash {
    name: String,
    first: String,
    second: String,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, first, second } = self;
        write!(
            f,
            "`{first}` and `{second}` are both the component `{name}`; give one of them another name, with `#[wire(component = \"…\")]` or in Rust"
        )
    }
}

const PREFIX: &str = "#/components/schemas/";

impl Components {
    /// Adds the component `name` if it is new, and returns a reference to it.
    ///
    /// `schema` is asked once for each type `T`, even if the type contains itself. A name that another type has already is
    /// reported by the document, and the reference is to the first.
    pub fn named<T: ?Sized>(
        &mut self,
        name: &str,
        schema: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        self.component(type_name::<T>(), name, schema)
    }

    /// The schema of the type `ty`: a reference to its component, which is added if it is new, or the schema itself if that is
    /// wanted.
    pub(super) fn component(
        &mut self,
        ty: &'static str,
        name: &str,
        schema: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        match self.wanted.take_if(|wanted| *wanted == ty) {
            Some(_) => schema(self),
            None => self.add(name, ty.into(), schema),
        }
    }

    /// The schema of the type `ty` itself.
    pub(super) fn defined(&mut self, ty: &'static str, schema: fn(&mut Self) -> Value) -> Value {
        let others = self.wanted.replace(ty);
        let schema = schema(self);
        self.wanted = others;
        schema
    }

    /// The schema of a type that implements schemars' `JsonSchema`, whose definitions become components.
    ///
    /// A type of a generic type of ours needs [`Schema`](super::Schema). One that has `JsonSchema` gets it in a line:
    ///
    /// ```
    /// use schematic_api::openapi::{Components, Schema};
    ///
    /// #[derive(schemars::JsonSchema)]
    /// struct Note {
    ///     text: String,
    /// }
    ///
    /// impl Schema for Note {
    ///     fn schema(components: &mut Components) -> serde_json::Value {
    ///         components.json_schema::<Self>()
    ///     }
    /// }
    ///
    /// let note = Note::schema(&mut Components::default());
    /// assert_eq!(note["$ref"], "#/components/schemas/Note");
    /// ```
    pub fn json_schema<T: JsonSchema + ?Sized>(&mut self) -> Value {
        let settings = SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = PREFIX.trim_start_matches('#').into());
        let mut generator = settings.into_generator();
        let schema = generator.subschema_for::<T>().to_value();
        for (name, definition) in generator.take_definitions(true) {
            self.define(name, definition, type_name::<T>());
        }
        schema
    }

    /// Adds a definition of schemars, which may have come before: each type brings all those that it needs.
    fn define(&mut self, name: String, definition: Value, within: &str) {
        let state = State::Described(definition);
        match self.schemas.get(&name) {
            Some(known) if known.state == state => {}
            Some(known) => {
                let first = known.ty.to_string();
                let second = format!("a definition within {within}");
                self.clashes.insert(Clash { name, first, second });
            }
            None => {
                let ty = format!("a definition within {within}").into();
                self.schemas.insert(name, Component { ty, state });
            }
        }
    }

    /// Adds the component `name` of the type `ty` if it is new, and returns a reference to it.
    pub(super) fn add(
        &mut self,
        name: &str,
        ty: Cow<'static, str>,
        schema: impl FnOnce(&mut Self) -> Value,
    ) -> Value {
        let name = allowed(name);
        match self.schemas.get(name.as_ref()) {
            Some(known) if known.ty == ty => {}
            Some(known) => {
                let (name, first) = (name.to_string(), known.ty.to_string());
                self.clashes.insert(Clash { name, first, second: ty.into_owned() });
            }
            None => {
                let begun = Component { ty: ty.clone(), state: State::Begun };
                self.schemas.insert(name.to_string(), begun);
                let state = State::Described(schema(self));
                self.schemas.insert(name.to_string(), Component { ty, state });
            }
        }
        reference(&name)
    }

    /// The component that a schema refers to, or the schema itself. Nothing for a component that is still being described.
    pub(super) fn resolve<'a>(&'a self, schema: &'a Value) -> Option<&'a Value> {
        let Some(name) = component_of(schema) else { return Some(schema) };
        match &self.schemas.get(name)?.state {
            State::Described(schema) => Some(schema),
            State::Begun => None,
        }
    }

    /// The schema of a type of which nothing is known.
    pub(super) fn untyped_type<T: ?Sized>(&mut self) -> Value {
        self.untyped_as(type_name::<T>())
    }

    /// The schema of a value of which nothing is known, with the words for it in the report.
    pub(super) fn untyped_as(&mut self, what: &str) -> Value {
        self.untyped.insert(what.to_owned());
        json!({})
    }

    /// Returns the types, and the fields with functions of their own, of which no schema is known.
    pub fn untyped(&self) -> impl Iterator<Item = &str> {
        self.untyped.iter().map(String::as_str)
    }

    /// Returns a message for each name that two types have.
    pub fn clashes(&self) -> impl Iterator<Item = String> {
        self.clashes.iter().map(ToString::to_string)
    }

    /// Returns the schemas by the names of their components, sorted.
    pub fn into_schemas(self) -> Map<String, Value> {
        let schemas = self.schemas.into_iter();
        schemas
            .map(|(name, component)| match component.state {
                State::Described(schema) => (name, schema),
                State::Begun => (name, json!({})),
            })
            .collect()
    }
}

/// The name of the component that a schema is a reference to.
pub(super) fn component_of(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(PREFIX)
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{PREFIX}{name}") })
}

/// The name with the letters that OpenAPI allows; Rust has more.
pub(super) fn allowed(name: &str) -> Cow<'_, str> {
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || "._-".contains(letter);
    if name.chars().all(is_allowed) {
        return name.into();
    }
    name.chars().map(|letter| if is_allowed(letter) { letter } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct First;
    struct Second;

    #[test]
    fn a_name_belongs_to_the_first_type_that_has_it() {
        let mut components = Components::default();
        let of_first = components.named::<First>("Run", |_| json!({ "type": "string" }));
        let of_second = components.named::<Second>("Run", |_| json!({ "type": "null" }));
        assert_eq!(of_first, json!({ "$ref": "#/components/schemas/Run" }));
        assert_eq!(of_second, of_first);
        let clashes: Vec<_> = components.clashes().collect();
        let (first, second) = (type_name::<First>(), type_name::<Second>());
        assert_eq!(
            clashes,
            [format!(
                "`{first}` and `{second}` are both the component `Run`; give one of them another name, with `#[wire(component = \"…\")]` or in Rust"
            )]
        );
        assert_eq!(Value::from(components.into_schemas()), json!({ "Run": { "type": "string" } }));
    }

    #[test]
    fn a_definition_of_schemars_may_not_be_another_component() {
        /// Ours.
        #[derive(JsonSchema)]
        #[expect(dead_code)]
        struct Note(Vec<Note>);

        let mut components = Components::default();
        let note = components.json_schema::<Note>();
        assert_eq!(components.json_schema::<Vec<Note>>()["items"], note);
        assert_eq!(components.clashes().count(), 0);
        components.named::<First>("Note", |_| json!({}));
        let clash = components.clashes.first().expect("a clash");
        assert_eq!(clash.first, format!("a definition within {}", type_name::<Note>()));
        assert_eq!(clash.second, type_name::<First>());
    }

    #[test]
    fn a_name_has_the_letters_that_openapi_allows() {
        let mut components = Components::default();
        let schema = components.named::<First>("Größe", |_| json!({}));
        assert_eq!(schema["$ref"], "#/components/schemas/Gr__e");
    }
}
