use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        header append "X-Beta": "a";
        header "x-beta": "b";
    }
}

fn main() {}
