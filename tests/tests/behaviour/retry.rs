//! What is retried, and how often. `delays` tests when, and `budget` what all calls of a client may retry in total.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use http::StatusCode;
use schematic_api::{
    Body, Error, ErrorKind, NotRetried, RetryPolicy, StatusSet, Timeout, api,
    transport::TransportErrorKind,
};
use schematic_tests::{
    fault::{FaultServer, Step},
    scripted::{Answer, Reply, Scripted, refused, reset},
    shop::{Item, ItemId, NewItem, Shop, ShopError, builder, item, shop},
};
use tokio::time::Instant;

pub(crate) fn good() -> Answer {
    Reply::json(200, item("i")).into()
}

pub(crate) fn status(status: u16) -> Answer {
    Reply::status(status).into()
}

/// The answers of `failures`, followed by a success.
pub(crate) fn then_good(failures: impl IntoIterator<Item = Answer>) -> Scripted {
    Scripted::new(failures.into_iter().chain([good()]))
}

/// A call that is safe to repeat.
pub(crate) async fn get(transport: &Scripted) -> Result<Item, Error> {
    shop(transport).items().retrieve(&ItemId::from("i")).await
}

/// A call that is not safe to repeat.
async fn post(transport: &Scripted) -> Result<Item, Error> {
    shop(transport).items().create(&NewItem::default()).await
}

/// Compares the pauses between the attempts, to the millisecond of tokio's timer.
#[track_caller]
pub(crate) fn assert_pauses(transport: &Scripted, seconds: &[f64]) {
    let pauses: Vec<f64> = transport.pauses().iter().map(Duration::as_secs_f64).collect();
    let equal = pauses.len() == seconds.len()
        && pauses.iter().zip(seconds).all(|(pause, expected)| (pause - expected).abs() < 0.003);
    assert!(equal, "{pauses:?} instead of {seconds:?}");
}

// R1
#[tokio::test(start_paused = true)]
async fn as_many_retries_are_made_as_there_are_failures() {
    for failure in [status(503), refused(), reset()] {
        for count in [0, 2, 4] {
            let transport = then_good(vec![failure.clone(); count]);
            let shop = builder(&transport).retries(4).build().unwrap();
            let reply = shop.items().retrieve(&ItemId::from("i")).response().await.unwrap();
            assert_eq!(reply.retries() as usize, count, "{failure:?}");
            assert_eq!(transport.attempts(), count + 1, "{failure:?}");
        }
    }
}

// R3
#[tokio::test(start_paused = true)]
async fn only_statuses_that_may_pass_are_retried() {
    for (code, attempts) in [
        (400, 1),
        (401, 1),
        (403, 1),
        (404, 1),
        (408, 3),
        (409, 1),
        (410, 1),
        (413, 1),
        (422, 1),
        (429, 3),
        (500, 3),
        (501, 3),
        (502, 3),
        (503, 3),
        (504, 3),
        (599, 3),
        (300, 1),
        (304, 1),
    ] {
        let transport = Scripted::new([status(code)]);
        let error = get(&transport).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(code));
        assert_eq!(transport.attempts(), attempts, "{code}");
        assert_eq!(error.attempts() as usize, attempts, "{code}");
    }
}

// R3
#[tokio::test(start_paused = true)]
async fn the_statuses_that_may_pass_are_configurable() {
    let transport = then_good([status(404)]);
    let policy = RetryPolicy::new().statuses(StatusSet::of(&[(404, 404)]));
    let shop = builder(&transport).retry_policy(policy).build().unwrap();
    assert!(shop.items().retrieve(&ItemId::from("i")).await.is_ok());
    let transport = then_good([status(500)]);
    let shop = builder(&transport).retry_policy(policy).build().unwrap();
    assert!(shop.items().retrieve(&ItemId::from("i")).await.is_err());
}

