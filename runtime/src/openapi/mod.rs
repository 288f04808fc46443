//! The OpenAPI document of a declaration.
//!
//! The derives say what the schema of a type is, and `api!` says which types an endpoint has. Everything else in the document
//! comes from the table of endpoints that the engine works from.

mod build;
mod closed_enums;
mod components;
mod declared;
mod docs;
mod document;
mod event;
mod extension;
mod form;
mod identifier;
mod media;
mod name;
mod object;
mod omission;
mod open_api;
mod operation;
mod parameter;
mod parameters;
mod paths;
mod probe;
mod reference;
mod response;
mod schema;
mod schemas;
mod security;
mod settings;
mod string_enum;
mod table;
mod types;
mod union;
mod used;
mod version;

pub use components::Components;
pub use declared::{Declared, Lines};
pub use omission::Omission;
pub use open_api::OpenApi;
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
