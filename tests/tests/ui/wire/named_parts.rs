use schematic_api::{FilePart, Multipart};

#[derive(Multipart)]
struct Upload(FilePart);

#[derive(Multipart)]
struct Nothing;

#[derive(Multipart)]
enum Either {
    File { file: FilePart },
}

fn main() {}
