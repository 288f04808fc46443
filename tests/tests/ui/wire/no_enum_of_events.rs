use schematic_api::Event;

#[derive(Event)]
struct Delta {
    text: String,
}

#[derive(Event)]
enum Deltas<T> {
    Delta(T),
    Unknown { event: String, data: String },
}

fn main() {}