// R4
#[tokio::test(start_paused = true)]
async fn the_server_may_forbid_a_retry() {
    let transport = then_good([Reply::status(503).header("x-should-retry", "false").into()]);
    assert_eq!(get(&transport).await.unwrap_err().status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(transport.attempts(), 1);
}

// R4
#[tokio::test(start_paused = true)]
async fn the_server_may_ask_for_a_retry_but_not_beyond_the_limits() {
    let asking = || Answer::from(Reply::status(400).header("x-should-retry", "true"));
    assert!(get(&then_good([asking()])).await.is_ok());

    let always = Scripted::new([asking()]);
    assert_eq!(get(&always).await.unwrap_err().not_retried(), Some(NotRetried::Attempts));
    assert_eq!(always.attempts(), 3);

    let unsafe_one = then_good([asking()]);
    assert_eq!(post(&unsafe_one).await.unwrap_err().not_retried(), Some(NotRetried::NotIdempotent));
    assert_eq!(unsafe_one.attempts(), 1);
}

// R15
#[tokio::test(start_paused = true)]
async fn no_pause_reaches_past_the_deadline() {
    for (failure, attempts) in [
        (status(503), 2),
        (Reply::status(503).header("retry-after", "2").into(), 1),
        (Reply::status(503).after(Duration::from_millis(900)).into(), 1),
    ] {
        let transport = Scripted::new([failure]);
        let started = Instant::now();
        let call = shop(&transport)
            .items()
            .retrieve(&ItemId::from("i"))
            .timeout(Duration::from_millis(1200))
            .await;
        let error = call.unwrap_err();
        assert!(started.elapsed() <= Duration::from_millis(1201), "{:?}", started.elapsed());
        assert_eq!(error.not_retried(), Some(NotRetried::Deadline));
        assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
        assert_eq!(transport.attempts(), attempts);
    }
}

// R15
#[tokio::test(start_paused = true)]
async fn an_attempt_has_no_more_time_than_the_call() {
    let transport = Scripted::new([status(503), Answer::Hang]);
    let started = Instant::now();
    let error = shop(&transport)
        .items()
        .retrieve(&ItemId::from("i"))
        .attempt_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(3))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total));
    assert_eq!(started.elapsed().as_millis() / 10, 300);
}

