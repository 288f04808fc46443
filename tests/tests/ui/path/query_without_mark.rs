use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads<limit: u32?>&<after: String?> -> text;
}

fn main() {}
