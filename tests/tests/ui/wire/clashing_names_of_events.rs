use schematic_api::Event;

#[derive(Event)]
enum Numbers {
    RunCreated(u32),
    #[wire(rename = "run_created", terminal)]
    Created(u32),
    Unknown { event: String, data: String },
}

fn main() {}
