use schematic_api::{FilePart, Multipart};

#[derive(Multipart)]
struct Upload<T> {
    meta: T,
    file: FilePart,
}

fn main() {}
