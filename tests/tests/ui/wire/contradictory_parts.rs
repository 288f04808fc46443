use schematic_api::{FilePart, Multipart};

type Attachment = FilePart;

#[derive(Multipart)]
struct Upload {
    #[wire(json, file)]
    both: Attachment,
    #[wire(skip, rename = "n", json)]
    local: u32,
    #[wire(nullable)]
    note: Option<String>,
}

fn main() {}
