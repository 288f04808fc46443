//! How the next page is requested: by links, URLs, cursors in headers and bodies, numbers and offsets.

use std::time::Duration;

use futures_util::TryStreamExt;
use schematic_api::{ErrorKind, List, Object, api};
use schematic_tests::{
    fault::{FaultServer, Step},
    replies::{Rows, until_error},
    scripted::{Reply, Scripted, reset},
};
use serde::Deserialize;

api! {
    client Forge at "https://forge.example.com/v1" { auth query "key"; retry 0; }

    linked: GET /things?<state?> -> Vec<u32> paged by link;
    given: GET /given -> Rows<u32> paged by url;
    headed: GET /headed?<after?> -> Vec<u32> paged by after from header "X-Next";
    searched: POST /search (json Search) -> Rows<u32> paged by start_cursor in body;
    posted: POST /posted (json Search?) -> Vec<u32> paged by start_cursor in body from header "X-Next";
    numbered: GET /numbered?<page: u32?>&<per_page: u32?> -> Vec<u32> paged by number page from 1;
    counted: GET /counted?<start_at as start: u64> -> Counted paged by offset start_at;
    one_based: GET /one-based?<startIndex as start: u32?> -> Vec<u32> paged by offset startIndex from 1;
}

#[derive(Debug, Deserialize)]
struct Counted {
    values: Vec<u32>,
    #[serde(default)]
    last: bool,
}

impl List for Counted {
    type Item = u32;

    fn into_vec(self) -> Vec<u32> {
        self.values
    }

    fn is_last(&self) -> bool {
        self.last
    }
}

/// What is searched for.
#[derive(Debug, Object)]
struct Search {
    text: String,
    weight: Option<f64>,
    start_cursor: Option<String>,
}

fn forge(transport: &Scripted) -> Forge {
    Forge::builder().credential("sk-key").transport(transport.clone()).build().unwrap()
}

fn page(items: &str) -> Reply {
    Reply::json(200, items)
}

fn linked(items: &str, link: &str) -> Reply {
    page(items).header("link", link)
}

fn given(items: &str, next: &str) -> Reply {
    page(&format!(r#"{{"data":{items},"next":"{next}"}}"#))
}

fn targets(transport: &Scripted) -> Vec<String> {
    transport.sent().iter().map(|sent| sent.target().replace("key=sk-key", "k")).collect()
}

// ===== links =====

#[tokio::test]
async fn the_links_of_a_page_are_followed_over_a_socket() {
    let pages = [
        ("link: </v1/things?page=2>; rel=\"next\", </v1/things?page=3>; rel=\"last\"\r\n", "[1,2]"),
        ("link: <?page=3>; title=\"<x>; rel=\\\"next\\\",\"; REL=\"Last NEXT\"\r\n", "[3]"),
        ("link: </v1/things>; rel=first\r\nLink: <?page=2>; rel=prev\r\n", "[4]"),
    ];
    let server = FaultServer::start(pages.map(|(links, body)| {
        [Step::Read, Step::reply(200, &format!("connection: close\r\n{links}"), body)]
    }))
    .await;
    let forge = Forge::builder()
        .base_url(format!("{}/v1", server.url()))
        .credential("sk-key")
        .build()
        .unwrap();
    let items: Vec<_> = forge.linked().state("open").items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3, 4]);
    let targets: Vec<_> = server.requests().iter().map(|sent| sent.target.clone()).collect();
    assert_eq!(
        targets,
        [
            "/v1/things?state=open&key=sk-key",
            "/v1/things?page=2&key=sk-key",
            "/v1/things?page=3&key=sk-key"
        ]
    );
}

#[tokio::test]
async fn a_link_may_be_in_any_field_of_the_header() {
    let transport = Scripted::new([
        page("[1]")
            .header("link", "<https://elsewhere.example>; rel=\"author\"")
            .header("link", "</v1/other>; rel=\"next\"; anchor=\"/v1/part\"")
            .header("link", "<https://forge.example.com/v2/things?cursor=a%2Cb#top>; rel=next"),
        page("[2]"),
    ]);
    let items: Vec<_> = forge(&transport).linked().items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2]);
    assert_eq!(targets(&transport), ["/v1/things?k", "/v2/things?cursor=a%2Cb&k"]);
}

#[tokio::test]
async fn a_page_without_items_that_has_a_link_is_not_the_last() {
    let transport = Scripted::new([linked("[]", "<?page=2>; rel=next"), page("[1]")]);
    let items: Vec<_> = forge(&transport).linked().items().try_collect().await.unwrap();
    assert_eq!(items, [1]);
}

