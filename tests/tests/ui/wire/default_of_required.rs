use schematic_api::Object;

#[derive(Object)]
#[wire(lenient, required(id))]
struct Listed {
    #[wire(default)]
    id: String,
}

fn main() {}
