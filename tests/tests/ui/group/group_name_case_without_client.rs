use schematic_api::api;

api! {
    pub group threads {
        list: GET /threads -> String;
    }
}

fn main() {}
