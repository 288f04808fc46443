//! Paging, and how it ends.

use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt};
use schematic_api::{ErrorKind, api};
use schematic_tests::{
    replies::Rows,
    scripted::{Reply, Scripted, reset},
    shop::{Item, ItemId, shop},
};

api! {
    client Shelf at "https://shelf.example.com";
    rows: GET /rows?<after?> -> Rows<u64> paged by after;
}

/// A page with these items.
fn page(ids: &[&str], has_more: bool) -> Reply {
    let data: Vec<_> = ids.iter().map(|id| serde_json::json!({ "id": id })).collect();
    Reply::json(200, serde_json::json!({ "data": data, "has_more": has_more }).to_string())
}

fn ids(items: &[Item]) -> Vec<String> {
    items.iter().map(|item| item.id.to_string()).collect()
}

// P1
#[tokio::test]
async fn the_cursor_is_added_and_the_other_parameters_are_kept() {
    let transport =
        Scripted::new([page(&["a", "b"], true), page(&["c", "d"], true), page(&["e"], false)]);
    let items: Vec<_> = shop(&transport)
        .items()
        .list()
        .limit(2)
        .query("colour", "red")
        .items()
        .try_collect()
        .await
        .unwrap();
    assert_eq!(ids(&items), ["a", "b", "c", "d", "e"]);
    let queries: Vec<_> = transport.sent().iter().map(|sent| sent.query().to_owned()).collect();
    assert_eq!(
        queries,
        ["limit=2&colour=red", "limit=2&colour=red&after=b", "limit=2&colour=red&after=d"]
    );
}

// P1
#[tokio::test]
async fn a_cursor_of_the_callers_is_where_the_pages_start() {
    for by_hand in [false, true] {
        let transport = Scripted::new([page(&["c"], true), page(&["d"], false)]);
        let shop = shop(&transport);
        let items = match by_hand {
            false => shop.items().list().after("b").items(),
            true => shop.items().list().query("after", "b").items(),
        };
        assert_eq!(ids(&items.try_collect::<Vec<_>>().await.unwrap()), ["c", "d"]);
        let queries: Vec<_> = transport.sent().iter().map(|sent| sent.query().to_owned()).collect();
        assert_eq!(queries, ["after=b", "after=c"]);
    }
}

#[tokio::test]
async fn headers_and_options_of_the_call_go_with_every_page() {
    let transport = Scripted::new([page(&["a"], true), page(&["b"], false)]);
    let call = shop(&transport);
    let items: Vec<_> =
        call.items().list().header("x-trace", "t").items().try_collect().await.unwrap();
    assert_eq!(items.len(), 2);
    assert!(transport.sent().iter().all(|sent| sent.header("x-trace") == Some("t")));
}

#[tokio::test]
async fn awaiting_gives_one_page() {
    let transport = Scripted::new([page(&["a"], true)]);
    let first = shop(&transport).items().list().await.unwrap();
    assert!(first.has_more);
    assert_eq!(transport.attempts(), 1);
}

#[tokio::test]
async fn pages_come_whole() {
    let transport = Scripted::new([page(&["a", "b"], true), page(&["c"], false)]);
    let pages: Vec<_> = shop(&transport).items().list().pages().try_collect().await.unwrap();
    let sizes: Vec<_> = pages.iter().map(|page| page.data.as_ref().map_or(0, Vec::len)).collect();
    assert_eq!(sizes, [2, 1]);
}