// R16
#[tokio::test(start_paused = true)]
async fn a_request_that_may_have_been_carried_out_is_not_repeated_unless_idempotent() {
    let cut = Reply::json(200, r#"{"id":"#).broken().into();
    let statuses = [500, 502, 504, 408].map(status);
    for failure in [reset(), Answer::Hang, cut].into_iter().chain(statuses) {
        let transport = then_good([failure.clone()]);
        let client = shop(&transport);
        let create = client
            .items()
            .create(&NewItem::default())
            .attempt_timeout(Duration::from_secs(1))
            .await;
        assert_eq!(
            create.unwrap_err().not_retried(),
            Some(NotRetried::NotIdempotent),
            "{failure:?}"
        );
        assert_eq!(transport.attempts(), 1, "{failure:?}");

        let transport = then_good([failure.clone()]);
        let client = shop(&transport);
        let put = client.items().replace(&ItemId::from("i"), &NewItem::default());
        assert!(put.attempt_timeout(Duration::from_secs(1)).await.is_ok(), "{failure:?}");
        assert_eq!(transport.attempts(), 2, "{failure:?}");
    }
}

// R16
#[tokio::test(start_paused = true)]
async fn an_unsafe_request_that_was_not_carried_out_is_repeated() {
    let slow = Answer::Fail(TransportErrorKind::ConnectTimeout, Duration::from_secs(5));
    for failure in [refused(), slow, status(429), status(503)] {
        let transport = then_good([failure.clone()]);
        assert!(post(&transport).await.is_ok(), "{failure:?}");
        assert_eq!(transport.attempts(), 2, "{failure:?}");
    }
}

// R16
#[tokio::test(start_paused = true)]
async fn a_declaration_or_a_key_makes_a_post_repeatable() {
    let transport = then_good([reset()]);
    shop(&transport).items().define(&ItemId::from("i"), &NewItem::default()).await.unwrap();
    assert_eq!(transport.attempts(), 2);

    let transport = then_good([reset()]);
    shop(&transport).items().create(&NewItem::default()).idempotency_key("key-1").await.unwrap();
    assert_eq!(transport.attempts(), 2);
}

// R17
#[tokio::test(start_paused = true)]
async fn the_callers_idempotency_key_goes_with_every_attempt() {
    let transport = then_good([status(500), reset()]);
    shop(&transport).items().create(&NewItem::default()).idempotency_key("mine").await.unwrap();
    let keys: Vec<_> = transport
        .sent()
        .iter()
        .map(|sent| sent.header("idempotency-key").map(str::to_owned))
        .collect();
    assert_eq!(keys, vec![Some("mine".to_owned()); 3]);
}

api! {
    pub client Ledger at "https://ledger.example.com" {
        idempotency "Ledger-Key";
    }

    /// Book an entry.
    book: POST /entries (json NewItem) -> Item;
    /// Look at an entry.
    entry: GET /entries/<entry> -> Item;
    /// Change an entry.
    change: PATCH /entries/<entry> (json NewItem) -> Item;
    /// Replace an entry.
    replace: PUT /entries/<entry> (json NewItem) -> Item;
    /// Remove an entry.
    remove: DELETE /entries/<entry> -> Item;
}

/// The manual's words: "for each `POST` and `PATCH`". The other methods are safe to repeat as they are.
#[tokio::test]
async fn a_key_is_generated_for_the_methods_that_are_not_idempotent() {
    let transport = Scripted::new([good(), good(), good(), good(), good(), good()]);
    let ledger = Ledger::builder().transport(transport.clone()).build().unwrap();
    let new = NewItem::default();
    ledger.book(&new).await.unwrap();
    ledger.change("e", &new).await.unwrap();
    ledger.replace("e", &new).await.unwrap();
    ledger.remove("e").await.unwrap();
    ledger.entry("e").await.unwrap();
    ledger.replace("e", &new).idempotency_key("mine").await.unwrap();
    let sent = transport.sent();
    let keys: Vec<_> = sent.iter().map(|sent| sent.header("ledger-key")).collect();
    assert!(keys[..2].iter().all(Option::is_some), "{keys:?}");
    assert_eq!(keys[2..], [None, None, None, Some("mine")]);
}

// R17
#[tokio::test(start_paused = true)]
async fn one_generated_key_goes_with_every_attempt_of_a_call() {
    let transport = Scripted::new([status(500), reset(), good(), good(), good()]);
    let ledger = Ledger::builder().transport(transport.clone()).build().unwrap();
    ledger.book(&NewItem::default()).await.unwrap();
    ledger.book(&NewItem::default()).await.unwrap();
    ledger.entry("e").await.unwrap();
    let sent = transport.sent();
    let key = |index: usize| sent[index].header("ledger-key");
    assert!(key(0).is_some_and(|key| key.len() >= 16), "{:?}", key(0));
    assert_eq!((key(1), key(2)), (key(0), key(0)));
    assert!(key(3).is_some() && key(3) != key(0));
    assert_eq!(key(4), None);
}

// R17
#[tokio::test(start_paused = true)]
async fn the_callers_key_replaces_the_generated_one() {
    let transport = then_good([status(500)]);
    let ledger = Ledger::builder().transport(transport.clone()).build().unwrap();
    ledger.book(&NewItem::default()).idempotency_key("mine").await.unwrap();
    assert!(transport.sent().iter().all(|sent| sent.header_values("ledger-key") == ["mine"]));
    assert_eq!(transport.attempts(), 2);
}

// R18
#[tokio::test(start_paused = true)]
async fn a_stream_is_sent_once() {
    for (failure, reason) in [
        (refused(), NotRetried::OneShotBody),
        (status(429), NotRetried::OneShotBody),
        (status(503), NotRetried::OneShotBody),
        (reset(), NotRetried::NotIdempotent),
    ] {
        let transport = then_good([failure.clone()]);
        let body = Body::stream(stream::iter([Ok::<_, std::io::Error>(Bytes::from("picture"))]));
        let error = shop(&transport).items().upload(body).await.unwrap_err();
        assert_eq!(error.not_retried(), Some(reason), "{failure:?}");
        assert_eq!(transport.attempts(), 1, "{failure:?}");
    }
}

// R18
#[tokio::test(start_paused = true)]
async fn a_stream_is_not_read_before_it_is_sent() {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering::SeqCst},
    };
    let touched = Arc::new(AtomicBool::new(false));
    let seen = Arc::clone(&touched);
    let body = Body::stream(stream::once(async move {
        seen.store(true, SeqCst);
        Ok::<_, std::io::Error>(Bytes::from("picture"))
    }));
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    let call = shop.items().upload(body);
    assert!(!touched.load(SeqCst));
    call.await.unwrap();
    assert!(touched.load(SeqCst));
    assert_eq!(transport.only().body, "picture");
}

// R19
#[tokio::test(start_paused = true)]
async fn bytes_are_sent_again_whole() {
    let transport = then_good([refused(), reset(), status(503)]);
    let shop = builder(&transport).retries(3).build().unwrap();
    shop.items().paste(Bytes::from_static(b"picture")).await.unwrap();
    assert!(transport.sent().iter().all(|sent| sent.body == "picture"));
    assert_eq!(transport.attempts(), 4);
}

