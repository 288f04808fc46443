//! Where a service is, and who calls it.

use crate::support::lines;
use schematic_cli::import::{Options, import};

/// The lines about credentials, of a document with these schemes.
fn client(schemes: &str, security: &str, own: &str) -> Vec<String> {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: Notes API}}\nservers: [{{url: 'https://x.example'}}]\n{security}\n\
         paths: {{/a: {{get: {{operationId: a, {own}responses: {{'204': {{}}}}}}}}, /b: {{get: {{operationId: b, responses: {{'204': {{}}}}}}}}}}\n\
         components: {{securitySchemes: {{{schemes}}}}}"
    );
    let document = schematic_cli::document::Document::read(&text).expect("a document");
    let text = import(&document, &Options::default()).files.remove(0).1;
    let lines = lines(&text);
    let auth: Vec<_> = lines.iter().filter(|line| line.contains("auth ")).cloned().collect();
    auth
}

#[test]
fn credentials() {
    let key = "key: {type: apiKey, in: header, name: X-Key}";
    assert_eq!(
        client("t: {type: http, scheme: bearer}", "security: [{t: []}]", ""),
        ["auth bearer env \"NOTES_API_KEY\";"]
    );
    assert_eq!(
        client("t: {type: oauth2, flows: {}}", "security: [{t: [a]}]", ""),
        ["auth bearer env \"NOTES_API_KEY\";"]
    );
    assert_eq!(
        client(key, "security: [{key: []}]", ""),
        ["auth header \"X-Key\" env \"NOTES_API_KEY\";"]
    );
    assert_eq!(
        client("t: {type: http, scheme: basic}", "security: [{t: []}]", ""),
        ["auth basic env \"NOTES_CREDENTIALS\";"]
    );
    assert_eq!(
        client(
            &format!("t: {{type: http, scheme: bearer}}, {key}"),
            "security: [{t: []}]",
            "security: [{key: []}], "
        ),
        [
            "auth bearer env \"NOTES_API_KEY\";",
            "auth key: header \"X-Key\" env \"NOTES_KEY\";",
            "a: GET /a -> empty auth key;"
        ]
    );
    assert_eq!(
        client("t: {type: http, scheme: bearer}", "security: [{t: []}]", "security: [], "),
        ["auth bearer env \"NOTES_API_KEY\"?;", "a: GET /a -> empty auth none;"]
    );
    // Two credentials have two variables.
    assert_eq!(
        client(
            "t: {type: http, scheme: bearer}, api_key: {type: apiKey, in: header, name: X-Key}",
            "security: [{t: []}]",
            "security: [{api_key: []}], "
        )[..2],
        [
            "auth bearer env \"NOTES_TOKEN\";",
            "auth api_key: header \"X-Key\" env \"NOTES_API_KEY\";"
        ]
    );
    // What the document declares and does not use is a guess.
    assert_eq!(client(key, "", ""), ["auth header \"X-Key\" env \"NOTES_API_KEY\"?;"]);
}

#[test]
fn base_urls() {
    let url = |servers: &str, option: Option<&str>| {
        let text = format!(
            "openapi: 3.0.0\ninfo: {{title: Notes}}\nservers: {servers}\npaths: {{/a: {{get: {{responses: {{'204': {{}}}}}}}}}}"
        );
        let document = schematic_cli::document::Document::read(&text).expect("a document");
        let options = Options { base_url: option.map(str::to_owned), ..Options::default() };
        let text = import(&document, &options).files.remove(0).1;
        let line = lines(&text)
            .into_iter()
            .find(|line| line.starts_with("pub client"))
            .unwrap_or_default();
        line.split('"').nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(
        url("[{url: 'https://{host}.example.com/v1/', variables: {host: {default: api}}}]", None),
        "https://api.example.com/v1"
    );
    assert_eq!(url("[{url: '/v2'}]", None), "https://api.example.com/v2");
    assert_eq!(
        url("[{url: '/v2'}]", Some("https://notes.example.com")),
        "https://notes.example.com"
    );
    assert_eq!(url("[]", None), "https://api.example.com");
}