#[tokio::test(start_paused = true)]
async fn headers_and_options_of_the_call_go_to_every_address() {
    let transport = Scripted::new([
        linked("[1]", "<?page=2>; rel=next").into(),
        reset(),
        linked("[2]", "<?page=3>; rel=next").into(),
        Reply::status(500).into(),
        page("[3]").into(),
    ]);
    let call = forge(&transport).linked().header("x-trace", "t").retries(1);
    let items: Vec<_> = call.timeout(Duration::from_secs(60)).items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3]);
    assert!(transport.sent().iter().all(|sent| sent.header("x-trace") == Some("t")));
    assert!(transport.sent().iter().all(|sent| sent.query().contains("key=sk-key")));
}

// P6
#[tokio::test]
async fn nothing_is_sent_to_another_origin() {
    for target in [
        "https://evil.example/v1/things?page=2",
        "//evil.example/v1/things",
        "http://forge.example.com/v1/things?page=2",
        "https://forge.example.com:8443/v1/things",
        "https://user@forge.example.com/v1/things",
        "data:,x",
        "\\\\\\\\evil.example",
    ] {
        for by_link in [true, false] {
            let first = match by_link {
                true => linked("[1]", &format!("<{}>; rel=next", target.replace("\\\\", "\\"))),
                false => given("[1]", target),
            };
            let transport = Scripted::new([first.header("x-request-id", "req_1")]);
            let forge = forge(&transport);
            let (seen, error) = match by_link {
                true => until_error(forge.linked().items()).await,
                false => until_error(forge.given().items()).await,
            };
            let error = error.expect(target);
            assert_eq!((error.kind(), seen), (ErrorKind::Paging, vec![1]), "{target}: {error}");
            assert!(error.to_string().contains("another origin"), "{error}");
            assert!(!error.to_string().contains("evil"), "{error}");
            assert_eq!(error.request_id(), Some("req_1"));
            assert!(error.body().is_some_and(|body| body.contains(&b'1')), "{error:?}");
            assert_eq!(transport.attempts(), 1);
        }
    }
}

#[tokio::test]
async fn an_address_that_comes_again_is_an_error() {
    for (links, expected) in [
        // To itself, to the page before, and to the same page by another spelling.
        (vec!["<>; rel=next"], vec![1]),
        (vec!["<https://forge.example.com/v1/things#a>; rel=next"], vec![1]),
        (vec!["<?page=2>; rel=next", "<?page=2>; rel=next"], vec![1, 1]),
        (
            vec![
                "<?page=2>; rel=next",
                "<things/../?page=3>; rel=next",
                "<things?x>; rel=next",
                "<?x>; rel=next",
            ],
            vec![1, 1, 1, 1],
        ),
    ] {
        let transport = Scripted::new(links.iter().map(|link| linked("[1]", link)));
        let (seen, error) = until_error(forge(&transport).linked().items()).await;
        let error = error.expect(links[0]);
        assert_eq!((error.kind(), seen), (ErrorKind::Paging, expected), "{links:?}");
        assert!(error.to_string().contains("never end"), "{error}");
        assert_eq!(transport.attempts(), links.len());
    }
}

#[tokio::test]
async fn a_header_that_is_no_list_of_links_is_an_error_after_its_page() {
    for (link, reason) in [
        ("https://forge.example.com/v1/things?page=2", "not a list of links"),
        ("</v1/things?page=2; rel=next", "not a list of links"),
        ("<https://[::1>; rel=next", "not a valid URL"),
    ] {
        let transport = Scripted::new([linked("[1]", link)]);
        let (seen, error) = until_error(forge(&transport).linked().items()).await;
        let error = error.expect(link);
        assert_eq!((error.kind(), seen), (ErrorKind::Paging, vec![1]));
        assert!(error.to_string().contains(reason), "{error}");
    }
    let long = format!("<?{}>; rel=next", "a".repeat(70_000));
    let transport = Scripted::new([linked("[1]", &long)]);
    let (_, error) = until_error(forge(&transport).linked().items()).await;
    assert!(error.is_some_and(|error| error.to_string().contains("65,536")));
}

