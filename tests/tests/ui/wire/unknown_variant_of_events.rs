use schematic_api::Event;

#[derive(Event)]
enum Numbers {
    One(u32),
}

#[derive(Event)]
enum Words {
    One(String),
    Unknown(String),
}

fn is_event<T: Event>() {}

fn main() {
    is_event::<Numbers>();
    is_event::<Words>();
}
