use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    find: "PROP FIND" /files/<path..> -> text;
    none: "" /files -> text;
    both: "GET/HEAD" /files -> text;
}

fn main() {}
