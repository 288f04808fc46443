use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    remove: DELETE /users -> empty also "application/xml";
}

fn main() {}
