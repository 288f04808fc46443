use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text polled until String::is_empty;
    list: GET /threads?<after: String?> -> bytes paged by after;
}

fn main() {}
