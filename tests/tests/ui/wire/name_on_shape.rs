use schematic_api::Union;

#[derive(Union)]
enum Content {
    #[wire(string, rename = "text")]
    Text(String),
    Unknown(serde_json::Value),
}

fn main() {}
