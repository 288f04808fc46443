//! Words of Rust and of the language as names.

use crate::routes;
use schematic_api::api;

api! {
    client Api at "https://api.example.com";

    move: POST /threads/<type>/move?<in: String>&<match: u32?>&<query as text: String?> -> empty;

    group id {
        group: GET /type/self/crate/2fa/v1.1/chat-completions/@me -> text;
        header: GET /header/<loop>:generate -> text;
        json: PUT /json (json String, header "Type": String) -> text;
    }
}

#[test]
fn keywords_are_names() {
    assert_eq!(
        routes(Api::ENDPOINTS),
        [
            "move POST /threads/{type}/move",
            "id.group GET /type/self/crate/2fa/v1.1/chat-completions/@me",
            "id.header GET /header/{loop}:generate",
            "id.json PUT /json",
        ]
    );
    let api = Api::builder().build().expect("no key is needed");
    let call = api.r#move("left", &String::from("up")).r#match(3).text("all");
    assert!(format!("{call:?}").contains("move"), "{call:?}");
}
