//! The schema of any type: ours, schemars', or none.
//!
//! What an expansion names may be a type without a schema, which has to go on compiling. An inherent constant comes before that of
//! a trait: the first exists where the type has a schema, the other always.
//!
//! ```text
//! Question::<T>::answer(Question::<T>::SCHEMA, Question::<T>::JSON_SCHEMA)
//! ```
//!
//! Methods that are told apart by how many references they need do the same, and cost the compiler four times as much.

use std::marker::PhantomData;

use schemars::JsonSchema;
use serde_json::Value;

use super::components::Components;
use super::schema::{EventSchema, Schema};

/// Adds the components of a type, and returns its schema.
pub type Describe = fn(&mut Components) -> Value;

/// Asks for the schema of a type.
pub struct Question<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: Schema + ?Sized> Question<T> {
    /// The schema of ours.
    pub const SCHEMA: Option<Describe> = Some(T::schema);
    /// The same itself, not by a reference.
    pub const DEFINITION: Option<Describe> = Some(T::definition);
}

impl<T: JsonSchema + ?Sized> Question<T> {
    /// The schema of schemars.
    pub const JSON_SCHEMA: Option<Describe> = Some(Components::json_schema::<T>);
}

impl<T: EventSchema + ?Sized> Question<T> {
    /// The schema of an event.
    pub const EVENT: Option<Describe> = Some(T::event_schema);
}

/// What is true of a type that has none of these schemas.
pub trait NoAnswer {
    /// There is no schema of ours.
    const SCHEMA: Option<Describe> = None;
    /// The same itself.
    const DEFINITION: Option<Describe> = None;
    /// There is no schema of schemars.
    const JSON_SCHEMA: Option<Describe> = None;
    /// It is no event.
    const EVENT: Option<Describe> = None;
}

impl<T: ?Sized> NoAnswer for Question<T> {}

impl<T: ?Sized> Question<T> {
    /// The first schema that there is.
    pub fn answer(first: Option<Describe>, second: Option<Describe>) -> Describe {
        first.or(second).unwrap_or(Components::untyped_type::<T>)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    struct Ours;

    impl Schema for Ours {
        fn schema(_: &mut Components) -> Value {
            "ours".into()
        }
    }

    impl EventSchema for Ours {
        fn event_schema(_: &mut Components) -> Value {
            "event".into()
        }
    }

    #[derive(JsonSchema)]
    #[expect(dead_code)]
    struct Schemars(u8);

    struct Plain;

    macro_rules! schema_of {
        ($T:ty, $components:expr) => {
            Question::<$T>::answer(Question::<$T>::SCHEMA, Question::<$T>::JSON_SCHEMA)($components)
        };
    }

    #[test]
    fn a_schema_of_ours_is_preferred_to_that_of_schemars_and_that_to_none() {
        let mut components = Components::default();
        assert_eq!(schema_of!(Ours, &mut components), "ours");
        assert_eq!(schema_of!(Vec<Ours>, &mut components)["items"], "ours");
        assert_eq!(schema_of!(str, &mut components), json!({ "type": "string" }));
        let of_schemars = json!({ "$ref": "#/components/schemas/Schemars" });
        assert_eq!(schema_of!(Schemars, &mut components), of_schemars);
        assert_eq!(schema_of!(Vec<Schemars>, &mut components)["items"], of_schemars);
        assert_eq!(components.untyped().count(), 0);
        assert_eq!(schema_of!(Option<Plain>, &mut components), json!({}));
        let untyped: Vec<_> = components.untyped().collect();
        assert_eq!(untyped, [std::any::type_name::<Option<Plain>>()]);
    }

    #[test]
    fn events_have_a_schema_of_their_own() {
        let mut components = Components::default();
        let event = Question::<Ours>::answer(Question::<Ours>::EVENT, None);
        assert_eq!(event(&mut components), "event");
        assert_eq!(
            Question::<Plain>::answer(Question::<Plain>::EVENT, None)(&mut components),
            json!({})
        );
        assert_eq!(components.untyped().count(), 1);
    }
}
