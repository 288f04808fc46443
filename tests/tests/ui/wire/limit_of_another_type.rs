//! A limit is about values of the field's type.

use schematic_api::{Multipart, Object, Patch};

#[derive(Object)]
pub struct Run {
    #[wire(max = 10)]
    pub name: String,
    #[wire(min_length = 1, max = 10)]
    pub count: Option<u32>,
    #[wire(min_length = 1)]
    pub tools: Patch<Vec<String>>,
    #[wire(max_items = 1)]
    pub strict: Option<bool>,
}

#[derive(Multipart)]
pub struct File {
    #[wire(max_items = 16)]
    pub purpose: String,
}

fn main() {}
