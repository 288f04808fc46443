use schematic_api::Union;

#[derive(Union)]
enum Content {
    #[wire(string)]
    Text(String),
    #[wire(skip, rename = "local")]
    Local(u8),
    #[wire(skip, array)]
    Cached(Vec<u8>),
    Unknown(serde_json::Value),
}

fn main() {}
