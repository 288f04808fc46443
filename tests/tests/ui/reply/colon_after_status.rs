use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users -> 201: String;
    sound: PUT /users -> 201 ::std::vec::Vec<String>;
}

fn main() {}
