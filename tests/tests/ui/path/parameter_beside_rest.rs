use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    cancel: POST /v1/<name..>:cancel -> empty;
    call: POST /v1/<name..>:<verb> -> empty;
    read: GET /v1/<version>-<name..>/content -> bytes;
}

fn main() {}
