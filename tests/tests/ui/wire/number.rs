//! A limit is a number.

use schematic_api::Object;

#[derive(Object)]
pub struct Run {
    #[wire(max = "10")]
    pub count: u32,
    #[wire(min)]
    pub other: u32,
    #[wire(max = LIMIT)]
    pub third: u32,
}

fn main() {}
