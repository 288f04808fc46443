use schematic_api::Object;

#[derive(Object)]
#[wire(strict, required(id))]
struct Run {
    id: String,
    status: String,
}

fn main() {}
