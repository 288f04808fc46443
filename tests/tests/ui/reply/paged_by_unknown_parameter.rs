use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<after: String?> -> String paged by aftr;
    runs: GET /runs -> String paged by cursor;
}

fn main() {}
