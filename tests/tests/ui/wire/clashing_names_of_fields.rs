use schematic_api::Object;

#[derive(Object)]
#[wire(constant(object = "thread.run", object = "run"))]
struct Run {
    r#type: String,
    #[wire(rename = "type")]
    kind: String,
    object: String,
    #[wire(alias = "id", alias = "own", alias = "own")]
    own: String,
    #[wire(default, alias = "own")]
    id: String,
}

#[derive(Object)]
#[wire(rename_all = "camelCase")]
struct Renamed {
    page_size: u8,
    #[wire(rename = "pageSize")]
    size: u8,
}

fn main() {}
