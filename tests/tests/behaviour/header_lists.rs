//! Headers that are lists: the values of the client, its builder, the group, the endpoint and the call.

use schematic_api::{Api, CallOptions, ErrorKind, Method, api, reply::Text};
use schematic_tests::scripted::{Reply, Scripted};

api! {
    pub client Betas at "https://betas.example.com" {
        header append "X-Beta": "client";
        header append "X-Beta": env "BETAS_MORE"?;
    }

    plain: GET /plain -> text;

    group files {
        header append "X-Beta": "files, shared";

        list: GET /files -> text;
        read: GET /files/<id> -> text header append "X-Beta": "read" header append "X-Beta": "shared, client";
        only: GET /files/only -> text header "X-Beta": "only";
    }

    group set {
        header "X-Beta": "set";

        add: GET /set -> text header append "X-Beta": "add";
    }
}

fn betas(transport: &Scripted) -> schematic_api::ClientBuilder<Betas> {
    Betas::builder().transport(transport.clone())
}

fn ok() -> Scripted {
    Scripted::new([Reply::status(200)])
}

fn sent(transport: &Scripted) -> Vec<String> {
    let header = |sent: schematic_tests::scripted::Sent| {
        assert!(sent.headers.get_all("x-beta").iter().count() <= 1);
        sent.header("x-beta").unwrap_or("nothing").to_owned()
    };
    transport.sent().into_iter().map(header).collect()
}

#[tokio::test]
async fn the_values_of_client_group_line_and_call_are_joined_each_once_in_that_order() {
    let transport = ok();
    let client = betas(&transport).build().unwrap();
    client.plain().await.unwrap();
    client.files().list().await.unwrap();
    client.files().read("1").await.unwrap();
    client.files().read("1").append_header("x-beta", "call, read").await.unwrap();
    client.request(Method::GET, "/x").append_header("X-Beta", "call").send::<Text>().await.unwrap();
    let expected = [
        "client",
        "client,files,shared",
        "client,files,shared,read",
        "client,files,shared,read,call",
        "client,call",
    ];
    assert_eq!(sent(&transport), expected);
}

#[tokio::test]
async fn a_plain_header_replaces_what_comes_before_it() {
    let transport = ok();
    let client = betas(&transport).build().unwrap();
    client.files().only().await.unwrap();
    client.files().only().append_header("x-beta", "call").await.unwrap();
    client.set().add().await.unwrap();
    client.files().list().header("x-beta", "call").await.unwrap();
    client.files().list().header("x-beta", "call").append_header("x-beta", "more").await.unwrap();
    client.files().list().append_header("x-beta", "more").header("x-beta", "call").await.unwrap();
    client.files().list().without_header("x-beta").await.unwrap();
    client.files().list().without_header("x-beta").append_header("x-beta", "call").await.unwrap();
    let expected = ["only", "only,call", "set,add", "call", "call,more", "call", "nothing", "call"];
    assert_eq!(sent(&transport), expected);
}

#[tokio::test]
async fn the_builder_adds_after_the_declaration_or_replaces_it() {
    let transport = ok();
    let built = betas(&transport).append_header("X-Beta", "built").build().unwrap();
    built.files().read("1").append_header("x-beta", "call").await.unwrap();
    let set = betas(&transport).append_header("x-beta", "lost").header("x-beta", "set");
    let set = set.append_header("x-beta", "built").build().unwrap();
    set.files().read("1").await.unwrap();
    let derived = built.with_header("x-beta", "derived");
    derived.files().list().append_header("x-beta", "call").await.unwrap();
    let vars = |name: &str| (name == "BETAS_MORE").then(|| "read, more".to_owned());
    betas(&transport).read_vars(vars).build().unwrap().files().list().await.unwrap();
    let expected = [
        "client,files,shared,read,built,call",
        "set,built",
        "derived,call",
        "client,read,more,files,shared",
    ];
    assert_eq!(sent(&transport), expected);
}

#[tokio::test]
async fn options_that_several_calls_share_add_too() {
    let transport = ok();
    let client = betas(&transport).build().unwrap();
    let options = CallOptions::new().append_header("x-beta", "shared-option");
    client.plain().append_header("x-beta", "call").options(&options).await.unwrap();
    assert_eq!(sent(&transport), ["client,call,shared-option"]);
}

#[tokio::test]
async fn what_is_no_list_is_an_error_before_anything_is_sent() {
    let transport = ok();
    let client = betas(&transport).build().unwrap();
    for (name, value) in
        [("Cookie", "a=1"), ("content-type", "a"), ("host", "a"), ("x-beta", "a\nb")]
    {
        let error = client.plain().append_header(name, value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{name}");
        let error = betas(&transport).append_header(name, value).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{name}");
    }
    assert_eq!(transport.sent().len(), 0);
}

#[tokio::test]
async fn a_secret_that_is_added_is_redacted_and_not_sent_over_plain_http() {
    let echo =
        || Scripted::new([Reply::status(400).header("x-request-id", "r-abcd1234 r-efgh5678")]);
    let client = betas(&echo()).append_header("x-auth-token", "r-abcd1234").build().unwrap();
    let error = client.plain().append_header("x-auth-token", "r-efgh5678").await.unwrap_err();
    assert_eq!(error.request_id(), Some("[redacted] [redacted]"));
    let exposed = || betas(&ok()).base_url("http://betas.example.com");
    let error = exposed().append_header("x-auth-token", "abcd1234").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let call = exposed().build().unwrap().plain().append_header("x-auth-token", "abcd1234");
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Input);
}

#[tokio::test]
async fn a_mock_requires_each_value_that_an_endpoint_adds() {
    use schematic_api::mock::Mock;

    let mock = Mock::<Betas>::new().on(|_: FilesReadRequest| async { Ok("read".to_owned()) });
    let client = mock.client();
    assert_eq!(client.files().read("1").await.unwrap(), "read");
    assert_eq!(client.files().read("1").append_header("x-beta", "b").await.unwrap(), "read");
    let error = client.files().read("1").header("x-beta", "files,shared").await.unwrap_err();
    assert_eq!(error.status(), Some(http::StatusCode::BAD_REQUEST));
}

#[test]
fn the_tables_show_what_is_added() {
    let added = Betas::SPEC.headers().iter().all(|header| header.is_appended());
    assert!(added && Betas::SPEC.headers().len() == 2);
    let read = Betas::ENDPOINTS.get("files.read").unwrap();
    let expected = [("x-beta", "files, shared"), ("x-beta", "read"), ("x-beta", "shared, client")];
    assert_eq!((read.appended_headers(), read.headers()), (&expected[..], &[][..]));
}
