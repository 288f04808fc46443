//! A pattern is a string.

use schematic_api::Object;

#[derive(Object)]
pub struct Run {
    #[wire(pattern = 5)]
    pub name: String,
}

fn main() {}
