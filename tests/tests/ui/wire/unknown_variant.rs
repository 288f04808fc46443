use schematic_api::{StringEnum, Union};

#[derive(StringEnum)]
enum Status {
    Done,
}

#[derive(StringEnum)]
enum Order {
    Unknown,
}

#[derive(Union)]
#[wire(tag = "type")]
enum Tool {}

#[derive(Union)]
#[wire(tag = "type")]
enum Choice {
    Unknown,
}

fn is_wire<T: serde::Serialize + serde::de::DeserializeOwned>() {}

fn main() {
    is_wire::<(Status, Order, Tool, Choice)>();
}
