use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    read: "GET" /files/<path..> -> text;
    save: "put" /files/<path..> (bytes) -> empty;
    find: "PROPFIND" /files/<path..> -> text;
}

fn main() {
    let api = Api::builder().build().unwrap();
    let _calls = (api.read("a/b"), api.save("a/b", "c"), api.find("a/b"));
}
