//! Typed HTTP API clients from declarations such as `POST /threads/<id>/runs -> Run`.

pub use schematic_api_macros::api;
