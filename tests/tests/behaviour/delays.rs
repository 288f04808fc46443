//! The pauses between attempts: those that the service asks for, and the client's own.

use std::time::{Duration, SystemTime};

use http::StatusCode;
use schematic_api::{Clock, NotRetried, RetryPolicy, Sleep, TokioClock};
use schematic_tests::{
    scripted::{Answer, Reply, Scripted},
    shop::{ItemId, builder},
};

use crate::retry::{assert_pauses, get, status, then_good};

// R5, R8, R9
#[tokio::test(start_paused = true)]
async fn the_servers_delay_is_waited_for() {
    for (name, value, seconds) in [
        ("retry-after", "20", 20.0),
        ("retry-after", "60", 60.0),
        ("retry-after", "1.5", 1.5),
        ("retry-after-ms", "2500", 2.5),
        // Not a valid delay: the client's own backoff applies.
        ("retry-after", "-10", 0.5),
        ("retry-after", "", 0.5),
        ("retry-after", "inf", 0.5),
        ("retry-after", "nan", 0.5),
        ("retry-after", "1e35", 0.5),
        ("retry-after", "Zun, 29 Sep 2023 16:26:27 GMT", 0.5),
        // A date in the past asks for no delay, so the client's own applies.
        ("retry-after", "Fri, 29 Sep 2023 16:26:27 GMT", 0.5),
    ] {
        let transport = then_good([Reply::status(429).header(name, value).into()]);
        get(&transport).await.unwrap();
        assert_pauses(&transport, &[seconds]);
    }
}

/// A clock whose system time is close to the dates in the next test.
struct September;

impl Clock for September {
    fn now(&self) -> std::time::Instant {
        TokioClock.now()
    }

    /// 29 September 2023, 16:26:37 GMT.
    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_696_004_797)
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        TokioClock.sleep(duration)
    }
}

// R6, R9
#[tokio::test(start_paused = true)]
async fn a_date_is_waited_for() {
    let attempt = async |date: &str| {
        let transport = then_good([Reply::status(503).header("retry-after", date).into()]);
        let shop = builder(&transport).clock(September).build().unwrap();
        let result = shop.items().retrieve(&ItemId::from("i")).await;
        (result, transport)
    };
    let (result, transport) = attempt("Fri, 29 Sep 2023 16:26:57 GMT").await;
    assert!(result.is_ok());
    assert_pauses(&transport, &[20.0]);
    let (result, transport) = attempt("Fri, 29 Sep 2023 16:26:27 GMT").await;
    assert!(result.is_ok());
    assert_pauses(&transport, &[0.5]);
    let (result, transport) = attempt("Fri, 29 Sep 2023 16:27:38 GMT").await;
    assert_eq!(result.unwrap_err().retry_after(), Some(Duration::from_secs(61)));
    assert_eq!(transport.attempts(), 1);
}

// R8
#[tokio::test(start_paused = true)]
async fn milliseconds_go_before_seconds() {
    let both = Reply::status(429).header("retry-after-ms", "700").header("retry-after", "20");
    let transport = then_good([both.into()]);
    get(&transport).await.unwrap();
    assert_pauses(&transport, &[0.7]);
}

// R6
#[tokio::test(start_paused = true)]
async fn a_delay_above_the_cap_fails_at_once_and_is_told() {
    for (name, value, seconds) in
        [("retry-after", "61", 61), ("retry-after", "121", 121), ("retry-after-ms", "61000", 61)]
    {
        let transport = then_good([Reply::status(429).header(name, value).into()]);
        let error = get(&transport).await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
        assert_eq!(error.not_retried(), Some(NotRetried::RetryAfter));
        assert_eq!(transport.attempts(), 1);
    }
}

// R6
#[tokio::test(start_paused = true)]
async fn the_cap_of_the_servers_delay_is_configurable() {
    let slow = || then_good([Reply::status(429).header("retry-after", "300").into()]);
    let transport = slow();
    let policy = RetryPolicy::new().max_retry_after(Duration::from_secs(300));
    let shop = builder(&transport).retry_policy(policy).build().unwrap();
    shop.items().retrieve(&ItemId::from("i")).await.unwrap();
    assert_pauses(&transport, &[300.0]);
}

// R7
#[tokio::test(start_paused = true)]
async fn an_unreadable_delay_does_not_mask_the_error() {
    let body = r#"{"error":{"message":"no such size","code":"bad_size"}}"#;
    let reply = Reply::json(400, body).header("retry-after", "Zun, 99 Sep 2023 99:99:99 GMT");
    let error = get(&Scripted::new([reply])).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    assert_eq!(error.message(), Some("no such size"));
    assert_eq!(error.retry_after(), None);
}

// R10
#[tokio::test(start_paused = true)]
async fn a_delay_beyond_all_reason_fails_at_once() {
    for value in [
        "31536001",
        "18446744073709551615",
        "18446744073709551616",
        "99999999999999999999999999999999999",
        "Wed, 29 Sep 9999 16:26:57 GMT",
    ] {
        let transport = then_good([Reply::status(429).header("retry-after", value).into()]);
        let error = get(&transport).await.unwrap_err();
        assert_eq!(error.not_retried(), Some(NotRetried::RetryAfter), "{value}");
        assert_eq!(transport.attempts(), 1, "{value}");
    }
}

// R11
#[tokio::test(start_paused = true)]
async fn backoff_doubles_up_to_its_cap() {
    let transport = Scripted::new([status(503)]);
    let shop = builder(&transport).retries(7).build().unwrap();
    shop.items().retrieve(&ItemId::from("i")).await.unwrap_err();
    assert_pauses(&transport, &[0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]);
}

// R11
#[tokio::test(start_paused = true)]
async fn jitter_takes_a_share_of_the_backoff() {
    for (share, seconds) in
        [(0.0, [0.0, 0.0]), (0.5, [0.25, 0.5]), (1.0, [0.5, 1.0]), (f64::NAN, [0.5, 1.0])]
    {
        let transport = Scripted::new([status(503)]);
        let shop = builder(&transport).jitter(move || share).build().unwrap();
        shop.items().retrieve(&ItemId::from("i")).await.unwrap_err();
        assert_pauses(&transport, &seconds);
    }
}

// R12
#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_no_delay_gets_our_own() {
    let impatient = || Answer::from(Reply::status(503).header("retry-after", "0"));
    let transport = then_good([impatient(), impatient()]);
    get(&transport).await.unwrap();
    assert_pauses(&transport, &[0.5, 1.0]);
}
