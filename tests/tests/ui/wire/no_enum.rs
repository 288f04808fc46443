use schematic_api::{StringEnum, Union};

#[derive(StringEnum)]
struct Status {
    name: String,
}

#[derive(Union)]
struct Tool;

fn main() {}
