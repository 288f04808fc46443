use schematic_api::{Object, Union};

#[derive(Object)]
struct Id(String);

#[derive(Object)]
struct Empty;

#[derive(Object)]
enum Status {
    Done,
}

#[derive(Union)]
#[wire(tag = "type")]
enum Tool {
    Id(Id),
    Empty(Empty),
    Status(Status),
    Unknown(serde_json::Value),
}

fn main() {}
