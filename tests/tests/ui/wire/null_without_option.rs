use schematic_api::{Object, Patch};

#[derive(Object)]
struct Run {
    #[wire(nullable)]
    id: String,
    #[wire(optional)]
    name: Patch<String>,
    #[wire(nullable, optional)]
    status: Option<String>,
}

fn main() {}
