use schematic_api::Object;

#[derive(Object)]
struct Lenient {
    #[wire(default)]
    id: String,
}

#[derive(Object)]
#[wire(required(id))]
struct Listed {
    #[wire(default)]
    id: String,
}

fn main() {}
