//! Credentials: where they come from, where they are sent, and where never.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use bytes::Bytes;
use futures_util::stream;
use schematic_api::{
    Body, CredentialProvider, ErrorKind, SecretString, api,
    transport::{BoxError, BoxFuture},
};
use schematic_tests::{
    scripted::{Reply, Scripted, reset},
    shop::{Item, ItemId, NewItem, Shop, builder, item, shop},
};

fn id() -> ItemId {
    ItemId::from("i")
}

api! {
    pub client Open at "https://open.example.com";
    retrieve: GET /items/<item> -> Item;
}

api! {
    pub client ByHeader at "https://header.example.com" {
        auth header "X-Api-Key" env "SHOP_TEST_HEADER_KEY";
    }
    retrieve: GET /items/<item> -> Item;
    health: GET /health -> Item { auth none; }
}

api! {
    pub client ByQuery at "https://query.example.com" {
        auth query "key" env "SHOP_TEST_QUERY_KEY";
    }
    retrieve: GET /items/<item> -> Item;
}

api! {
    pub client ByPassword at "https://basic.example.com" {
        auth basic env "SHOP_TEST_PASSWORD";
    }
    retrieve: GET /items/<item> -> Item;
}

#[test]
fn a_credential_in_another_form_than_the_scheme_takes_is_refused_when_the_client_is_built() {
    let transport = Scripted::always("{}");
    let build =
        |key: &str| ByPassword::builder().credential(key).transport(transport.clone()).build();
    for key in ["dXNlcjpwYXNz", "Basic dXNlcjpwYXNz", "Basic user:pass"] {
        let error = build(key).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{key}");
        assert!(error.to_string().contains("`user:password`"), "{error}");
        assert!(!format!("{error} {error:?}").contains(key), "{error:?}");
    }
    let by_env = ByPassword::builder().read_vars(|_| Some("dXNlcjpwYXNz".to_owned()));
    assert_eq!(by_env.build().unwrap_err().kind(), ErrorKind::Config);
    let client = build("user:").unwrap();
    let derived = Shop::builder().credential("Bearer k").transport(transport.clone()).build();
    assert!(derived.unwrap_err().to_string().contains("the token alone"));
    drop((build("user:pass:word").unwrap(), build(":key").unwrap(), client));
    assert_eq!(transport.sent().len(), 0);
}

#[tokio::test]
async fn a_credential_in_another_form_than_the_scheme_takes_is_not_sent() {
    let transport = Scripted::always(r#"{"id": "i"}"#);
    let client = ByPassword::builder()
        .credential_provider(|| async { Ok::<_, std::io::Error>("dXNlcjpwYXNz".into()) })
        .transport(transport.clone())
        .build()
        .unwrap();
    let error = client.retrieve("i").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    let derived = ByPassword::builder().credential("user:pass").transport(transport.clone());
    let error =
        derived.build().unwrap().with_credential("dXNlcjpwYXNz").retrieve("i").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(transport.sent().len(), 0);
}

// A1
#[test]
fn an_empty_key_is_a_missing_key() {
    for key in ["", " ", "\t"] {
        let error =
            Shop::builder().credential(key).transport(Scripted::always("{}")).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{key:?}");
    }
}

/// H4: a key read from a file, including its line break.
#[test]
fn a_key_with_a_line_break_is_an_error_that_does_not_show_it() {
    for key in ["sk-planted\n", "sk-planted\r\nx: y", "sk-planted\0"] {
        match Shop::builder().credential(key).transport(Scripted::always("{}")).build() {
            Ok(_) => panic!("{key:?} was taken"),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Config);
                assert!(!format!("{error} {error:?}").contains("sk-planted"), "{error:?}");
            }
        }
    }
}

// A2
#[tokio::test]
async fn each_scheme_has_its_place() {
    let transport = Scripted::always(&item("i"));
    let open = Open::builder().transport(transport.clone()).build().unwrap();
    open.retrieve("i").await.unwrap();
    ByHeader::builder()
        .credential("k1")
        .transport(transport.clone())
        .build()
        .unwrap()
        .retrieve("i")
        .await
        .unwrap();
    ByQuery::builder()
        .credential("k 2")
        .transport(transport.clone())
        .build()
        .unwrap()
        .retrieve("i")
        .await
        .unwrap();
    ByPassword::builder()
        .credential("user:pass")
        .transport(transport.clone())
        .build()
        .unwrap()
        .retrieve("i")
        .await
        .unwrap();
    shop(&transport).items().retrieve(&id()).await.unwrap();
    let sent = transport.sent();
    assert_eq!((sent[0].header("authorization"), sent[0].query()), (None, ""));
    assert_eq!((sent[1].header("authorization"), sent[1].header("x-api-key")), (None, Some("k1")));
    assert_eq!((sent[2].header("authorization"), sent[2].query()), (None, "key=k%202"));
    assert_eq!(sent[3].header("authorization"), Some("Basic dXNlcjpwYXNz"));
    assert_eq!(sent[4].header("authorization"), Some("Bearer sk-shop"));
}

