//! The query of every call: what the declaration, the base URL, the builder and the call say, and which of them wins.

use schematic_api::{Api, ErrorKind, Method, ParameterKind, ValueSource, api, reply::Text};
use schematic_tests::scripted::{Reply, Scripted};

api! {
    pub client Versions at "https://versions.example.com/v1" {
        query "api-version": "2024-10-21";
        query "team": env "VERSIONS_TEAM"?;
    }

    plain: GET /plain -> text;
    tuned: GET /tuned?<api-version: String?> -> text;
    raw:   GET /raw?mode=fast -> text { query "format": "raw"; }

    group items {
        query "deep":   "true";
        query "format": "short";

        list: GET /items?<limit: u32?> -> text;
        full: GET /items/full -> text query "format": "full";
        flat: GET /items/flat?deep=false -> text;
    }
}

api! {
    pub client Tenants at "https://tenants.example.com" { query "tenant": env "TENANT"; }

    read: GET /read -> text;
}

fn versions(transport: &Scripted) -> schematic_api::ClientBuilder<Versions> {
    Versions::builder().transport(transport.clone())
}

fn ok() -> Scripted {
    Scripted::new([Reply::status(200)])
}

/// The paths and queries that were sent.
fn sent(transport: &Scripted) -> Vec<String> {
    let sent = transport.sent().into_iter();
    let after_host = |url: String| url.split(".com").nth(1).unwrap_or_default().to_owned();
    sent.map(|sent| after_host(sent.url)).collect()
}

#[tokio::test]
async fn constants_of_client_group_and_line_are_sent_and_the_nearest_wins() {
    let transport = ok();
    let client = versions(&transport).build().unwrap();
    client.plain().await.unwrap();
    client.raw().await.unwrap();
    client.items().list().limit(3).await.unwrap();
    client.items().full().await.unwrap();
    client.items().flat().await.unwrap();
    client.request(Method::GET, "/other").send::<Text>().await.unwrap();
    assert_eq!(
        sent(&transport),
        [
            "/v1/plain?api-version=2024-10-21",
            "/v1/raw?api-version=2024-10-21&mode=fast&format=raw",
            "/v1/items?api-version=2024-10-21&deep=true&format=short&limit=3",
            "/v1/items/full?api-version=2024-10-21&deep=true&format=full",
            "/v1/items/flat?api-version=2024-10-21&format=short&deep=false",
            "/v1/other?api-version=2024-10-21",
        ]
    );
}

#[tokio::test]
async fn an_input_goes_before_the_constant_of_the_client() {
    let transport = ok();
    let client = versions(&transport).build().unwrap();
    client.tuned().await.unwrap();
    client.tuned().api_version("2025").await.unwrap();
    assert_eq!(
        sent(&transport),
        ["/v1/tuned?api-version=2024-10-21", "/v1/tuned?api-version=2025"]
    );
}

#[tokio::test]
async fn what_a_call_says_goes_before_every_constant_of_the_same_name() {
    let transport = ok();
    let client = versions(&transport).query("format", "built").build().unwrap();
    client.plain().query("api-version", "2026").await.unwrap();
    client.items().full().query("format", &["a", "b"]).query("deep", &1).await.unwrap();
    client.raw().query("mode", "slow").query("mode", "safe").await.unwrap();
    assert_eq!(
        sent(&transport),
        [
            "/v1/plain?format=built&api-version=2026",
            "/v1/items/full?api-version=2024-10-21&format=a&format=b&deep=1",
            "/v1/raw?api-version=2024-10-21&format=built&mode=slow&mode=safe",
        ]
    );
}

#[tokio::test]
async fn the_builder_goes_before_the_declaration_and_its_last_word_counts() {
    let transport = ok();
    let client = versions(&transport).query("api-version", "2025-01").query("deep", "built");
    let client = client.query("api-version", "2025-02").query("a b", &["1", "2"]).build().unwrap();
    client.plain().await.unwrap();
    client.items().list().await.unwrap();
    assert_eq!(
        sent(&transport),
        [
            "/v1/plain?deep=built&api-version=2025-02&a%20b=1&a%20b=2",
            "/v1/items?deep=built&api-version=2025-02&a%20b=1&a%20b=2&format=short",
        ]
    );
}

