//! The document as a whole: what it says of the client, what the caller chooses, and how it is written.

use schematic_api::openapi::OpenApi;
use schematic_api::{StringEnum, api};
use serde_json::{Value, json};

use crate::types::{Note, text};

/// An order of notes.
#[derive(Clone, Debug, StringEnum)]
pub enum Order {
    Newest,
    Oldest,
    Unknown(String),
}

mod owners {
    schematic_api::api! {
        /// Owners of notes.
        pub group Owners {
            read: GET /owners/<owner> -> text;
        }

        pub group Teams {
            read: GET /teams/<team> -> text;
        }
    }
}

api! {
    /// Notes of a team.
    pub client Notes at "https://notes.example.com/v1/" {
        base_url env "NOTES_URL";
    }

    /// What the client says of the owners.
    group owners = crate::document::owners::Owners;

    /// What the client says of the teams.
    group teams = crate::document::owners::Teams;

    list: GET /notes?<order: Order?> -> Vec<Note>;
}

api! {
    pub client Bare;

    openapi: GET /openapi -> text;
}

#[test]
fn the_client_is_the_title_and_its_docs_the_description() {
    let document = Notes::openapi();
    let version = env!("CARGO_PKG_VERSION");
    let info = json!({ "title": "Notes", "version": version, "description": "Notes of a team." });
    assert_eq!(document.document()["openapi"], "3.1.1");
    assert_eq!(document.document()["info"], info);
    assert_eq!(document.document()["servers"], json!([{ "url": "https://notes.example.com/v1" }]));
    let extension = json!({ "client": "Notes", "base_url_env": "NOTES_URL" });
    assert_eq!(document.document()["x-schematic"], extension);
}

#[test]
fn the_caller_may_choose() {
    let document =
        Notes::openapi().title("Our notes").version("7").server("http://localhost").v3_2();
    assert_eq!(document.document()["openapi"], "3.2.0");
    assert_eq!(document.document()["info"]["title"], "Our notes");
    assert_eq!(document.document()["info"]["version"], "7");
    assert_eq!(document.document()["servers"], json!([{ "url": "http://localhost" }]));
}

#[test]
fn groups_of_other_blocks_are_there_with_their_docs() {
    let document = Notes::openapi();
    let tags = json!([
        { "name": "owners", "description": "Owners of notes." },
        { "name": "teams", "description": "What the client says of the teams." },
    ]);
    assert_eq!(document.document()["tags"], tags);
    assert_eq!(
        document.document()["paths"]["/owners/{owner}"]["get"]["operationId"],
        "owners_read"
    );
}

#[test]
fn enums_are_open_unless_the_caller_closes_them() {
    let order = |document: OpenApi| document.document()["components"]["schemas"]["Order"].clone();
    let known = json!({ "type": "string", "enum": ["newest", "oldest"] });
    let open =
        json!({ "description": "An order of notes.", "anyOf": [known, { "type": "string" }] });
    let mut closed = known;
    closed["description"] = "An order of notes.".into();
    assert_eq!(order(Notes::openapi()), open);
    assert_eq!(order(Notes::openapi().closed_enums()), closed);
}

#[test]
fn a_client_without_anything_has_a_document() {
    let operation = json!({
        "operationId": "openapi",
        "responses": text(),
        "x-schematic": { "name": "openapi" },
    });
    let expected = json!({
        "openapi": "3.1.1",
        "info": { "title": "Bare", "version": env!("CARGO_PKG_VERSION") },
        "paths": { "/openapi": { "get": operation } },
        "x-schematic": { "client": "Bare" },
    });
    assert_eq!(*OpenApi::of::<Bare>().document(), expected);
}

#[test]
fn the_document_is_the_same_each_time() {
    let (once, again) = (Notes::openapi(), Notes::openapi());
    assert_eq!(once.to_json(), again.to_json());
    assert_eq!(once.to_string(), again.to_string());
    assert_eq!(serde_json::from_str::<Value>(&once.to_string()).unwrap(), *once.document());
}
