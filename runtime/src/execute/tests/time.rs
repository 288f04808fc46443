//! The times of a call.

use super::*;

#[tokio::test(start_paused = true)]
async fn the_total_time_ends_a_call_in_any_state() {
    let script = Script::new([Act::Hang, status(500), Act::Hang]);
    let client = script.client();
    let call =
        || Request::new(GET).path("a").call::<Json<Value>>(&client).timeout(Duration::from_secs(3));
    let started = tokio::time::Instant::now();
    assert_eq!(call().await.unwrap_err().kind(), ErrorKind::Timeout(Timeout::Total));
    assert_eq!(started.elapsed(), Duration::from_secs(3));
    let error = call().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout(Timeout::Total), 2));
    let before = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!(before.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(started.elapsed(), Duration::from_secs(6));
}

#[tokio::test(start_paused = true)]
async fn a_slow_attempt_is_repeated() {
    let script = Script::new([Act::Hang, ok("{}")]);
    let client = script.client();
    let call = Request::new(GET).path("a").call::<Json<Value>>(&client);
    call.attempt_timeout(Duration::from_secs(2)).await.unwrap();
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_pause_is_never_longer_than_what_is_left() {
    let script = Script::new([with(503, &[("retry-after", "30")])]);
    let client = script.client();
    let call =
        Request::new(GET).path("a").call::<Json<Value>>(&client).timeout(Duration::from_secs(20));
    let started = tokio::time::Instant::now();
    assert_eq!(call.await.unwrap_err().gave_up(), Some(GaveUp::Deadline));
    assert_eq!(started.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stands_still_is_cut_off_and_one_that_moves_is_not() {
    let moving = slow(vec![(50, Some("[1")), (50, Some(",2")), (50, Some("]"))]);
    let standing = || Act::Reply(StatusCode::OK, &[], slow(vec![(1, Some("[1")), (61, Some("]"))]));
    let script = Script::new([Act::Reply(StatusCode::OK, &[], moving), standing()]);
    let client = script.builder().retries(0).build().unwrap().0;
    assert_eq!(get::<Json<Vec<u8>>>(&client).await.unwrap(), [1, 2]);
    let error = get::<Json<Vec<u8>>>(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Timeout(Timeout::Idle), Some(StatusCode::OK))
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_breaks_off_is_a_failed_attempt() {
    let broken = || Act::Reply(StatusCode::OK, &[], slow(vec![(0, Some("[1")), (0, None)]));
    let script = Script::new([broken(), ok("[1]"), broken()]);
    let client = script.client();
    assert_eq!(get::<Json<Vec<u8>>>(&client).await.unwrap(), [1]);
    let error = Request::new(CREATE).call::<Json<Value>>(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.gave_up()),
        (ErrorKind::Truncated, Some(GaveUp::NotIdempotent))
    );
}

#[tokio::test(start_paused = true)]
async fn a_stream_outlives_the_default_time_but_not_its_own() {
    let long = || Act::Reply(StatusCode::OK, &[], slow((0..20).map(|_| (50, Some("x"))).collect()));
    let script = Script::new([long(), long()]);
    let client = script.client();
    let mut stream = get::<ByteStream>(&client).await.unwrap();
    let mut length = 0;
    while let Some(chunk) = stream.try_next().await.unwrap() {
        length += chunk.len();
    }
    assert_eq!(length, 20);
    let call =
        Request::new(GET).path("a").call::<ByteStream>(&client).timeout(Duration::from_secs(120));
    let mut stream = call.await.unwrap();
    assert!(stream.try_next().await.unwrap().is_some());
    assert!(stream.try_next().await.unwrap().is_some());
    assert_eq!(stream.try_next().await.unwrap_err().kind(), ErrorKind::Timeout(Timeout::Total));
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn the_longest_times_do_not_overflow() {
    let script = Script::new([ok("{}")]);
    let client = script.client();
    let call = Request::new(GET).path("a").call::<Json<Value>>(&client);
    call.timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .idle_timeout(Duration::MAX)
        .await
        .unwrap();
}
