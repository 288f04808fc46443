//! The OpenAPI document of a declaration: each row of the table of what a declaration has and how the document says it.
#![allow(unreachable_pub)] // declared as a user declares it

mod absent;
mod bodies;
mod document;
mod parameters;
mod paths;
mod published;
mod reference;
mod replies;
mod routes;
mod security;
mod types;
