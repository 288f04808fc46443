use schematic_api::{Object, Union};

#[derive(Object)]
struct Call {
    function: String,
}

#[derive(Union)]
enum Choice {
    #[wire(untagged)]
    Call(Call),
    #[wire(string)]
    Auto,
    Unknown(serde_json::Value),
}

fn main() {}
