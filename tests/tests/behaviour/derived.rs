//! Clients that are derived from another: what they change, and what they share.

use http::{Method, StatusCode};
use schematic_api::{Api, Error, ErrorKind, SecretString, api, reply::Text};
use schematic_tests::{
    scripted::{Reply, Scripted, Sent},
    shop::{Item, ItemId, Shop, builder, item, shop},
};

use crate::retry::status;

async fn get(shop: &Shop) -> Result<Item, Error> {
    shop.items().retrieve(&ItemId::from("i")).await
}

fn headers(sent: &[Sent], name: &str) -> Vec<Option<String>> {
    sent.iter().map(|sent| sent.header(name).map(str::to_owned)).collect()
}

fn some(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|value| Some((*value).to_owned())).collect()
}

#[tokio::test]
async fn a_derived_client_has_another_credential_and_the_original_keeps_its_own() {
    let transport = Scripted::always(&item("i"));
    let original = shop(&transport);
    let derived = original.with_credential("sk-other");
    let again = derived.with_credential(SecretString::from("sk-third"));
    for shop in [&original, &derived, &again, &original] {
        get(shop).await.unwrap();
    }
    let keys = ["Bearer sk-shop", "Bearer sk-other", "Bearer sk-third", "Bearer sk-shop"];
    assert_eq!(headers(&transport.sent(), "authorization"), some(&keys));
    for (shop, key) in [(&derived, "sk-other"), (&again, "sk-third")] {
        assert!(!format!("{shop:?}").contains(key), "{shop:?}");
    }
}

#[tokio::test]
async fn a_derived_client_has_a_header_and_the_original_has_not() {
    let transport = Scripted::always(&item("i"));
    let original = shop(&transport);
    let traced = original.with_header("X-Trace", 7);
    for shop in [&original, &traced, &traced.with_header("x-trace", "8"), &original] {
        get(shop).await.unwrap();
    }
    let sent = transport.sent();
    assert_eq!(sent[0].header("x-trace"), None);
    assert_eq!(headers(&sent[1..3], "x-trace"), some(&["7", "8"]));
    assert_eq!(sent[3].header("x-trace"), None);
    assert_eq!(headers(&sent, "x-shop"), some(&["declared"; 4]));
}

api! {
    pub client Versions at "https://versions.example.com" {
        header "X-Version": "api";
    }

    plain: GET /plain -> text;
    tuned: GET /tuned -> text { header "X-Version": "endpoint"; }
}

#[tokio::test]
async fn a_header_of_a_derived_client_goes_before_the_declared_ones_and_a_calls_before_it() {
    let transport = Scripted::new([Reply::status(200)]);
    let versions = Versions::builder().transport(transport.clone());
    let built = versions.header("x-version", "builder").build().unwrap();
    let derived = built.with_header("x-version", "derived");
    derived.plain().await.unwrap();
    derived.tuned().await.unwrap();
    derived.request(Method::GET, "/x").send::<Text>().await.unwrap();
    built.tuned().await.unwrap();
    derived.tuned().header("x-version", "call").await.unwrap();
    derived.tuned().without_header("x-version").await.unwrap();
    let mut expected = some(&["derived", "derived", "derived", "builder", "call"]);
    expected.push(None);
    assert_eq!(headers(&transport.sent(), "x-version"), expected);
}

/// The later of the two wins, whichever it is.
#[tokio::test]
async fn a_credential_that_is_set_as_a_header_is_replaced_by_one_that_is_set_later() {
    let transport = Scripted::always(&item("i"));
    let by_hand = shop(&transport).with_header("authorization", "Basic by-hand");
    get(&by_hand).await.unwrap();
    get(&by_hand.with_credential("sk-other")).await.unwrap();
    get(&by_hand.with_credential("sk-other").with_header("Authorization", "Basic 2"))
        .await
        .unwrap();
    let expected = ["Basic by-hand", "Bearer sk-other", "Basic 2"];
    assert_eq!(headers(&transport.sent(), "authorization"), some(&expected));
    assert!(!format!("{by_hand:?}").contains("by-hand"), "{by_hand:?}");
}

#[tokio::test]
async fn a_client_without_a_credential_gets_one() {
    let transport = Scripted::always(&item("i"));
    let open = builder(&transport).without_credential().build().unwrap();
    let provided = async || Ok::<_, std::io::Error>(SecretString::from("sk-provided"));
    let provided = builder(&transport).credential_provider(provided).build().unwrap();
    for shop in [&open, &open.with_credential("k"), &provided, &provided.with_credential("k")] {
        get(shop).await.unwrap();
    }
    let sent = transport.sent();
    assert_eq!(sent[0].header("authorization"), None);
    assert_eq!(
        headers(&sent[1..], "authorization"),
        some(&["Bearer k", "Bearer sk-provided", "Bearer k"])
    );
}

api! {
    pub client InHeader at "https://header.example.com" { auth header "X-Api-Key" env "KEY"; }
    get: GET /x -> text;
}

