use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    new: POST /threads -> text;

    group threads {
        clone: GET /clones -> text;
    }
}

fn main() {}
