//! Calls that are made of several.

use super::*;

#[derive(Debug)]
pub(super) struct List(Value);

impl<'de> serde::Deserialize<'de> for List {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self)
    }
}

impl Page for List {
    type Item = u64;

    fn into_items(self) -> Vec<u64> {
        self.0["data"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect()
    }

    fn next_cursor(&self) -> Option<String> {
        self.0["next"].as_str().map(str::to_owned)
    }
}

fn list(client: &Client) -> crate::Call<'_, Paged<List>> {
    Request::new(LIST).query("limit", &2).call(client)
}

#[tokio::test(start_paused = true)]
async fn pages_are_asked_for_one_by_one() {
    let script = Script::new([ok(r#"{"data":[1,2],"next":"b c"}"#), ok(r#"{"data":[3]}"#)]);
    let client = script.client();
    let mut items = list(&client).query("after", "start").items();
    assert_eq!(script.count(), 0);
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert_eq!(items.try_next().await.unwrap(), Some(2));
    assert_eq!(script.count(), 1);
    assert_eq!(items.try_next().await.unwrap(), Some(3));
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(script.last().url, "https://api.example.com/v1/things?limit=2&after=b%20c");
    assert!(script.last().url.ends_with("?limit=2&after=start"));
}

#[tokio::test(start_paused = true)]
async fn paging_resumes_after_an_error() {
    let script =
        Script::new([ok(r#"{"data":[1],"next":"b"}"#), status(404), ok(r#"{"data":[2]}"#)]);
    let client = script.client();
    let mut items = list(&client).items();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert!(items.try_next().await.unwrap_err().is_api());
    assert_eq!(items.try_next().await.unwrap(), Some(2));
    assert_eq!(items.try_next().await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn a_cursor_that_comes_again_ends_paging() {
    let stuck = || ok(r#"{"data":[1],"next":"a"}"#);
    let script = Script::new([stuck(), stuck()]);
    let client = script.client();
    let mut pages = list(&client).pages();
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(pages.try_next().await.unwrap_err().kind(), ErrorKind::Paging);
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_page_without_items_ends_the_list() {
    let script = Script::new([ok(r#"{"data":[],"next":"a"}"#)]);
    let client = script.client();
    assert_eq!(list(&client).items().try_next().await.unwrap(), None);
}

#[tokio::test]
async fn a_mistake_comes_out_of_pages_too() {
    let script = Script::new([]);
    let client = script.client();
    let mut pages = list(&client).header("x-a", "\n").pages();
    assert!(pages.try_next().await.unwrap_err().is_input());
    assert!(pages.try_next().await.unwrap().is_none());
}

fn poll(client: &Client) -> crate::Poll<'_, u64> {
    Request::new(GET).path("a").call::<Polled<u64>>(client).until(|value| *value > 2).poll()
}

#[tokio::test(start_paused = true)]
async fn a_poll_waits_for_its_condition() {
    let hinted = |body: &'static str| {
        Act::Reply(StatusCode::OK, &[("openai-poll-after-ms", "2000")], body.into())
    };
    let script = Script::new([hinted("1"), ok("2"), ok("3"), ok("3")]);
    let client = script.client();
    let started = tokio::time::Instant::now();
    assert_eq!(poll(&client).await.unwrap(), 3);
    assert_eq!(started.elapsed(), Duration::from_millis(2000 + 750));
    assert_eq!(poll(&client).await.unwrap(), 3);
    assert_eq!(started.elapsed(), Duration::from_millis(2000 + 750));
}

#[tokio::test(start_paused = true)]
async fn a_poll_ends_in_time_with_the_last_reply() {
    let script = Script::new((0..9).map(|_| ok("1")));
    let client = script.client();
    let poll = poll(&client).every(Duration::from_secs(1)).timeout(Duration::from_millis(3500));
    let started = tokio::time::Instant::now();
    let error = poll.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.body().unwrap().as_ref()),
        (ErrorKind::Timeout(Timeout::Poll), b"1".as_ref())
    );
    assert_eq!((script.count(), started.elapsed()), (4, Duration::from_secs(3)));
}

#[tokio::test(start_paused = true)]
async fn a_poll_ends_with_the_first_error() {
    let script = Script::new([ok("1"), status(404)]);
    let client = script.client();
    assert_eq!(poll(&client).await.unwrap_err().status(), Some(StatusCode::NOT_FOUND));
}
