use schematic_api::api;

api! {
    client Api at env!("BASE_URL") { timeout 3 s; }

    read: GET /notes -> text;
}

fn main() {}