#[tokio::test]
async fn a_relative_link_is_relative_to_where_a_redirect_led() {
    let transport = Scripted::new([
        Reply::status(307).header("location", "/v2/list/things"),
        linked("[1]", "<more>; rel=next"),
        page("[2]"),
    ]);
    let forge = Forge::builder()
        .credential("sk-key")
        .redirects(schematic_api::Redirects::SameOrigin(1))
        .transport(transport.clone())
        .build()
        .unwrap();
    let items: Vec<_> = forge.linked().items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2]);
    assert_eq!(targets(&transport)[2], "/v2/list/more?k");
}

#[tokio::test]
async fn a_page_still_has_its_headers() {
    let transport = Scripted::new([linked("[1]", "<?page=2>; rel=next")]);
    let response = forge(&transport).linked().response().await.unwrap();
    assert_eq!(response.headers()["link"], "<?page=2>; rel=next");
    assert_eq!(response.into_value(), [1]);
}

#[tokio::test]
async fn a_secret_in_an_address_is_not_in_what_is_shown() {
    let transport = Scripted::new([
        linked("[1]", "<?page=2&access_token=hidden-token>; rel=next"),
        Reply::json(400, r#"{"message":"no hidden-token"}"#),
    ]);
    let mut pages = forge(&transport).linked().pages();
    pages.try_next().await.unwrap();
    assert!(!format!("{pages:?}").contains("hidden"));
    let error = pages.try_next().await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("hidden-token"), "{error:?}");
    // The page can be asked for again.
    assert!(pages.try_next().await.is_err());
    assert_eq!(targets(&transport)[1], targets(&transport)[2]);
}

// ===== URLs in the page =====

#[tokio::test]
async fn the_url_in_a_page_is_followed_as_it_is() {
    let transport = Scripted::new([
        given("[1]", "https://forge.example.com/v1/given?cursor=a%2Fb&key=sk-key"),
        given("[2]", "../other?x=1"),
        page(r#"{"data":[3],"next":null}"#),
    ]);
    let pages: Vec<_> = forge(&transport).given().pages().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.data[0]).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(targets(&transport), ["/v1/given?k", "/v1/given?cursor=a%2Fb&k", "/other?x=1&k"]);
}

// ===== cursors =====

#[tokio::test]
async fn a_cursor_comes_from_a_header() {
    let transport = Scripted::new([
        page("[1]").header("x-next", " a/b "),
        page("[2]").header("x-next", "c"),
        page("[3]").header("x-next", ""),
    ]);
    let items: Vec<_> = forge(&transport).headed().after("z").items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(
        targets(&transport),
        ["/v1/headed?after=z&k", "/v1/headed?after=a%2Fb&k", "/v1/headed?after=c&k"]
    );
    let again =
        Scripted::new([page("[1]").header("x-next", "a"), page("[2]").header("x-next", "a")]);
    let (seen, error) = until_error(forge(&again).headed().items()).await;
    assert_eq!((seen, error.map(|error| error.kind())), (vec![1, 2], Some(ErrorKind::Paging)));
}

#[tokio::test]
async fn a_cursor_goes_into_the_body() {
    let transport =
        Scripted::new([given("[1]", "a"), given("[2]", "b"), page(r#"{"data":[3],"next":null}"#)]);
    let mut search = Search::new("x");
    search.weight = Some(10587.436593658975);
    search.start_cursor = Some("z".into());
    let items: Vec<_> = forge(&transport).searched(&search).items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3]);
    let bodies: Vec<serde_json::Value> =
        transport.sent().iter().map(|sent| serde_json::from_slice(&sent.body).unwrap()).collect();
    for (body, cursor) in bodies.iter().zip(["z", "a", "b"]) {
        let weight = 10587.436593658975;
        assert_eq!(
            *body,
            serde_json::json!({ "text": "x", "weight": weight, "start_cursor": cursor })
        );
    }
}

#[tokio::test]
async fn a_body_that_was_left_out_is_made_for_the_cursor() {
    let transport = Scripted::new([page("[1]").header("x-next", "a"), page("[2]")]);
    let items: Vec<_> = forge(&transport).posted().items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2]);
    let second = &transport.sent()[1];
    assert_eq!(
        (&*second.body, second.header("content-type")),
        (&br#"{"start_cursor":"a"}"#[..], Some("application/json"))
    );
}

// ===== numbers and offsets =====

