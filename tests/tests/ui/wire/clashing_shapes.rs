use schematic_api::Union;

#[derive(Union)]
enum Content {
    #[wire(array)]
    Numbers(Vec<u32>),
    #[wire(array)]
    Words(Vec<String>),
    Unknown(serde_json::Value),
}

fn main() {}
