//! The OpenAPI document of a declaration.
//!
//! The derives say what the schema of a type is, and `api!` says which types an endpoint has. Everything else in the document
//! comes from the table of endpoints that the engine works from.

mod components;
mod docs;
mod event;
mod form;
mod identifier;
mod name;
mod object;
mod probe;
mod schema;
mod string_enum;
mod table;
mod union;

pub use components::Components;
pub use probe::{
    Describe, Probe, WithEvents, WithJsonSchema, WithSchema, WithoutEvents, WithoutSchema,
};
pub use schema::{EventSchema, Schema};
#[doc(hidden)]
pub use {
    event::{named_events, tagged_event},
    identifier::identifier,
    object::object,
    string_enum::string_enum,
    union::union,
};
