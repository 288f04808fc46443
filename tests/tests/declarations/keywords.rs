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

schematic_api::api! {
    pub client Quoted at "https://quoted.example.com";

    query: "QUERY"    /items -> text;
    none:  "PROPFIND" /items -> text;
    error: "REPORT"   /items -> text;
}

#[test]
fn a_line_with_a_quoted_method_may_have_the_name_of_a_clause() {
    let methods = ["query", "none", "error"].map(|id| {
        let endpoint = Quoted::ENDPOINTS.get(id).expect("an endpoint");
        endpoint.method().to_string()
    });
    assert_eq!(methods, ["QUERY", "PROPFIND", "REPORT"]);
}
