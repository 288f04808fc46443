use schematic_api::api;

api! {
    pub client Threads at "https://api.example.com/v1";

    GET  /threads/<id> -> String;
    POST /threads/<id>/runs -> String;
}

fn main() {}
