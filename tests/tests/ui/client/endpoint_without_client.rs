use schematic_api::api;

api! {
    list: GET /threads -> text;
}

fn main() {}
