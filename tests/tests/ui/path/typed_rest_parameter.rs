use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /files/<path: String..> -> bytes;
}

fn main() {}
