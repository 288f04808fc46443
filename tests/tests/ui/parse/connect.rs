use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    tunnel: "CONNECT" /files -> text;
}

fn main() {}
