use schematic_api::Multipart;

#[derive(Multipart)]
struct Upload {
    content: Vec<u8>,
    preview: Option<Vec<u8>>,
    #[wire(json)]
    sizes: Vec<u8>,
    counts: Vec<u32>,
}

fn main() {}