// A2
#[tokio::test]
async fn an_operation_without_a_credential_does_not_ask_for_one() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let provider = move || {
        counter.fetch_add(1, SeqCst);
        async { Ok::<_, std::io::Error>(SecretString::from("k")) }
    };
    let transport = Scripted::always(&item("i"));
    let client = ByHeader::builder()
        .credential_provider(provider)
        .transport(transport.clone())
        .build()
        .unwrap();
    client.health().await.unwrap();
    assert_eq!((asked.load(SeqCst), transport.only().header("x-api-key")), (0, None));
    client.retrieve("i").await.unwrap();
    assert_eq!((asked.load(SeqCst), transport.sent()[1].header("x-api-key")), (1, Some("k")));
}

/// Returns `key-1`, `key-2` and so on.
fn numbered() -> (
    Arc<AtomicUsize>,
    impl Fn() -> std::future::Ready<Result<SecretString, std::io::Error>> + Send + Sync + 'static,
) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let provider = move || {
        std::future::ready(Ok(SecretString::from(format!(
            "key-{}",
            counter.fetch_add(1, SeqCst) + 1
        ))))
    };
    (count, provider)
}

fn keys(transport: &Scripted) -> Vec<String> {
    transport
        .sent()
        .iter()
        .filter_map(|sent| sent.header("authorization").map(str::to_owned))
        .collect()
}

// R22
#[tokio::test(start_paused = true)]
async fn the_provider_is_asked_before_every_attempt() {
    let (_, provider) = numbered();
    let transport =
        Scripted::new([reset(), Reply::status(503).into(), Reply::json(200, item("i")).into()]);
    let shop =
        Shop::builder().credential_provider(provider).transport(transport.clone()).build().unwrap();
    shop.items().retrieve(&id()).await.unwrap();
    assert_eq!(keys(&transport), ["Bearer key-1", "Bearer key-2", "Bearer key-3"]);
}

// R22
#[tokio::test(start_paused = true)]
async fn a_refused_credential_is_renewed_once() {
    let (_, provider) = numbered();
    let transport = Scripted::new([Reply::status(401), Reply::json(200, item("i"))]);
    let shop =
        Shop::builder().credential_provider(provider).transport(transport.clone()).build().unwrap();
    let reply = shop.items().create(&NewItem::default()).response().await.unwrap();
    assert_eq!(keys(&transport), ["Bearer key-1", "Bearer key-2"]);
    assert_eq!(reply.status(), 200);

    let (_, provider) = numbered();
    let transport = Scripted::new([Reply::status(401)]);
    let shop =
        Shop::builder().credential_provider(provider).transport(transport.clone()).build().unwrap();
    assert_eq!(shop.items().retrieve(&id()).await.unwrap_err().status().unwrap(), 401);
    assert_eq!(keys(&transport), ["Bearer key-1", "Bearer key-2"]);
}

/// Keeps its token until the service rejects it.
#[derive(Clone, Default)]
struct Keeping {
    issued: Arc<AtomicUsize>,
    rejected: Arc<AtomicUsize>,
}

impl CredentialProvider for Keeping {
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        self.issued.fetch_max(self.rejected.load(SeqCst) + 1, SeqCst);
        let key = format!("key-{}", self.issued.load(SeqCst));
        Box::pin(std::future::ready(Ok(key.into())))
    }

    fn rejected(&self) {
        self.rejected.fetch_add(1, SeqCst);
    }
}

// R22
#[tokio::test(start_paused = true)]
async fn a_provider_that_keeps_its_credential_hears_of_a_401() {
    let provider = Keeping::default();
    let answers = [Reply::json(200, item("i")), Reply::status(401), Reply::json(200, item("i"))];
    let transport = Scripted::new(answers);
    let shop = Shop::builder()
        .credential_provider(provider.clone())
        .transport(transport.clone())
        .build()
        .unwrap();
    shop.items().retrieve(&id()).await.unwrap();
    shop.items().retrieve(&id()).await.unwrap();
    assert_eq!(keys(&transport), ["Bearer key-1", "Bearer key-1", "Bearer key-2"]);
    assert_eq!(provider.rejected.load(SeqCst), 1);
}

