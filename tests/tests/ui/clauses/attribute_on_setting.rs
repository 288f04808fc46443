use schematic_api::api;

api! {
    client Api at "https://api.example.com" {
        /// Long enough for a big file.
        timeout 10 min;
    }
}

fn main() {}
