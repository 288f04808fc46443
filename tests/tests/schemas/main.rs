//! The schemas of wire types, as they are in documents: one test for each row of the mapping from declarations to OpenAPI.

mod clashes;
mod described;
mod events;
mod foreign;
mod forms;
mod generics;
mod limits;
mod null;
mod objects;
mod unions;
mod untyped;
