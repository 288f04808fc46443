//! The OpenAPI document of a declaration.
//!
//! The derives say what the schema of a type is, and `api!` says which types an endpoint has. Everything else in the document
//! comes from the table of endpoints that the engine works from.

mod components;
mod probe;
mod schema;

pub use components::Components;
pub use probe::{Describe, Probe, WithJsonSchema, WithSchema, WithoutSchema};
pub use schema::Schema;
