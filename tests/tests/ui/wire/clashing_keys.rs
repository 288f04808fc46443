use schematic_api::{Object, Union};

#[derive(Object)]
struct Call {
    function: String,
}

#[derive(Object)]
struct Named {
    name: String,
}

#[derive(Union)]
enum Choice {
    #[wire(key = "function")]
    Call(Call),
    #[wire(key = "function")]
    Other(Box<Call>),
    #[wire(key = "name")]
    Named(Named),
    Unknown(serde_json::Value),
}

fn main() {
    let _ = Choice::from(Named::new("n"));
}
