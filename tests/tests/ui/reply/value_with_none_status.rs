use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    create: POST /users -> 200 202 Vec<String>? none on 202;
    sound: PUT /users -> 201 Vec<String>? none on 202;
}

fn main() {}
