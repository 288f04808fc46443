use schematic_api::Object;

#[derive(Object)]
#[wire(strict, nullable)]
#[wire(strict)]
struct Run {
    #[wire(rename = "a", rename = "b")]
    id: String,
}

fn main() {
    Run::new("id");
}
