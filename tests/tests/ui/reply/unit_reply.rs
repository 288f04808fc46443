use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    drop: DELETE /threads/<id> -> ();
}

fn main() {}
