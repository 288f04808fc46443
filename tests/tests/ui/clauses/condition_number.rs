use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text error String when code = 1u8;
    list: GET /threads -> text error String when code = 0x10;
}

fn main() {}
