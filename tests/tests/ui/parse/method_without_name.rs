use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    "!" /files -> text;
    odd: "!" /files -> text;
}

fn main() {}
