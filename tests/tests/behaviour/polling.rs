//! Calls that are repeated until their result has settled.

use std::time::Duration;

use schematic_api::{Error, ErrorKind, Timeout};
use schematic_tests::{
    scripted::{Answer, Reply, Scripted, reset},
    shop::{Item, ItemId, builder, shop},
};
use tokio::time::{Instant, timeout};

use crate::retry::assert_pauses;

fn making(status: &str) -> Reply {
    Reply::json(200, serde_json::json!({ "id": "i", "status": status }).to_string())
}

fn seconds(seconds: f64) -> Duration {
    Duration::from_secs_f64(seconds)
}

async fn poll(transport: &Scripted) -> Result<Item, Error> {
    shop(transport).items().settled(&ItemId::from("i")).poll().await
}

// L1
#[tokio::test(start_paused = true)]
async fn what_has_settled_is_given_at_once() {
    for status in ["made", "failed"] {
        let transport = Scripted::new([making(status)]);
        let started = Instant::now();
        assert_eq!(poll(&transport).await.unwrap().status, status);
        assert_eq!((started.elapsed(), transport.attempts()), (Duration::ZERO, 1));
    }
}

#[tokio::test(start_paused = true)]
async fn awaiting_without_polling_gives_what_is_there() {
    let transport = Scripted::new([making("cutting")]);
    assert_eq!(
        shop(&transport).items().settled(&ItemId::from("i")).await.unwrap().status,
        "cutting"
    );
    assert_eq!(transport.attempts(), 1);
}

// L2
#[tokio::test(start_paused = true)]
async fn the_services_interval_is_read_anew_from_every_reply() {
    let asking = |value: &str| making("cutting").header("openai-poll-after-ms", value);
    let transport = Scripted::new([
        asking("2000"),
        asking("700"),
        asking("999999999"),
        asking("0"),
        making("made"),
    ]);
    poll(&transport).await.unwrap();
    assert_pauses(&transport, &[2.0, 0.7, 60.0, 0.1]);
}

// L2
#[tokio::test(start_paused = true)]
async fn an_interval_that_is_none_falls_back_to_our_own() {
    for value in ["", "12ms", "0x10", "-2", "NaN", "1.5"] {
        let transport = Scripted::new([
            making("cutting").header("openai-poll-after-ms", value),
            making("made"),
        ]);
        poll(&transport).await.unwrap();
        assert_pauses(&transport, &[0.5]);
    }
}

// L2
#[tokio::test(start_paused = true)]
async fn our_own_interval_grows_while_the_services_holds() {
    let asking = making("cutting").header("openai-poll-after-ms", "2000");
    let transport = Scripted::new([asking, making("cutting"), making("made")]);
    poll(&transport).await.unwrap();
    assert_pauses(&transport, &[2.0, 0.75]);
}

