use schematic_api::Object;
use std::collections::BTreeMap;

#[derive(Object)]
struct Run {
    #[wire(flatten, rename = "labels", alias = "tags")]
    labels: BTreeMap<String, String>,
    #[wire(skip, with = "seconds")]
    cached: u8,
    #[wire(nullable, optional)]
    note: Option<String>,
}

fn main() {}
