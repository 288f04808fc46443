//! The library behind the program `schematic`: reading OpenAPI documents, and writing declarations for `schematic-api`.

pub mod commands;
pub mod document;
pub mod operation;
pub mod routes;
pub mod schema;
mod table;
