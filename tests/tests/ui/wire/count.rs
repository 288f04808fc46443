//! A length is a whole number.

use schematic_api::Object;

#[derive(Object)]
pub struct Run {
    #[wire(max_length = 2.5)]
    pub name: String,
    #[wire(min_items = -1)]
    pub tools: Vec<String>,
}

fn main() {}
