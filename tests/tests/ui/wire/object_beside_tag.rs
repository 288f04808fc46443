use schematic_api::{Object, Union};

#[derive(Object)]
struct Function {}

#[derive(Union)]
#[wire(tag = "type")]
enum Tool {
    #[wire(object)]
    Function(Function),
    #[wire(key = "name")]
    Named(Box<Run>),
    Unknown(serde_json::Value),
}

fn main() {}
