use schematic_api::Object;

#[derive(Object)]
#[wire(required(id))]
struct Run {
    id: String,
    status: String,
}

fn main() {
    Run::new("id", "status");
}
