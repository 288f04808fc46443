use schematic_api::Object;

#[derive(Object)]
#[wire(constant(object = "thread.run", object = "run"))]
struct Run {
    r#type: String,
    #[wire(name = "type")]
    kind: String,
    object: String,
}

fn main() {}