#[tokio::test(start_paused = true)]
async fn a_condition_of_the_callers_replaces_the_declared_one() {
    let stock =
        |stock: u64| Reply::json(200, format!(r#"{{"id":"i","status":"made","stock":{stock}}}"#));
    let transport = Scripted::new([stock(1), stock(2), stock(3)]);
    let item = ItemId::from("i");
    let shop = shop(&transport);
    let call = shop.items().settled(&item).until(|item| item.stock > 2);
    assert_eq!(call.poll().await.unwrap().stock, 3);
    assert_eq!(transport.attempts(), 3);
}

// L3
#[tokio::test(start_paused = true)]
async fn an_unknown_status_is_waited_for_without_a_hot_loop() {
    let mut script = vec![making("a status that came later"); 8];
    script.push(making("made"));
    let transport = Scripted::new(script);
    poll(&transport).await.unwrap();
    assert_pauses(&transport, &[0.5, 0.75, 1.125, 1.6875, 2.53125, 3.796_875, 5.0, 5.0]);
}

#[tokio::test(start_paused = true)]
async fn the_callers_interval_goes_before_the_services() {
    let transport = Scripted::new([
        making("cutting").header("openai-poll-after-ms", "9000"),
        making("cutting"),
        making("made"),
    ]);
    let item = ItemId::from("i");
    shop(&transport).items().settled(&item).poll().every(seconds(3.0)).await.unwrap();
    assert_pauses(&transport, &[3.0, 3.0]);
}

// L4
#[tokio::test(start_paused = true)]
async fn an_error_ends_the_poll_after_its_retries() {
    let transport = Scripted::new([
        Answer::from(making("cutting")),
        reset(),
        making("cutting").into(),
        Reply::status(404).into(),
    ]);
    assert_eq!(poll(&transport).await.unwrap_err().status().unwrap(), 404);
    assert_eq!(transport.attempts(), 4);
    let transport = Scripted::new([making("cutting"), Reply::json(200, "<html>")]);
    assert!(poll(&transport).await.unwrap_err().is_decode());
}

// L4
#[tokio::test(start_paused = true)]
async fn a_poll_that_is_dropped_asks_no_more() {
    let transport = Scripted::new([making("cutting")]);
    let shop = shop(&transport);
    let item = ItemId::from("i");
    let poll = shop.items().settled(&item).poll().every(seconds(1.0)).into_future();
    assert!(timeout(seconds(2.5), poll).await.is_err());
    tokio::time::sleep(seconds(60.0)).await;
    assert_eq!((transport.attempts(), transport.open()), (3, 0));
}

// L5
#[tokio::test(start_paused = true)]
async fn a_poll_ends_after_ten_minutes_by_default() {
    let transport = Scripted::new([making("cutting").header("x-request-id", "req_1")]);
    let started = Instant::now();
    let error = poll(&transport).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Poll));
    assert!(
        started.elapsed() <= seconds(600.0) && started.elapsed() > seconds(590.0),
        "{:?}",
        started.elapsed()
    );
    // The last reply is available, whatever its status.
    assert_eq!(error.request_id(), Some("req_1"));
    assert!(std::str::from_utf8(error.body().unwrap()).unwrap().contains("cutting"));
}

// L5
#[tokio::test(start_paused = true)]
async fn no_pause_of_a_poll_reaches_past_its_time() {
    let transport = Scripted::new([making("cutting")]);
    let item = ItemId::from("i");
    let shop = shop(&transport);
    let started = Instant::now();
    let poll = shop.items().settled(&item).poll().every(seconds(1.0));
    let error = poll.timeout(seconds(3.5)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Poll));
    assert_eq!((transport.attempts(), started.elapsed().as_secs_f64().round()), (4, 3.0));
}

// L5
#[tokio::test(start_paused = true)]
async fn a_poll_ends_in_time_whatever_the_service_does() {
    for answer in [
        Answer::Hang,
        making("cutting").open().into(),
        making("cutting").header("openai-poll-after-ms", "60000").into(),
    ] {
        let transport = Scripted::new([answer]);
        let started = Instant::now();
        let error = shop(&transport)
            .items()
            .settled(&ItemId::from("i"))
            .poll()
            .timeout(seconds(20.0))
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Poll));
        assert!(started.elapsed() <= seconds(20.1), "{:?}", started.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn the_options_of_the_call_hold_for_each_question() {
    let transport = Scripted::new([making("cutting"), making("made")]);
    let item = ItemId::from("i");
    shop(&transport).items().settled(&item).header("x-trace", "t").poll().await.unwrap();
    assert!(transport.sent().iter().all(|sent| sent.header("x-trace") == Some("t")));
    assert_eq!(transport.attempts(), 2);
}

/// The time limit of a single call is that of the client, not the whole time of the poll.
#[tokio::test(start_paused = true)]
async fn each_question_has_the_time_of_a_call() {
    for (call, expected) in [(None, 5.0), (Some(9.0), 9.0)] {
        let transport = Scripted::new([Answer::from(making("cutting")), Answer::Hang]);
        let shop = builder(&transport).timeout(seconds(5.0)).build().unwrap();
        let item = ItemId::from("i");
        let question = shop.items().settled(&item);
        let question = match call {
            Some(call) => question.timeout(seconds(call)),
            None => question,
        };
        let started = Instant::now();
        let error = question.poll().every(seconds(1.0)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total));
        let late = started.elapsed().as_secs_f64() - 1.0 - expected;
        assert!((0.0..0.1).contains(&late), "{:?}", started.elapsed());
    }
}
