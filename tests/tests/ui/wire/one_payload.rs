use schematic_api::Union;

#[derive(Union)]
#[wire(tag = "type")]
enum Tool {
    Function { name: String },
    FileSearch(String, u32),
    Unknown(serde_json::Value),
}

fn main() {}
