use schematic_api::{Object, Union};

#[derive(Object)]
struct Function {}

#[derive(Union)]
enum Tool {
    Function(Function),
    Unknown(serde_json::Value),
}

fn main() {}
