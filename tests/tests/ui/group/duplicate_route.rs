use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads -> text;
    find: GET /threads?<text: String?> -> text;
    match_all: GET /threads?<text: String> -> text;
    match_any: GET /threads?<text>&<limit: u32?> -> text;
    among: GET /threads?<ids: Vec<u32>> -> text;
    read: GET /threads/<id> -> text;
    open: GET /threads/<thread> -> text;
    fresh: GET /threads?sort=new&all=true -> text;
    every: GET /threads?all=true&sort=new -> text;
    old: GET /threads?sort=old&all=true -> text;
    call: POST /rpc (json Vec<u8>) -> text;
    call_again: POST /rpc (json Vec<u8>?) -> bytes;
    call_other: POST /rpc (json Vec<u16>) -> text;
    send: POST /raw (bytes) -> text;
    send_all: POST /raw (stream) -> text;
    page: GET /page -> text { header "Accept": "text/html"; }
    page_again: GET /page -> text { header "accept": "text/html"; }
    print: GET /page -> bytes { header "Accept": "application/pdf"; }
}

fn main() {}
