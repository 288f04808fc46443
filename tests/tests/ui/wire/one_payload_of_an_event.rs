use schematic_api::Event;

#[derive(Event)]
enum Numbers {
    None,
    Two(u32, u32),
    Named { one: u32 },
    Unknown { event: String, data: String },
}

fn main() {}
