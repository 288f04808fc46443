use schematic_api::api;

api! {
    client Api at base_url;

    read: GET /notes -> text;
}

fn main() {}
