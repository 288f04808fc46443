use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    list: GET /threads?<limit: u32 if_absent 20> -> text;
    find: GET /threads?<order if_absent "desc"?> (header "X-Depth": u32 if_absent 1) -> text;
}

fn main() {}
