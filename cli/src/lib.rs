//! The library behind the program `schematic`: reading OpenAPI documents, writing declarations for `schematic-api`, and reading
//! such declarations.

pub mod command;
pub mod compare;
pub mod diff;
pub mod document;
pub mod facts;
pub mod import;
pub mod operation;
pub mod routes;
pub mod schema;
mod table;
