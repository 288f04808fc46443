use schematic_api::{Object, Union};

#[derive(Object)]
struct Call {
    function: String,
}

#[derive(Union)]
enum Choice {
    #[wire(key = "function")]
    Call(Call),
    #[wire(object)]
    Other(serde_json::Map<String, serde_json::Value>),
    Unknown(serde_json::Value),
}

fn main() {}
