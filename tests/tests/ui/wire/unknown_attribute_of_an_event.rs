use schematic_api::{Event, Object, Union};

#[derive(Event)]
enum Numbers {
    #[wire(nam = "run.created")]
    Created(u32),
    #[wire(terminal, terminal)]
    Completed(u32),
    Unknown { event: String, data: String },
}

#[derive(Object)]
struct Start {}

#[derive(Union, Event)]
#[wire(tag = "type")]
enum Parts {
    #[wire(terminall)]
    Start(Start),
    Unknown(serde_json::Value),
}

fn main() {}
