use schematic_api::Object;

#[derive(Object)]
#[wire(constant(object = "thread.run", object = "run"))]
struct Run {
    r#type: String,
    #[wire(rename = "type")]
    kind: String,
    object: String,
}

fn main() {}
