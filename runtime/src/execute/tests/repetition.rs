//! What is sent again, and when.

use super::*;

#[tokio::test(start_paused = true)]
async fn passing_failures_are_repeated_with_growing_pauses() {
    let script = Script::new([status(500), Act::Fail(TransportErrorKind::Interrupted), ok("{}")]);
    let started = tokio::time::Instant::now();
    get::<Json<Value>>(&script.client()).await.unwrap();
    assert_eq!(started.elapsed(), Duration::from_millis(1500));
    assert_eq!(script.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted_and_end() {
    let script = Script::new([status(500), status(502), status(503)]);
    let error = get::<Json<Value>>(&script.client()).await.unwrap_err();
    assert_eq!((error.attempts(), error.gave_up()), (3, Some(GaveUp::Attempts)));
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
}

#[tokio::test(start_paused = true)]
async fn a_post_is_repeated_only_when_that_is_safe() {
    let script = Script::new([
        status(500),
        status(503),
        Act::Fail(TransportErrorKind::Connect),
        ok("{}"),
        Act::Fail(TransportErrorKind::Interrupted),
    ]);
    let client = script.client();
    assert_eq!(create(&client).await.unwrap_err().gave_up(), Some(GaveUp::NotIdempotent));
    create(&client).await.unwrap();
    let error = create(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.gave_up()),
        (ErrorKind::Interrupted, Some(GaveUp::NotIdempotent))
    );
    assert_eq!(script.count(), 5);
}

#[tokio::test(start_paused = true)]
async fn an_idempotency_key_stays_the_same_over_all_attempts() {
    let script = Script::new([status(500), ok("{}")]);
    Request::new(CREATE).call::<Json<Value>>(&script.client()).idempotency_key("k1").await.unwrap();
    let seen = script.seen.lock().unwrap();
    assert!(seen.iter().all(|seen| seen.header("idempotency-key") == Some("k1")));
}

#[tokio::test]
async fn a_streamed_body_is_sent_once() {
    let script = Script::new([status(503)]);
    let error = Request::new(CREATE)
        .stream(Body::stream(Never))
        .call::<Empty>(&script.client())
        .await
        .unwrap_err();
    assert_eq!(error.gave_up(), Some(GaveUp::OneShotBody));
}

/// A stream that must not be read ahead.
struct Never;

impl futures_core::Stream for Never {
    type Item = Result<bytes::Bytes, std::io::Error>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        panic!("the body was read before it was sent");
    }
}

#[tokio::test(start_paused = true)]
async fn the_service_says_when_to_come_back() {
    let script = Script::new([
        with(429, &[("retry-after", "7")]),
        ok("{}"),
        with(429, &[("retry-after", "61")]),
    ]);
    let client = script.client();
    let started = tokio::time::Instant::now();
    get::<Json<Value>>(&client).await.unwrap();
    assert_eq!(started.elapsed(), Duration::from_secs(7));
    let error = get::<Json<Value>>(&client).await.unwrap_err();
    assert_eq!(error.gave_up(), Some(GaveUp::RetryAfter));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
}

#[tokio::test]
async fn a_final_error_is_not_repeated() {
    let quota = r#"{"message":"used up","code":"quota"}"#;
    let script = Script::new([Act::Reply(StatusCode::TOO_MANY_REQUESTS, &[], quota.into())]);
    let error = get::<Json<Value>>(&script.client()).await.unwrap_err();
    assert_eq!((error.code(), error.gave_up()), (Some("quota"), None));
}

#[tokio::test(start_paused = true)]
async fn an_empty_budget_ends_repetition() {
    let script = Script::new((0..5).map(|_| status(500)));
    let client = script.builder().retry_budget(20, 10).retries(9).build().unwrap().0;
    let error = get::<Json<Value>>(&client).await.unwrap_err();
    assert!(error.is_budget_exhausted());
    assert_eq!((error.attempts(), error.status()), (3, Some(StatusCode::INTERNAL_SERVER_ERROR)));
}

#[tokio::test(start_paused = true)]
async fn dropping_a_call_in_its_pause_ends_it_and_returns_its_tokens() {
    let script = Script::new([status(500)]);
    let client = script.client();
    let call = get::<Json<Value>>(&client);
    assert!(tokio::time::timeout(Duration::from_millis(100), call).await.is_err());
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!((script.count(), client.inner.budget.tokens()), (1, 500));
}