#[tokio::test]
async fn constants_are_kept_whatever_the_base_url_and_its_own_query_wins_over_those_of_the_client()
{
    let transport = ok();
    let other = "https://other.example.com/x/?region=eu&api-version=base";
    let client = versions(&transport).base_url(other).build().unwrap();
    client.plain().await.unwrap();
    client.items().list().await.unwrap();
    client.plain().query("region", "us").await.unwrap();
    let built = versions(&transport).base_url(other).query("api-version", "built").build().unwrap();
    built.plain().await.unwrap();
    let plain = versions(&transport).base_url("http://localhost:1").build().unwrap();
    plain.plain().await.unwrap();
    let urls: Vec<String> = transport.sent().into_iter().map(|sent| sent.url).collect();
    assert_eq!(
        urls,
        [
            "https://other.example.com/x/plain?region=eu&api-version=base",
            "https://other.example.com/x/items?region=eu&api-version=base&deep=true&format=short",
            "https://other.example.com/x/plain?api-version=base&region=us",
            "https://other.example.com/x/plain?region=eu&api-version=built",
            "http://localhost:1/plain?api-version=2024-10-21",
        ]
    );
}

#[tokio::test]
async fn a_constant_from_the_environment_is_left_out_or_required() {
    let transport = ok();
    let vars = |name: &str| (name == "VERSIONS_TEAM").then(|| "a&b".to_owned());
    let client = versions(&transport).read_vars(vars).build().unwrap();
    client.plain().await.unwrap();
    let tenants = || Tenants::builder().transport(transport.clone());
    let error = tenants().build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("`tenant`") && error.to_string().contains("`TENANT`"));
    let read = tenants().read_vars(|_| Some("t".to_owned())).build().unwrap();
    read.read().await.unwrap();
    tenants().query("tenant", "u").build().unwrap().read().await.unwrap();
    let base = tenants().base_url("https://tenants.example.com?tenant=v").build().unwrap();
    base.read().await.unwrap();
    assert_eq!(
        sent(&transport),
        [
            "/v1/plain?api-version=2024-10-21&team=a%26b",
            "/read?tenant=t",
            "/read?tenant=u",
            "/read?tenant=v"
        ]
    );
}

#[tokio::test]
async fn a_retry_sends_the_same_query() {
    let transport = Scripted::new([Reply::status(503), Reply::status(200)]);
    let client = versions(&transport).build().unwrap();
    client.items().list().query("deep", "no").await.unwrap();
    let sent = sent(&transport);
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], "/v1/items?api-version=2024-10-21&format=short&deep=no");
    assert_eq!(sent[0], sent[1]);
}

#[tokio::test]
async fn a_parameter_of_the_builder_that_cannot_be_sent_is_an_error_when_the_client_is_built() {
    let error = versions(&ok()).query("a", &f64::NAN).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.to_string().contains("`a`"), "{error}");
}

#[tokio::test]
async fn a_secret_in_the_query_of_the_client_is_neither_shown_nor_sent_in_the_clear() {
    let transport = Scripted::new([Reply::json(400, "{}").header("x-request-id", "r sk-1234")]);
    let exposed = versions(&transport).base_url("http://versions.example.com");
    let error = exposed.query("api_key", "sk-1234").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let client = versions(&transport).query("api_key", "sk-1234").build().unwrap();
    assert!(!format!("{client:?}").contains("sk-1234"));
    let error = client.plain().await.unwrap_err();
    assert!(
        !format!("{error} {error:?} {:?}", error.request_id()).contains("sk-1234"),
        "{error:?}"
    );
}

#[test]
fn the_tables_show_all_constants() {
    let [version, team] = Versions::SPEC.query() else { panic!("two parameters") };
    assert_eq!(
        (version.name(), version.source()),
        ("api-version", ValueSource::Static("2024-10-21"))
    );
    assert_eq!(team.source(), ValueSource::OptionalEnv("VERSIONS_TEAM"));
    let full = Versions::ENDPOINTS.get("items.full").unwrap().query();
    let full: Vec<_> = full.iter().map(|part| (part.name(), part.kind())).collect();
    assert_eq!(
        full,
        [("deep", ParameterKind::Fixed("true")), ("format", ParameterKind::Fixed("full"))]
    );
}

mod mocked {
    use schematic_api::StatusCode;
    use schematic_api::mock::Mock;

    use super::*;

    #[tokio::test]
    async fn a_mock_requires_the_constants_of_group_and_line_as_it_does_headers() {
        let mock = Mock::<Tenants>::new().on(|_: TenantsReadRequest| async { Ok(String::new()) });
        mock.client().read().await.unwrap();
        assert_eq!(mock.requests()[0].query(), "tenant=mock");
        let mock = Mock::<Versions>::new()
            .on(|request: ItemsListRequest| async move { Ok(format!("{:?}", request.limit)) });
        let client = mock.client();
        assert_eq!(client.items().list().limit(3).await.unwrap(), "Some(3)");
        let error = client.items().list().query("deep", "no").await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
        client.items().list().query("api-version", "2026").await.unwrap();
    }
}
