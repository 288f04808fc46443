//! What the tests ask of a type.

use schematic_api::openapi::{Components, Describe, Schema};
use serde_json::{Map, Value};

/// The components of a document in which only this type is.
pub(crate) fn components_of(describe: Describe) -> Map<String, Value> {
    let mut components = Components::default();
    describe(&mut components);
    assert_eq!(components.clashes().next(), None);
    assert_eq!(components.untyped().next(), None);
    components.into_schemas()
}

/// The schema of a type that has a component of this name.
pub(crate) fn component<T: Schema>(name: &str) -> Value {
    let mut components = components_of(T::schema);
    components.remove(name).unwrap_or_else(|| panic!("{name} is not among {components:?}"))
}

/// A reference to a component.
pub(crate) fn reference(name: &str) -> Value {
    serde_json::json!({ "$ref": format!("#/components/schemas/{name}") })
}
