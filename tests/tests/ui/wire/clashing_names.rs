use schematic_api::{Object, StringEnum, Union};

#[derive(StringEnum)]
enum Status {
    InProgress,
    #[wire(rename = "in_progress")]
    Running,
    Unknown(String),
}

#[derive(Object)]
struct Function {}

#[derive(Union)]
#[wire(tag = "type")]
enum Tool {
    Function(Function),
    #[wire(rename = "function")]
    Method(Function),
    #[wire(string)]
    Auto,
    #[wire(string, rename = "auto")]
    Automatic,
    Unknown(serde_json::Value),
}

fn main() {}
