use schematic_api::Union;

#[derive(Union)]
enum Content {
    #[wire(string, array)]
    Text(String),
    Unknown(serde_json::Value),
}

fn main() {}
