use schematic_api::{StringEnum, Union};

#[derive(StringEnum)]
enum Status {
    Done(String),
    Unknown(String),
}

#[derive(Union)]
#[wire(tag = "type")]
enum Tool {
    CodeInterpreter,
    #[wire(array)]
    Many,
    Unknown(serde_json::Value),
}

fn main() {}
