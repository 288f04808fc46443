use schematic_api::Union;

#[derive(Union)]
enum Content {
    #[wire(array)]
    Numbers(Vec<u32>),
    #[wire(array)]
    Words(Vec<String>),
    #[wire(number)]
    Share(f64),
    #[wire(number)]
    Price(f32),
    Unknown(serde_json::Value),
}

fn main() {}