// P2, P3
#[tokio::test]
async fn pages_end_without_more_or_without_items() {
    for last in [
        page(&["b"], false),
        page(&[], true),
        Reply::json(200, r#"{"data":null,"has_more":true}"#),
        Reply::json(200, r#"{"has_more":true}"#),
        Reply::json(200, "{}"),
    ] {
        let transport = Scripted::new([page(&["a"], true), last, page(&["never"], false)]);
        let items: Vec<_> = shop(&transport).items().list().items().try_collect().await.unwrap();
        assert_eq!(items[0].id, ItemId::from("a"));
        assert_eq!(transport.attempts(), 2);
    }
}

// P3
#[tokio::test]
async fn a_page_without_items_is_not_the_last_if_it_names_another() {
    let pages =
        [r#"{"data":[1],"next":"a"}"#, r#"{"data":[],"next":"b"}"#, r#"{"data":[2],"next":null}"#];
    let transport = Scripted::new(pages.map(|page| Reply::json(200, page)));
    let shelf = Shelf::builder().transport(transport.clone()).build().unwrap();
    let items: Vec<u64> = shelf.rows().items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2]);
    // One that names itself is where a feed ends.
    let transport = Scripted::always(r#"{"data":[],"next":"a"}"#);
    let shelf = Shelf::builder().transport(transport.clone()).build().unwrap();
    assert_eq!(shelf.rows().items().try_next().await.unwrap(), None);
    assert_eq!(transport.attempts(), 2);
}

#[tokio::test]
async fn a_mistake_of_the_callers_comes_out_of_the_pages_and_ends_them() {
    let transport = Scripted::always("{}");
    let shop = shop(&transport);
    let mut pages = shop.items().list().header("x-trace", "\n").pages();
    assert!(pages.try_next().await.unwrap_err().is_input());
    assert!(pages.try_next().await.unwrap().is_none());
    assert_eq!(transport.attempts(), 0);
}

// P4
#[tokio::test]
async fn a_cursor_that_comes_again_is_an_error() {
    let again = page(&["b"], true).header("x-request-id", "req_1");
    let transport = Scripted::new([page(&["a"], true), page(&["b"], true), again]);
    let shop = shop(&transport);
    let mut items = shop.items().list().items();
    let mut seen = Vec::new();
    let error = loop {
        match items.next().await.expect("an error before the end") {
            Ok(item) => seen.push(item.id.to_string()),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert_eq!((error.status().unwrap().as_u16(), error.request_id()), (200, Some("req_1")));
    assert_eq!(seen, ["a", "b", "b"]);
    assert!(transport.attempts() <= 3, "{}", transport.attempts());
    assert!(items.next().await.is_none());
}

// P5
#[tokio::test]
async fn the_items_before_a_failing_page_are_delivered_and_the_rest_can_be_resumed() {
    let transport =
        Scripted::new([page(&["a", "b"], true), Reply::status(404), page(&["c"], false)]);
    let shop = shop(&transport);
    let mut items = shop.items().list().items();
    assert_eq!(items.next().await.unwrap().unwrap().id, ItemId::from("a"));
    let last = items.next().await.unwrap().unwrap().id;
    assert_eq!(items.next().await.unwrap().unwrap_err().status().unwrap(), 404);
    // The same stream requests the failed page again.
    assert_eq!(items.next().await.unwrap().unwrap().id, ItemId::from("c"));
    assert!(items.next().await.is_none());
    // A new stream does so from the last item received.
    let rest: Vec<_> = shop.items().list().after(last).items().try_collect().await.unwrap();
    assert_eq!(ids(&rest), ["c"]);
    let queries: Vec<_> = transport.sent().iter().map(|sent| sent.query().to_owned()).collect();
    assert_eq!(queries, ["", "after=b", "after=b", "after=b"]);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_fails_for_a_while_is_retried() {
    let transport = Scripted::new([page(&["a"], true).into(), reset(), page(&["b"], false).into()]);
    let items: Vec<_> = shop(&transport).items().list().items().try_collect().await.unwrap();
    assert_eq!(ids(&items), ["a", "b"]);
    assert_eq!(transport.sent()[2].query(), "after=a");
}

// P6: a cursor is only a value, whatever it contains.
#[tokio::test]
async fn a_cursor_cannot_lead_to_another_place() {
    let transport =
        Scripted::new([page(&["https://evil.example/?a=b&c#d"], true), page(&[], false)]);
    let items: Vec<_> = shop(&transport).items().list().items().try_collect().await.unwrap();
    assert_eq!(items.len(), 1);
    let second = &transport.sent()[1];
    assert_eq!(second.target(), "/v1/items?after=https%3A%2F%2Fevil.example%2F%3Fa%3Db%26c%23d");
    assert!(second.url.starts_with("https://shop.example.com/"));
}

// P7
#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_it_is_asked_for() {
    let transport = Scripted::new([page(&["a", "b"], true), page(&["c"], false)]);
    let shop = shop(&transport);
    let mut items = shop.items().list().items();
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(transport.attempts(), 0);
    items.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(transport.attempts(), 1);
    items.next().await.unwrap().unwrap();
    assert_eq!(transport.attempts(), 2);
}
