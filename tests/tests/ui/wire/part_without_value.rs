use schematic_api::{Extra, Multipart, Patch};

#[derive(Multipart)]
struct Upload {
    note: Patch<String>,
    extra: Extra,
}

fn main() {}