api! {
    pub client InQuery at "https://query.example.com" { auth query "key" env "KEY"; }
    get: GET /x -> text;
}

#[tokio::test]
async fn a_credential_goes_where_the_declaration_puts_it() {
    let transport = Scripted::new([Reply::status(200)]);
    let in_header = InHeader::builder().credential("a").transport(transport.clone());
    in_header.build().unwrap().with_credential("b").get().await.unwrap();
    let in_query = InQuery::builder().credential("a").transport(transport.clone());
    in_query.build().unwrap().with_credential("b&c").get().await.unwrap();
    let sent = transport.sent();
    assert_eq!((sent[0].header("x-api-key"), sent[0].query()), (Some("b"), ""));
    assert_eq!(sent[1].query(), "key=b%26c");
}

// ===== what is shared =====

#[tokio::test(start_paused = true)]
async fn derived_clients_share_the_budget_of_retries() {
    let transport = Scripted::new([status(503)]);
    let build = || builder(&transport).retry_budget(20, 10).build().unwrap();
    let attempts = async |shop: &Shop| get(shop).await.unwrap_err().attempts();
    let original = build();
    let derived = original.with_credential("sk-other").with_header("x-trace", 1);
    assert_eq!(attempts(&derived).await, 3);
    assert_eq!(attempts(&original).await, 1);
    assert!(get(&derived).await.unwrap_err().is_budget_exhausted());
    assert_eq!(attempts(&build()).await, 3);
}

#[tokio::test]
async fn derived_clients_share_the_transport_and_all_other_settings() {
    let transport = Scripted::new([status(503)]);
    let original = builder(&transport).retries(0).base_url("https://other.example.com");
    let original = original.build().unwrap();
    let derived = original.with_credential("sk-other").with_header("x-trace", 1);
    let error = get(&derived).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(StatusCode::SERVICE_UNAVAILABLE), 1));
    assert_eq!(transport.only().url, "https://other.example.com/items/i");
    assert_eq!(derived.client().base_url(), original.client().base_url());
}

// ===== what cannot be sent =====

/// Neither is a call sent, nor is the value shown, and the original goes on.
async fn assert_refused(kind: ErrorKind, derive: impl FnOnce(&Shop) -> Shop) {
    let transport = Scripted::always(&item("i"));
    let original = shop(&transport);
    let derived = derive(&original);
    // Nothing that is set later mends it.
    let further = derived.with_header("x-trace", 1).with_credential("sk-good");
    for shop in [&derived, &derived, &further, &derived.clone()] {
        let error = get(shop).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (kind, 0), "{error:?}");
        assert!(error.endpoint().is_some_and(|endpoint| endpoint.id() == "items.retrieve"));
        assert!(!format!("{error} {error:?}").contains("planted"), "{error:?}");
    }
    let error = derived.request(Method::GET, "/x").send::<Text>().await.unwrap_err();
    assert_eq!(error.kind(), kind);
    assert_eq!(transport.attempts(), 0);
    get(&original).await.unwrap();
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_an_error_of_each_call() {
    for (name, value) in [
        ("x-trace", "planted\r\nx-evil: 1"),
        ("x trace", "planted"),
        ("", "planted"),
        ("host", "planted.example"),
        ("content-length", "7"),
    ] {
        assert_refused(ErrorKind::Input, |shop| shop.with_header(name, value)).await;
    }
}

#[tokio::test]
async fn a_credential_that_cannot_be_sent_is_an_error_of_each_call() {
    for credential in ["", " ", "planted\n"] {
        assert_refused(ErrorKind::Config, |shop| shop.with_credential(credential)).await;
    }
}

#[tokio::test]
async fn a_declaration_without_a_credential_takes_none() {
    let transport = Scripted::new([Reply::status(200)]);
    let versions = Versions::builder().transport(transport.clone()).build().unwrap();
    let error = versions.with_credential("k").plain().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("declared without a credential"), "{error}");
    assert_eq!(transport.attempts(), 0);
}

#[tokio::test]
async fn a_secret_is_not_added_to_a_client_over_plain_http() {
    let transport = Scripted::always(&item("i"));
    let build = |builder: schematic_api::ClientBuilder<Shop>| {
        builder.without_credential().base_url("http://10.0.0.1").build().unwrap()
    };
    let exposed = build(builder(&transport));
    for derived in [
        exposed.with_credential("sk-secret"),
        exposed.with_header("authorization", "Bearer sk-secret"),
        exposed.with_header("x-api-key", "sk-secret"),
    ] {
        let error = get(&derived).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{error:?}");
        assert!(error.to_string().contains("plain http"), "{error}");
    }
    assert_eq!(transport.attempts(), 0);
    get(&exposed.with_header("x-trace", 1)).await.unwrap();
    let allowed = build(builder(&transport).allow_insecure_http());
    get(&allowed.with_credential("sk-secret")).await.unwrap();
    assert_eq!(transport.sent()[1].header("authorization"), Some("Bearer sk-secret"));
}
