use schematic_api::{Event, Object, StringEnum, Union};

#[derive(Object)]
#[wire(rename_all = "camelcase")]
struct Run {
    page_size: u8,
}

#[derive(StringEnum)]
#[wire(rename_all = "SHOUTING")]
enum Status {
    Done,
    Unknown(String),
}

#[derive(Union, Event)]
#[wire(tag = "type", rename_all = "camel")]
enum Part {
    Run(Run),
    Unknown(serde_json::Value),
}

fn main() {}
