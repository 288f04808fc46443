use schematic_api::{FilePart, Multipart};
use std::collections::BTreeMap;

#[derive(Multipart)]
struct Upload {
    list: Option<Vec<FilePart>>,
    map: BTreeMap<String, FilePart>,
    right: Vec<FilePart>,
}

fn main() {}
