use schematic_api::Object;

#[derive(Object)]
#[wire(strict, nullable)]
#[wire(strict)]
struct Run {
    #[wire(name = "a", name = "b")]
    id: String,
}

fn main() {
    Run::new("id");
}
