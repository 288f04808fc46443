use schematic_api::{Extra, Object};

#[derive(Object)]
struct Run {
    extra: Extra,
    more: schematic_api::Extra,
}

fn main() {}