// R22
#[tokio::test(start_paused = true)]
async fn a_fixed_key_or_a_403_is_not_tried_again() {
    let transport = Scripted::new([Reply::status(401)]);
    assert_eq!(shop(&transport).items().retrieve(&id()).await.unwrap_err().status().unwrap(), 401);
    assert_eq!(transport.attempts(), 1);

    let (_, provider) = numbered();
    let transport = Scripted::new([Reply::status(403)]);
    let client =
        Shop::builder().credential_provider(provider).transport(transport.clone()).build().unwrap();
    assert_eq!(client.items().retrieve(&id()).await.unwrap_err().status().unwrap(), 403);
    assert_eq!(transport.attempts(), 1);

    let (_, provider) = numbered();
    let transport = Scripted::new([Reply::status(401)]);
    let client =
        Shop::builder().credential_provider(provider).transport(transport.clone()).build().unwrap();
    let body = Body::stream(stream::iter([Ok::<_, std::io::Error>(Bytes::from("picture"))]));
    assert_eq!(client.items().upload(body).await.unwrap_err().status().unwrap(), 401);
    assert_eq!(transport.attempts(), 1);
}

// R22
#[tokio::test]
async fn a_401_to_no_credential_or_to_the_callers_own_is_not_tried_again() {
    let (asked, provider) = numbered();
    let transport = Scripted::new([Reply::status(401)]);
    let client = ByHeader::builder()
        .credential_provider(provider)
        .transport(transport.clone())
        .build()
        .unwrap();
    assert_eq!(client.health().await.unwrap_err().status().unwrap(), 401);
    let own = client.retrieve("i").header("x-api-key", "mine");
    assert_eq!(own.await.unwrap_err().status().unwrap(), 401);
    assert_eq!((asked.load(SeqCst), transport.attempts()), (0, 2));
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_fails_ends_the_call_with_its_error() {
    let provider = || async { Err::<SecretString, _>(std::io::Error::other("the vault is shut")) };
    let transport = Scripted::always(&item("i"));
    let shop =
        Shop::builder().credential_provider(provider).transport(transport.clone()).build().unwrap();
    let error = shop.items().retrieve(&id()).await.unwrap_err();
    assert_eq!(transport.attempts(), 0);
    let mut source = std::error::Error::source(&error);
    let mut chain = String::new();
    while let Some(cause) = source {
        chain += &cause.to_string();
        source = cause.source();
    }
    assert!(chain.contains("the vault is shut"), "{chain}");
}

/// The credential is sent over plain http only to this machine, or where the caller allows it.
#[tokio::test]
async fn a_credential_is_not_sent_in_the_clear() {
    let transport = Scripted::always(&item("i"));
    for base in [
        "http://shop.example.com",
        "http://10.0.0.1/v1",
        "http://localhost.example.com",
        "http://0.0.0.0",
    ] {
        let error = builder(&transport).base_url(base).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{base}");
        let allowed = builder(&transport).base_url(base).allow_insecure_http().build();
        assert!(allowed.is_ok(), "{base}");
    }
    for base in
        ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:80", "https://shop.example.com"]
    {
        assert!(builder(&transport).base_url(base).build().is_ok(), "{base}");
    }
    // Without a credential there is nothing to protect.
    assert!(
        Open::builder().base_url("http://open.example.com").transport(transport).build().is_ok()
    );
}

/// A credential set as a header counts, too.
#[tokio::test]
async fn a_credential_in_a_header_is_not_sent_in_the_clear_either() {
    let transport = Scripted::always(&item("i"));
    let open = || Open::builder().base_url("http://open.example.com").transport(transport.clone());
    for name in [
        "authorization",
        "Cookie",
        "x-api-key",
        "Proxy-Authorization",
        "apikey",
        "api_key",
        "Ocp-Apim-Subscription-Key",
        "x-functions-key",
        "x-access-key",
        "x-auth",
    ] {
        let error = open().header(name, "sk-shop").build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{name}");
        let client = open().build().unwrap();
        let error = client.retrieve("i").header(name, "sk-shop").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{name}");
    }
    assert_eq!(transport.attempts(), 0);
    open().build().unwrap().retrieve("i").header("x-trace", "t").await.unwrap();
    open()
        .allow_insecure_http()
        .build()
        .unwrap()
        .retrieve("i")
        .header("cookie", "c")
        .await
        .unwrap();
    assert_eq!(transport.attempts(), 2);
}

api! {
    client NamedHeader at "https://key.example.com" { auth header "X-Pass"; }

    get: GET /x -> empty;
}

api! {
    client NamedQuery at "https://key.example.com" { auth query "pass"; }

    get: GET /x -> empty;
}

/// What the declaration names as the credential is one, whatever its name.
#[tokio::test]
async fn what_is_declared_as_the_credential_is_not_sent_in_the_clear() {
    let transport = Scripted::new([Reply::status(200)]);
    let plain = "http://key.example.com";
    let header = || NamedHeader::builder().base_url(plain).transport(transport.clone());
    let query = || NamedQuery::builder().base_url(plain).transport(transport.clone());
    let by_header = header().without_credential().build().unwrap();
    let by_query = query().without_credential().build().unwrap();
    for (result, kind) in [
        (by_header.get().header("x-pass", "k").await, ErrorKind::Input),
        (by_query.get().query("pass", "k").await, ErrorKind::Input),
        (by_header.with_header("X-Pass", "k").get().await, ErrorKind::Config),
        (by_header.with_credential("k").get().await, ErrorKind::Config),
    ] {
        assert_eq!(result.unwrap_err().kind(), kind);
    }
    for error in [
        header().header("x-pass", "k").build().unwrap_err(),
        query().without_credential().base_url(format!("{plain}?pass=k")).build().unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Config);
    }
    assert_eq!(transport.attempts(), 0);
    by_header.get().header("x-trace", "k").await.unwrap();
    by_query.get().query("page", "k").await.unwrap();
}

