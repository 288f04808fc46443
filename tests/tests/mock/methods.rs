//! Methods that are not words of the language.

use std::time::Duration;

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Method, StatusCode, api, reply::Text};

api! {
    pub client Files at "https://dav.example.com" {
        retry 2 on 503;
        idempotency "Idempotency-Key";
    }

    /// The properties of a file.
    find:  "PROPFIND" /files/<path..> (text?) -> text idempotent { header "Depth": "1"; }
    patch: "PROPPATCH" /files/<path..> (text) -> text;
    read:  GET /files/<path..> -> text;
    "M-SEARCH" / -> text;
    odd:   "propfind" /files/<path..> -> text;
    long:  "BASELINE-CONTROL-OF-A-LONG-NAME" /files/<path..> -> empty;
}

fn mock() -> Mock<Files> {
    Mock::new()
        .on(|request: FilesFindRequest| async move { Ok(format!("{} {}", request.path, request.body)) })
        .on(|request: FilesPatchRequest| async move { Ok(request.body) })
        .on(|request: FilesReadRequest| async move { Ok(request.path) })
        .on(|_: FilesMSearchRequest| async { Ok("found".to_owned()) })
        .on(|request: FilesOddRequest| async move { Ok(format!("odd {}", request.path)) })
        .on(|_: FilesLongRequest| async { Ok(()) })
}

#[tokio::test]
async fn any_method_is_sent_as_it_is_spelled() {
    let mock = mock();
    let server = mock.listen().await.unwrap();
    let files = server.client().unwrap();
    assert_eq!(files.find("a/b").body("<all/>").await.unwrap(), "a/b <all/>");
    assert_eq!(files.find("a").await.unwrap(), "a ");
    assert_eq!(files.patch("a", "x").await.unwrap(), "x");
    assert_eq!(files.read("a").await.unwrap(), "a");
    assert_eq!(files.m_search().await.unwrap(), "found");
    assert_eq!(files.odd("a").await.unwrap(), "odd a");
    files.long("a").await.unwrap();
    let methods: Vec<_> =
        mock.requests().iter().map(|request| request.method().to_string()).collect();
    assert_eq!(
        methods,
        [
            "PROPFIND",
            "PROPFIND",
            "PROPPATCH",
            "GET",
            "M-SEARCH",
            "propfind",
            "BASELINE-CONTROL-OF-A-LONG-NAME"
        ]
    );
    assert_eq!(mock.received::<FilesFindRequest>().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn only_a_line_that_says_so_is_repeated() {
    let mock = mock();
    let files = mock.client();
    mock.fail_next(1, ErrorReply::new(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(files.find("a").timeout(Duration::from_secs(60)).await.unwrap(), "a ");
    assert_eq!(mock.requests().len(), 2);
    assert!(!Files::ENDPOINTS.get("patch").unwrap().is_idempotent());
    assert!(Files::ENDPOINTS.get("find").unwrap().is_idempotent());
    // A key makes the repetition of the others safe, as that of a `POST`.
    mock.fail_next(1, ErrorReply::new(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(files.patch("a", "x").await.unwrap(), "x");
    let keys: Vec<_> = mock.requests()[2..]
        .iter()
        .map(|request| request.header("idempotency-key").unwrap().to_owned())
        .collect();
    assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
}

#[tokio::test]
async fn another_method_of_the_path_is_answered_with_those_that_it_has() {
    let mock = mock();
    let files = mock.client();
    let error = files.request(Method::DELETE, "/files/a").send::<Text>().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::METHOD_NOT_ALLOWED));
    let allowed = error.headers().unwrap()["allow"].to_str().unwrap();
    assert_eq!(allowed, "BASELINE-CONTROL-OF-A-LONG-NAME, GET, PROPFIND, PROPPATCH, propfind");
}

#[test]
fn the_table_has_the_method() {
    let find = Files::ENDPOINTS.get("find").unwrap();
    assert_eq!(find.method(), Method::from_bytes(b"PROPFIND").unwrap());
    assert_eq!(find.to_string(), "PROPFIND /files/{path..}");
    assert_eq!(find.docs(), "The properties of a file.");
    let search = Files::ENDPOINTS.get("m_search").unwrap();
    assert_eq!(search.to_string(), "M-SEARCH /");
}
