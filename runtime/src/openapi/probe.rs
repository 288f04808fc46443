//! The schema of any type: ours, schemars', or none.
//!
//! What an expansion names may be a type without a schema, which has to go on compiling. An expression chooses by the traits
//! that the type has, because method resolution tries fewer references first:
//!
//! ```text
//! (&&&Probe::<T>::NEW).describe()
//! (&&Probe::<T>::NEW).describe_event()
//! ```

use std::marker::PhantomData;

use schemars::JsonSchema;
use serde_json::Value;

use super::components::Components;
use super::schema::{EventSchema, Schema};

/// Adds the components of a type, and returns its schema.
pub type Describe = fn(&mut Components) -> Value;

/// Asks for the schema of a type.
pub struct Probe<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: ?Sized> Probe<T> {
    /// The question.
    pub const NEW: Self = Self(PhantomData);
}

/// The answer for a type that has a schema of ours.
pub trait WithSchema {
    /// Returns the function that describes the type.
    fn describe(&self) -> Describe;

    /// Returns the function that describes the type itself, not by a reference.
    fn definition(&self) -> Describe {
        self.describe()
    }
}

impl<T: Schema + ?Sized> WithSchema for &&Probe<T> {
    fn describe(&self) -> Describe {
        T::schema
    }

    fn definition(&self) -> Describe {
        T::definition
    }
}

/// The answer for a type that has a schema of schemars.
pub trait WithJsonSchema {
    /// Returns the function that describes the type.
    fn describe(&self) -> Describe;

    /// Returns the function that describes the type itself, not by a reference.
    fn definition(&self) -> Describe {
        self.describe()
    }
}

impl<T: JsonSchema + ?Sized> WithJsonSchema for &Probe<T> {
    fn describe(&self) -> Describe {
        Components::json_schema::<T>
    }
}

/// The answer for any other type.
pub trait WithoutSchema {
    /// Returns the function that describes the type.
    fn describe(&self) -> Describe;

    /// Returns the function that describes the type itself, not by a reference.
    fn definition(&self) -> Describe {
        self.describe()
    }
}

impl<T: ?Sized> WithoutSchema for Probe<T> {
    fn describe(&self) -> Describe {
        Components::untyped_type::<T>
    }
}

/// The answer for a type of events that has a schema.
pub trait WithEvents {
    /// Returns the function that describes an event.
    fn describe_event(&self) -> Describe;
}

impl<T: EventSchema + ?Sized> WithEvents for &Probe<T> {
    fn describe_event(&self) -> Describe {
        T::event_schema
    }
}

/// The answer for any other type of events.
pub trait WithoutEvents {
    /// Returns the function that describes an event.
    fn describe_event(&self) -> Describe;
}

impl<T: ?Sized> WithoutEvents for Probe<T> {
    fn describe_event(&self) -> Describe {
        Components::untyped_type::<T>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Ours;

    impl Schema for Ours {
        fn schema(_: &mut Components) -> Value {
            "ours".into()
        }
    }

    #[derive(JsonSchema)]
    #[expect(dead_code)]
    struct Schemars(u8);

    struct Plain;

    macro_rules! schema_of {
        ($T:ty, $components:expr) => {
            (&&&Probe::<$T>::NEW).describe()($components)
        };
    }

    #[test]
    fn a_schema_of_ours_is_preferred_to_that_of_schemars_and_that_to_none() {
        let mut components = Components::default();
        assert_eq!(schema_of!(Ours, &mut components), "ours");
        assert_eq!(schema_of!(Vec<Ours>, &mut components)["items"], "ours");
        assert_eq!(
            schema_of!(Vec<Schemars>, &mut components)["items"]["$ref"],
            "#/components/schemas/Schemars"
        );
        assert_eq!(schema_of!(Option<Plain>, &mut components), serde_json::json!({}));
        let untyped: Vec<_> = components.untyped().collect();
        assert_eq!(untyped, [std::any::type_name::<Option<Plain>>()]);
    }
}