// R23
#[tokio::test(start_paused = true)]
async fn an_error_that_is_declared_final_is_not_retried_and_can_be_read() {
    let body = r#"{"error":{"message":"pay first","code":"insufficient_quota"}}"#;
    let transport = then_good([Reply::json(429, body).into()]);
    let error = get(&transport).await.unwrap_err();
    assert_eq!(transport.attempts(), 1);
    assert_eq!((error.code(), error.not_retried()), (Some("insufficient_quota"), None));
    assert!(error.api::<ShopError>().is_some());
    assert_eq!(error.body().unwrap(), body);
    // Any other 429 is not final, even if its body cannot be read.
    for body in [r#"{"error":{"message":"slow down","code":"rate_limit"}}"#, "<html>"] {
        assert!(get(&then_good([Reply::json(429, body).into()])).await.is_ok(), "{body}");
    }
}

// R26
#[tokio::test(start_paused = true)]
async fn giving_up_returns_the_last_error_and_the_number_of_attempts() {
    let transport = Scripted::new([refused(), status(500), status(502)]);
    let error = get(&transport).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY));
    assert_eq!(error.attempts(), 3);
    assert_eq!(error.not_retried(), Some(NotRetried::Attempts));
    // A permanent failure ends it early.
    let transport = Scripted::new([status(503), status(404)]);
    let error = get(&transport).await.unwrap_err();
    assert_eq!((error.status(), error.attempts()), (Some(StatusCode::NOT_FOUND), 2));
    assert_eq!(error.not_retried(), None);
}

#[tokio::test(start_paused = true)]
async fn retries_can_be_switched_off_for_a_call() {
    let transport = Scripted::new([status(503)]);
    let error = shop(&transport).items().retrieve(&ItemId::from("i")).retries(0).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    assert_eq!(transport.attempts(), 1);
}

// R24
#[tokio::test]
async fn broken_connections_are_retried_over_sockets() {
    let whole = Step::json(200, &item("i"));
    let cut = Step::raw(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 400\r\n\r\n{",
    );
    let failures: [Vec<Step>; 5] = [
        vec![],
        vec![Step::Read],
        vec![Step::Read, Step::Reset],
        vec![Step::Read, Step::raw("HTTP/1.1 20")],
        vec![Step::Read, cut],
    ];
    for failure in failures {
        let server = FaultServer::start([failure.clone(), vec![Step::Read, whole.clone()]]).await;
        let shop = over_sockets(&server);
        let reply = shop.items().retrieve(&ItemId::from("i")).response().await;
        let reply = reply.unwrap_or_else(|error| panic!("{failure:?}: {error:?}"));
        assert_eq!(reply.retries(), 1, "{failure:?}");
        assert_eq!(server.connections(), 2, "{failure:?}");
    }
}

// R24, R25
#[tokio::test]
async fn an_attempt_that_times_out_is_retried_on_another_connection() {
    let server = FaultServer::start([
        vec![Step::Read, Step::Stall],
        vec![Step::Read, Step::json(200, &item("i"))],
    ])
    .await;
    let shop = over_sockets(&server);
    let call =
        shop.items().retrieve(&ItemId::from("i")).attempt_timeout(Duration::from_millis(200));
    assert_eq!(call.response().await.unwrap().retries(), 1);
    assert_eq!(server.connections(), 2);
    // R21: the abandoned one is closed.
    server.hung_up(1).await;
}

// R21, R25
#[tokio::test]
async fn error_replies_leave_the_connection_to_the_next_attempt() {
    let error = Step::json(503, r#"{"error":{"message":"busy","code":null}}"#);
    let exchanges = [
        error.clone(),
        error,
        Step::json(200, &item("i")),
        Step::json(404, "{}"),
        Step::json(200, &item("i")),
    ];
    let server =
        FaultServer::start([exchanges.into_iter().flat_map(|reply| [Step::Read, reply])]).await;
    // A separate task returns the connection to its pool; the pauses of 50 ms and 100 ms give it time.
    let shop = Shop::builder()
        .base_url(server.url())
        .credential("sk-shop")
        .jitter(|| 0.1)
        .build()
        .unwrap();
    let id = ItemId::from("i");
    assert_eq!(shop.items().retrieve(&id).response().await.unwrap().retries(), 2);
    tokio::time::sleep(Duration::from_millis(50)).await;
    let error = shop.items().retrieve(&id).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    tokio::time::sleep(Duration::from_millis(50)).await;
    shop.items().retrieve(&id).await.unwrap();
    assert_eq!(server.connections(), 1);
}

fn over_sockets(server: &FaultServer) -> Shop {
    Shop::builder()
        .base_url(server.url())
        .credential("sk-shop")
        .jitter(|| 0.0)
        .build()
        .expect("a client")
}
