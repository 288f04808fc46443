//! The schemas that have a name, each once.

use std::any::type_name;
use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

/// The schemas of a document that have a name: its `components.schemas`.
#[derive(Default)]
pub struct Components {
    schemas: BTreeMap<String, Component>,
    untyped: BTreeSet<&'static str>,
    clashes: BTreeSet<Clash>,
}

struct Component {
    /// The path of the Rust type, which tells two types of one name apart.
    ty: &'static str,
    /// `None` while it is being described, because a type may contain itself.
    schema: Option<Value>,
}

/// Two types that have the same name, so that only the first is in the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Clash {
    name: String,
    first: &'static str,
    second: &'static str,
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
        let ty = type_name::<T>();
        match self.schemas.get(name) {
            Some(known) if known.ty == ty => {}
            Some(known) => {
                let clash = Clash { name: name.to_owned(), first: known.ty, second: ty };
                self.clashes.insert(clash);
            }
            None => {
                self.schemas.insert(name.to_owned(), Component { ty, schema: None });
                let schema = schema(self);
                self.schemas.insert(name.to_owned(), Component { ty, schema: Some(schema) });
            }
        }
        reference(name)
    }

    /// The schema of a type that implements schemars' trait, whose definitions become components.
    pub(super) fn json_schema<T: JsonSchema + ?Sized>(&mut self) -> Value {
        let settings = SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = PREFIX.trim_start_matches('#').into());
        let mut generator = settings.into_generator();
        let schema = generator.subschema_for::<T>().to_value();
        for (name, definition) in generator.take_definitions(true) {
            // The name is that of the type, or schemars has told two types apart by a number.
            let component = Component { ty: "", schema: Some(definition) };
            self.schemas.entry(name).or_insert(component);
        }
        schema
    }

    /// The schema of a type of which nothing is known.
    pub(super) fn untyped<T: ?Sized>(&mut self) -> Value {
        self.untyped.insert(type_name::<T>());
        json!({})
    }

    /// The types of which no schema is known.
    pub(super) fn untyped_types(&self) -> impl Iterator<Item = &'static str> {
        self.untyped.iter().copied()
    }

    /// The components by name.
    pub(super) fn into_schemas(self) -> Map<String, Value> {
        let schemas = self.schemas.into_iter();
        schemas.map(|(name, component)| (name, component.schema.unwrap_or_default())).collect()
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("{PREFIX}{name}") })
}
