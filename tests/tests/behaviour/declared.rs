//! Settings of a declaration, a builder and a call: the most specific one wins.

use std::{error::Error as _, time::Duration};

use schematic_api::reply::Json;
use schematic_api::{ApiError, Call, CallOptions, Error, ErrorKind, Timeout, api};
use schematic_tests::{
    scripted::{Answer, Reply, Scripted},
    shop::{Item, ShopError, item},
};
use serde::Deserialize;
use tokio::time::Instant;

api! {
    pub client Depot at "https://depot.example.com" {
        header  "X-Depot": "api";
        header  "X-Version": "api";
        header  "X-Branch": env "DEPOT_BRANCH"?;
        error   ShopError;
        retry   1 on 418 5xx;
        timeout 30 s;
    }

    plain: GET /plain -> Item;
    tuned: GET /tuned -> Item {
        header  "X-Version": "endpoint";
        retry   3 on 404;
        timeout 7 s;
        error   409: Conflict;
    }
    once:  GET /once -> Item { retry 0; }
}

/// The body of a 409.
#[derive(Debug, Deserialize)]
struct Conflict {
    with: String,
}

impl ApiError for Conflict {
    fn message(&self) -> Option<&str> {
        Some(&self.with)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

fn depot(transport: &Scripted) -> schematic_api::ClientBuilder<Depot> {
    Depot::builder().transport(transport.clone()).jitter(|| 0.0)
}

fn built(transport: &Scripted) -> Depot {
    depot(transport).build().expect("a client")
}

async fn attempts(
    transport: &Scripted,
    call: impl IntoFuture<Output = Result<Item, Error>>,
) -> usize {
    let before = transport.attempts();
    drop(call.await);
    transport.attempts() - before
}

#[tokio::test(start_paused = true)]
async fn the_declared_retries_hold_unless_something_nearer_says_otherwise() {
    for (status, plain, tuned, once) in
        [(418, 2, 1, 1), (503, 2, 1, 1), (404, 1, 4, 1), (429, 1, 1, 1)]
    {
        let transport = Scripted::new([Reply::status(status)]);
        let depot = built(&transport);
        assert_eq!(attempts(&transport, depot.plain()).await, plain, "{status}");
        assert_eq!(attempts(&transport, depot.tuned()).await, tuned, "{status}");
        assert_eq!(attempts(&transport, depot.once()).await, once, "{status}");
    }
    let transport = Scripted::new([Reply::status(503)]);
    let patient = depot(&transport).retries(4).build().unwrap();
    assert_eq!(attempts(&transport, patient.plain()).await, 5);
    assert_eq!(attempts(&transport, patient.once()).await, 1);
    assert_eq!(attempts(&transport, patient.once().retries(2)).await, 3);
    assert_eq!(attempts(&transport, patient.plain().retries(0)).await, 1);
}

// T1
#[tokio::test(start_paused = true)]
async fn the_declared_timeouts_hold_unless_something_nearer_says_otherwise() {
    let transport = Scripted::new([Answer::Hang]);
    let (declared, built) =
        (built(&transport), depot(&transport).timeout(Duration::from_secs(20)).build().unwrap());
    let timed = async |call: Call<Json<Item>>| {
        let started = Instant::now();
        assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Timeout(Timeout::Total));
        (started.elapsed().as_millis() + 5) / 1000
    };
    assert_eq!(timed(declared.plain().into()).await, 30);
    assert_eq!(timed(declared.tuned().into()).await, 7);
    assert_eq!(timed(built.plain().into()).await, 20);
    assert_eq!(timed(built.tuned().into()).await, 7);
    assert_eq!(timed(built.tuned().timeout(Duration::from_secs(2)).into()).await, 2);
    assert_eq!(timed(built.plain().timeout(Duration::from_secs(40)).into()).await, 40);
}

// H1, H3
#[tokio::test]
async fn headers_come_from_the_call_the_builder_the_endpoint_and_the_api_in_this_order() {
    let transport = Scripted::always(&item("i"));
    built(&transport).plain().await.unwrap();
    built(&transport).tuned().await.unwrap();
    let client = depot(&transport).header("x-version", "builder").build().unwrap();
    client.plain().await.unwrap();
    client.tuned().await.unwrap();
    client.tuned().header("X-Version", "call").await.unwrap();
    client.tuned().without_header("x-version").await.unwrap();
    let versions: Vec<_> =
        transport.sent().iter().map(|sent| sent.header_values("x-version").join(",")).collect();
    assert_eq!(versions, ["api", "endpoint", "builder", "builder", "call", ""]);
    assert!(transport.sent().iter().all(|sent| sent.header_values("x-depot") == ["api"]));
}

#[tokio::test]
async fn a_header_of_an_optional_variable_is_left_out_unless_it_is_set() {
    let transport = Scripted::always(&item("i"));
    for value in [None, Some("north".to_owned())] {
        let variables = |name: &str| value.clone().filter(|_| name == "DEPOT_BRANCH");
        let client = depot(&transport).read_vars(variables).build().unwrap();
        client.plain().await.unwrap();
        assert_eq!(transport.sent().last().unwrap().header("x-branch"), value.as_deref());
    }
}

#[tokio::test]
async fn options_that_calls_share_apply_to_each() {
    let transport = Scripted::new([Reply::json(200, item("i")), Reply::status(503)]);
    let depot = built(&transport);
    let options =
        CallOptions::new().header("x-trace", 1).query("limit", &5).retries(0).idempotency_key("k");
    depot.plain().options(&options).await.unwrap();
    assert_eq!(depot.tuned().options(&options).await.unwrap_err().attempts(), 1);
    for sent in transport.sent() {
        assert_eq!(
            (sent.header("x-trace"), sent.header("idempotency-key")),
            (Some("1"), Some("k"))
        );
        assert_eq!(sent.query(), "limit=5");
    }
    let wrong = options.query("q", &f64::NAN);
    assert!(depot.plain().options(&wrong).await.unwrap_err().is_input());
}

#[tokio::test]
async fn an_error_has_the_type_that_is_declared_for_its_status() {
    let conflict = Scripted::new([Reply::json(409, r#"{"with":"another"}"#)]);
    let error = built(&conflict).tuned().await.unwrap_err();
    assert_eq!(error.api::<Conflict>().map(|conflict| conflict.with.as_str()), Some("another"));
    assert!(error.api::<ShopError>().is_none());
    let other = Scripted::new([Reply::json(400, r#"{"error":{"message":"no","code":"c"}}"#)]);
    let error = built(&other).tuned().await.unwrap_err();
    assert!(error.api::<ShopError>().is_some() && error.api::<Conflict>().is_none());
    assert_eq!((error.message(), error.code()), (Some("no"), Some("c")));
}

// R26
#[tokio::test(start_paused = true)]
async fn when_time_runs_out_the_error_tells_what_went_wrong_before() {
    let transport = Scripted::new([Reply::status(503).into(), Answer::Hang]);
    let error = built(&transport).plain().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout(Timeout::Total), 2));
    let before =
        error.source().and_then(|source| source.downcast_ref::<Error>()).expect("the error before");
    assert_eq!(before.status().unwrap(), 503);
}
