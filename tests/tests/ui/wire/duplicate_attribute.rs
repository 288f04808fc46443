use schematic_api::Object;

#[derive(Object)]
#[wire(lenient, nullable)]
#[wire(lenient)]
struct Run {
    #[wire(rename = "a", rename = "b", alias = "c", alias = "d")]
    id: String,
}

fn main() {
    Run::new().id("id");
}
