//! No value is above one limit and below the other.

use schematic_api::Object;

#[derive(Object)]
pub struct Run {
    #[wire(min = 0.5, max = 0.25)]
    pub temperature: f64,
    #[wire(min_length = 10, max_length = 9)]
    pub name: String,
    #[wire(max_items = 1, min_items = 2)]
    pub tools: Vec<String>,
    #[wire(min = 3, max = 3)]
    pub exact: u8,
}

fn main() {}
