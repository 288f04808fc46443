use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: GET /threads/<id> -> text?;
    open: GET /threads/<id>/open -> stream?;
    watch: GET /threads/<id>/watch -> sse Value?;
}

fn main() {}
