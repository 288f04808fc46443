use schematic_api::{Extra, Object};

#[derive(Object)]
#[wire(lenient, required(status, idd, name, extra))]
struct Run {
    id: String,
    status: String,
    name: Option<String>,
    extra: Extra,
}

fn main() {}
