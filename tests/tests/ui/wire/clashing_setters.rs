use schematic_api::{Object, Patch};

#[derive(Object)]
struct Modify {
    new: Option<String>,
    name: Patch<String>,
    clear_name: Option<bool>,
    #[wire(no_setter)]
    clear_names: bool,
}

fn main() {}
