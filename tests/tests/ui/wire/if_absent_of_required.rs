//! A field that is always there needs nothing to stand for it.

use schematic_api::{Multipart, Object};

#[derive(Object)]
pub struct Run {
    #[wire(if_absent = "auto")]
    pub mode: String,
    #[wire(if_absent = 1)]
    pub count: Option<u32>,
}

#[derive(Multipart)]
pub struct File {
    #[wire(if_absent = "assistants")]
    pub purpose: String,
}

fn main() {}
