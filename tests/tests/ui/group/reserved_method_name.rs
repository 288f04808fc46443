use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    new: POST /threads -> String;

    group threads {
        clone: GET /clones -> String;
    }
}

fn main() {}
