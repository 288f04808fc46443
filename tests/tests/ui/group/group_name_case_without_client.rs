use schematic_api::api;

api! {
    pub group threads {
        list: GET /threads -> text;
    }
}

fn main() {}
