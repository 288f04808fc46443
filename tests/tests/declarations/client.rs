//! A declared client, used through its public interface: its table, its setters, and the options of
//! its calls.

use std::time::Duration;

use futures_util::StreamExt;
use schematic_api::mock::Mock;
use schematic_api::{Call, Object, Page, api};

/// A thread.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Thread {
    /// Its number.
    pub number: u32,
}

/// Some threads.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Numbers {
    /// Their numbers.
    pub numbers: Vec<u32>,
    /// Where to go on.
    pub next: Option<String>,
}

impl Page for Numbers {
    type Item = u32;

    fn into_items(self) -> Vec<u32> {
        self.numbers
    }

    fn next_cursor(&self) -> Option<String> {
        self.next.clone()
    }
}

impl Thread {
    fn is_settled(&self) -> bool {
        self.number > 2
    }
}

api! {
    /// Threads and what is in them.
    pub client Forum at "https://forum.example.com/v1" {
        auth bearer env "FORUM_KEY";
        timeout 1 min;
        retry 1 on 429 5xx;
    }

    pub id ThreadId;

    /// Says hello.
    ping: GET /ping -> text;

    /// Threads.
    group threads {
        list: GET /threads?<limit: u32?>&<after: String?> -> Numbers paged by after;
        watch: GET /threads/<thread: ThreadId>?<deep: bool?> -> Thread polled until Thread::is_settled;
    }
}

api! {
    pub client Other at "https://other.example.com";

    list: GET /things?<limit: u32?> -> text;
}

/// Two pages, and a thread that settles at the third look.
fn forum() -> Mock<Forum> {
    let looks = std::sync::atomic::AtomicU32::new(0);
    Mock::new()
        .on(|request: ThreadsListRequest| async move {
            Ok(match request.after.as_deref() {
                None => Numbers::new(request.limit.map_or(vec![1, 2], |limit| vec![limit]))
                    .next("b".to_owned()),
                Some(_) => Numbers::new([3_u32]),
            })
        })
        .on(move |_: ThreadsWatchRequest| {
            let number = looks.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            async move { Ok(Thread::new(number)) }
        })
}

#[test]
fn the_table_lists_all_in_order() {
    let ids: Vec<_> = Forum::ENDPOINTS.iter().map(|endpoint| endpoint.id()).collect();
    assert_eq!(ids, ["ping", "threads.list", "threads.watch"]);
    assert_eq!(Other::ENDPOINTS.len(), 1);
}

#[tokio::test]
async fn a_setter_replaces_what_was_set() {
    let mock = forum();
    let threads = mock.client().threads().list().limit(7).limit(9).await.unwrap();
    assert_eq!(threads.numbers, [9]);
    assert_eq!(mock.requests()[0].query(), "limit=9");
}

#[tokio::test]
async fn a_call_with_setters_takes_every_option() {
    let mock = forum();
    let client = mock.client();
    let call =
        client.threads().list().timeout(Duration::from_secs(5)).retries(0).header("x-trace", 1);
    let response = call.limit(4).query("beta", "on").response().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(mock.requests()[0].header("x-trace"), Some("1"));
    assert_eq!(mock.requests()[0].query(), "limit=4&beta=on");
}

#[tokio::test]
async fn a_call_with_setters_pages_and_polls() {
    let client = forum().client();
    let items: Vec<_> = client.threads().list().items().map(Result::unwrap).collect().await;
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(client.threads().list().pages().count().await, 2);
    let thread = ThreadId::from("t");
    let settled = client.threads().watch(&thread).deep(true).poll().every(Duration::from_millis(1));
    assert_eq!(settled.await.unwrap(), Thread::new(3));
}

#[tokio::test]
async fn a_call_with_setters_becomes_a_call() {
    let client = forum().client();
    let call: Call<_> = client.threads().list().limit(5).into();
    assert_eq!(call.await.unwrap().numbers, [5]);
}
