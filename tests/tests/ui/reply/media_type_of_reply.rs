use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    none: GET /none -> empty as "text/csv";
    rows: GET /rows -> lines String as "text/csv";
    sound: GET /sound -> stream as "audio/wav" also "audio/mpeg";
}

fn main() {}