/// A key from the environment is sent to the declared host or to the one that the environment
/// names, but not to a host that only the code names.
#[tokio::test]
async fn a_key_from_the_environment_does_not_go_to_another_host() {
    let transport = Scripted::always(&item("i"));
    let key = |name: &str| (name == "SHOP_API_KEY").then(|| "env-key".to_owned());
    let both = |name: &str| match name {
        "SHOP_API_KEY" => Some("env-key".to_owned()),
        "SHOP_BASE_URL" => Some("https://proxy.example.com".to_owned()),
        _ => None,
    };
    let build = || Shop::builder().transport(transport.clone());
    for base in [
        "https://evil.example",
        "https://shop.example.com:444",
        "https://shop.example.com.evil.example",
    ] {
        let error = build().read_vars(key).base_url(base).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{base}");
        assert!(!format!("{error} {error:?}").contains("env-key"));
        assert!(build().read_vars(both).base_url(base).build().is_err(), "{base}");
        assert!(build().read_vars(key).base_url(base).credential("mine").build().is_ok(), "{base}");
    }
    for base in
        ["https://shop.example.com/v2", "HTTPS://SHOP.example.com:443", "http://127.0.0.1:8080"]
    {
        assert!(build().read_vars(key).base_url(base).build().is_ok(), "{base}");
    }
    let proxied = build().read_vars(both).build().unwrap();
    proxied.items().retrieve(&id()).await.unwrap();
    assert_eq!(transport.only().url, "https://proxy.example.com/items/i");
    assert_eq!(transport.only().header("authorization"), Some("Bearer env-key"));
}

/// A credential set for one call replaces the client's, and is not sent twice.
#[tokio::test]
async fn a_credential_of_the_call_goes_before_the_clients() {
    let (asked, provider) = numbered();
    let transport = Scripted::always(&item("i"));
    let provided =
        Shop::builder().credential_provider(provider).transport(transport.clone()).build().unwrap();
    shop(&transport).items().retrieve(&id()).header("Authorization", "Bearer mine").await.unwrap();
    provided.items().retrieve(&id()).header("authorization", "Bearer mine").await.unwrap();
    for sent in transport.sent() {
        assert_eq!(sent.header_values("authorization"), ["Bearer mine"]);
    }
    assert_eq!(asked.load(SeqCst), 0);
}

/// Secrets are marked as sensitive, so that layers below that print headers omit them.
#[tokio::test]
async fn secrets_are_marked_as_such_on_the_request() {
    let transport = Scripted::always(&item("i"));
    shop(&transport).items().retrieve(&id()).header("cookie", "c").await.unwrap();
    let headers = &transport.only().headers;
    assert!(headers["authorization"].is_sensitive() && headers["cookie"].is_sensitive());
    assert!(!headers["accept"].is_sensitive());
}
