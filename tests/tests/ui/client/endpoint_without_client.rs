use schematic_api::api;

api! {
    list: GET /threads -> String;
}

fn main() {}
