//! Pages that are read back to the first.

use futures_util::{StreamExt, TryStreamExt};
use schematic_api::{ErrorKind, Page, PagedBy, api};
use schematic_tests::scripted::{Reply, Scripted};
use serde::{Deserialize, Serialize};

api! {
    client Chat at "https://chat.example.com";

    messages: GET /messages?<limit: u32?>&<after_id?>&<before_id?> -> Messages paged by after_id back by before_id;
    given: GET /given -> Messages paged by url back by url;
    linked: GET /linked -> Vec<u32> paged by link back by link;
    headed: GET /headed?<next?>&<last?> -> Vec<u32> paged by next from header "X-Next" back by last from header "X-Last";
    search: POST /search (json Search) -> Messages paged by after in body back by before in body;
}

#[derive(Debug, Deserialize)]
struct Messages {
    data: Vec<u32>,
    first: Option<String>,
    last: Option<String>,
}

impl Page for Messages {
    type Item = u32;

    fn into_items(self) -> Vec<u32> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.last.clone()
    }

    fn previous_cursor(&self) -> Option<String> {
        self.first.clone()
    }
}

#[derive(Serialize)]
struct Search {
    after: &'static str,
}

fn chat(transport: &Scripted) -> Chat {
    Chat::builder().transport(transport.clone()).build().unwrap()
}

fn messages(items: &str, first: Option<&str>) -> Reply {
    let first = first.map_or("null".to_owned(), |first| format!("\"{first}\""));
    Reply::json(200, format!(r#"{{"data":{items},"first":{first},"last":"never"}}"#))
}

fn targets(transport: &Scripted) -> Vec<String> {
    transport.sent().iter().map(|sent| sent.target().to_owned()).collect()
}

#[tokio::test]
async fn items_come_from_the_last_to_the_first() {
    let transport = Scripted::new([
        messages("[4,5]", Some("m4")),
        messages("[2,3]", Some("m2")),
        messages("[1]", None),
    ]);
    let call = chat(&transport).messages().limit(2).before_id("m6");
    let items: Vec<_> = call.items_back().try_collect().await.unwrap();
    assert_eq!(items, [5, 4, 3, 2, 1]);
    assert_eq!(
        targets(&transport),
        [
            "/messages?limit=2&before_id=m6",
            "/messages?limit=2&before_id=m4",
            "/messages?limit=2&before_id=m2"
        ]
    );
}

#[tokio::test]
async fn a_cursor_of_the_other_direction_is_only_where_it_starts() {
    let transport = Scripted::new([messages("[4,5]", Some("m4")), messages("[3]", None)]);
    let pages = chat(&transport).messages().after_id("m3").pages_back();
    let pages: Vec<_> = pages.try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.data.len()).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(targets(&transport), ["/messages?after_id=m3", "/messages?before_id=m4"]);
    let transport = Scripted::new([messages("[4]", None), messages("[]", None)]);
    let pages = chat(&transport).messages().before_id("m5").pages().take(2);
    assert_eq!(pages.try_collect::<Vec<_>>().await.unwrap().len(), 2);
    assert_eq!(targets(&transport), ["/messages?before_id=m5", "/messages?after_id=never"]);
}

#[tokio::test]
async fn a_cursor_that_comes_again_is_an_error_in_this_direction_too() {
    let transport = Scripted::new([messages("[2]", Some("m2"))]);
    let error = chat(&transport).messages().items_back().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert_eq!(transport.attempts(), 2);
}

#[tokio::test]
async fn urls_and_links_lead_back() {
    let transport = Scripted::new([messages("[2]", Some("?page=1")), messages("[1]", None)]);
    let items: Vec<_> = chat(&transport).given().items_back().try_collect().await.unwrap();
    assert_eq!(items, [2, 1]);
    assert_eq!(targets(&transport), ["/given", "/given?page=1"]);

    let linked = |items: &str, relation: &str| {
        let links = format!("<?page={items}>; rel={relation}, <?never>; rel=next");
        Reply::json(200, items).header("link", &links)
    };
    let transport =
        Scripted::new([linked("[3]", "prev"), linked("[2]", "previous"), linked("[1]", "first")]);
    let items: Vec<_> = chat(&transport).linked().items_back().try_collect().await.unwrap();
    assert_eq!(items, [3, 2, 1]);
    let evil = Reply::json(200, "[1]").header("link", "<//evil.example>; rel=prev");
    let transport = Scripted::new([evil]);
    let error = chat(&transport).linked().items_back().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!((error.kind(), transport.attempts()), (ErrorKind::Paging, 1));
}

#[tokio::test]
async fn cursors_of_headers_and_bodies_lead_back() {
    let headed = |items: &str, last: &str| Reply::json(200, items).header("x-last", last);
    let transport = Scripted::new([headed("[2]", "a"), headed("[1]", "")]);
    let items: Vec<_> = chat(&transport).headed().items_back().try_collect().await.unwrap();
    assert_eq!(items, [2, 1]);
    assert_eq!(targets(&transport), ["/headed", "/headed?last=a"]);

    let transport = Scripted::new([messages("[2]", Some("a")), messages("[1]", None)]);
    let search = chat(&transport).search(&Search { after: "z" });
    assert_eq!(search.items_back().try_collect::<Vec<_>>().await.unwrap(), [2, 1]);
    let bodies: Vec<_> = transport.sent().iter().map(|sent| sent.body.clone()).collect();
    assert_eq!(bodies, [r#"{"after":"z"}"#, r#"{"before":"a"}"#]);
}

#[test]
fn the_table_has_both_directions() {
    let paging = Chat::ENDPOINTS.get("linked").unwrap().paging().unwrap();
    assert_eq!((paging.next(), paging.previous()), (PagedBy::Link, Some(PagedBy::Link)));
}
