//! Neither `schematic_api` nor `schematic_functions` is a name here. `gen` is one, until the next edition.
#![deny(
    warnings,
    clippy::all,
    clippy::pedantic,
    clippy::nursery,
    keyword_idents_2018,
    missing_docs,
    unreachable_pub
)]

pub mod dependency;
pub mod facade;
pub mod function;
