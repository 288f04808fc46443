use schematic_api::api;

api! {
    client Api at config::base_url() { timeout 3 s; }

    read: GET /notes -> text;
}

fn main() {}