#[tokio::test]
async fn numbers_go_on_to_a_page_without_items() {
    let transport = Scripted::new([page("[1,2]"), page("[3]"), page("[]"), page("[9]")]);
    let items: Vec<_> =
        forge(&transport).numbered().per_page(2).items().try_collect().await.unwrap();
    assert_eq!(items, [1, 2, 3]);
    assert_eq!(
        targets(&transport),
        [
            "/v1/numbered?per_page=2&k",
            "/v1/numbered?per_page=2&page=2&k",
            "/v1/numbered?per_page=2&page=3&k"
        ]
    );
    let transport = Scripted::new([page("[1]"), page("[]"), page("[9]")]);
    let pages: Vec<_> = forge(&transport).numbered().page(7).pages().try_collect().await.unwrap();
    assert_eq!(pages, [vec![1], vec![]]);
    assert_eq!(targets(&transport), ["/v1/numbered?page=7&k", "/v1/numbered?page=8&k"]);
}

#[tokio::test]
async fn offsets_count_the_items_and_stop_where_the_page_says_so() {
    for whole_pages in [false, true] {
        let transport = Scripted::new([
            page(r#"{"values":[1,2,3]}"#),
            page(r#"{"values":[4]}"#),
            page(r#"{"values":[5],"last":true}"#),
        ]);
        let list = forge(&transport).counted(10);
        let items: Vec<_> = match whole_pages {
            false => list.items().try_collect().await.unwrap(),
            true => {
                let pages: Vec<_> = list.pages().try_collect().await.unwrap();
                pages.into_iter().flat_map(List::into_vec).collect()
            }
        };
        assert_eq!(items, [1, 2, 3, 4, 5]);
        assert_eq!(
            targets(&transport),
            ["/v1/counted?start_at=10&k", "/v1/counted?start_at=13&k", "/v1/counted?start_at=14&k"]
        );
    }
    let transport = Scripted::new([page("[7,8]"), page("[]")]);
    forge(&transport).one_based().items().try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(targets(&transport), ["/v1/one-based?k", "/v1/one-based?startIndex=3&k"]);
}

#[tokio::test]
async fn a_service_that_does_not_know_the_number_is_found_out() {
    for whole_pages in [false, true] {
        let transport = Scripted::always("[1,2]");
        let list = forge(&transport).numbered();
        let error = match whole_pages {
            false => until_error(list.items()).await.1.unwrap(),
            true => list.pages().try_collect::<Vec<_>>().await.unwrap_err(),
        };
        assert_eq!(error.kind(), ErrorKind::Paging);
        assert!(error.to_string().contains("same page again"), "{error}");
        assert_eq!(transport.attempts(), 2);
    }
}

#[tokio::test]
async fn a_first_number_that_is_none_is_a_mistake_of_the_callers() {
    let transport = Scripted::always("[1]");
    let mut items = forge(&transport).numbered().query("page", "first").items();
    let error = items.try_next().await.unwrap_err();
    assert!(error.is_input() && error.to_string().contains("`page`"), "{error}");
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(transport.attempts(), 0);
    let (seen, error) =
        until_error(forge(&transport).numbered().query("page", &u64::MAX).items()).await;
    assert_eq!((seen, error.map(|error| error.kind())), (vec![1], Some(ErrorKind::Paging)));
}

#[tokio::test]
async fn a_failed_page_is_asked_for_again() {
    let transport =
        Scripted::new([page("[1]"), Reply::status(404), page("not json"), page("[2]"), page("[]")]);
    let mut items = forge(&transport).numbered().items();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert!(items.try_next().await.unwrap_err().status().is_some());
    assert_eq!(items.try_next().await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(items.try_next().await.unwrap(), Some(2));
    assert_eq!(items.try_next().await.unwrap(), None);
    let targets = targets(&transport);
    assert_eq!(targets[1], "/v1/numbered?page=2&k");
    assert!(targets[1] == targets[2] && targets[2] == targets[3]);
    assert_eq!(targets[4], "/v1/numbered?page=3&k");
}

#[test]
fn the_table_has_what_the_lines_say() {
    use schematic_api::{CursorPlace, CursorSource, PagedBy};
    let next = |id: &str| Forge::ENDPOINTS.get(id).unwrap().paging().unwrap().next();
    assert_eq!(next("linked"), PagedBy::Link);
    assert_eq!(next("given"), PagedBy::Url);
    let (place, source) = (CursorPlace::Body, CursorSource::Header("x-next"));
    assert_eq!(next("posted"), PagedBy::Cursor { name: "start_cursor", place, source });
    assert_eq!(next("numbered"), PagedBy::Number { parameter: "page", first: 1 });
    assert_eq!(next("counted"), PagedBy::Offset { parameter: "start_at", first: 0 });
    assert_eq!(next("one_based"), PagedBy::Offset { parameter: "startIndex", first: 1 });
}
