use schematic_api::{Object, StringEnum, Union};

#[derive(Object)]
#[wire(deny_unknown_fields, strict)]
struct Run {
    #[wire(name = "type")]
    kind: String,
    #[wire(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[wire(deserialize_with = "seconds", default)]
    timeout: u8,
    #[wire(skip_deserializing)]
    cached: u8,
}

#[derive(Union)]
#[wire(untagged)]
enum Content {
    #[wire(string)]
    Text(String),
    #[wire(other)]
    Unknown(serde_json::Value),
}

#[derive(StringEnum)]
enum Status {
    Done,
    #[wire(other)]
    Unknown(String),
}

fn main() {}
