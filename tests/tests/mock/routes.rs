//! Which endpoint a request is for, where several have the same method and path.
#![allow(dead_code)] // the handlers do not look at what they are given

use http::Method;
use schematic_api::mock::{Mock, Reason};
use schematic_api::reply::Text;
use schematic_api::{Call, Error, StatusCode, api};
use schematic_tests::replies::body_of;

/// Declares the same lines in both orders.
macro_rules! pods {
    ($($module:ident { $($line:tt)* })*) => {$(
        mod $module {
            schematic_api::api! {
                pub client Pods at "https://cluster.example.com/api" {}

                $($line)*
            }
        }
    )*};
}

pods! {
    general_first {
        list:    GET /pods?<limit: u32?> -> text;
        watch:   GET /pods?watch=true&<limit: u32?> -> text;
        resume:  GET /pods?watch=true&resume=1 -> text;
        latest:  GET /pods/latest -> text;
        read:    GET /pods/<pod> -> text;
        one:     POST /rpc?m=one -> text;
        two:     POST /rpc?m=two (text) -> text;
    }
    general_last {
        two:     POST /rpc?m=two (text) -> text;
        one:     POST /rpc?m=one -> text;
        read:    GET /pods/<pod> -> text;
        latest:  GET /pods/latest -> text;
        resume:  GET /pods?resume=1&watch=true -> text;
        watch:   GET /pods?watch=true&<limit: u32?> -> text;
        list:    GET /pods?<limit: u32?> -> text;
    }
}

/// Makes a mock whose handlers reply with the name of their endpoint.
macro_rules! named {
    ($Client:ty: $($Request:ty)*) => {
        Mock::<$Client>::new()$(.on(|_: $Request| async {
            Ok(<$Request as schematic_api::mock::Operation>::ENDPOINT.id().to_owned())
        }))*
    };
}

#[tokio::test]
async fn the_most_constants_of_a_query_win_whichever_is_declared_first() {
    macro_rules! check {
        ($module:ident) => {{
            use $module::*;
            let mock = named!(Pods: PodsListRequest PodsWatchRequest PodsResumeRequest PodsOneRequest PodsTwoRequest);
            let pods = mock.client();
            assert_eq!(pods.list().await.unwrap(), "list");
            assert_eq!(pods.list().limit(5).await.unwrap(), "list");
            assert_eq!(pods.list().query("watch", "false").await.unwrap(), "list");
            assert_eq!(pods.watch().limit(5).await.unwrap(), "watch");
            assert_eq!(pods.list().query("watch", "true").await.unwrap(), "watch");
            assert_eq!(pods.resume().await.unwrap(), "resume");
            assert_eq!(pods.one().await.unwrap(), "one");
            assert_eq!(pods.two("x").await.unwrap(), "two");
            assert_eq!(mock.received::<PodsWatchRequest>().len(), 2);
            assert_eq!(mock.received::<PodsListRequest>().len(), 3);
        }};
    }
    check!(general_first);
    check!(general_last);
}

#[tokio::test]
async fn constants_that_no_endpoint_has_are_named() {
    use general_first::*;
    let mock = named!(Pods: PodsOneRequest PodsTwoRequest PodsReadRequest PodsLatestRequest);
    let mock = mock.reject_with(|rejection| {
        assert_eq!(rejection.reason(), &Reason::Query("m".into()));
        rejection.into()
    });
    let pods = mock.client();
    for query in ["x", "m=three", "M=one", "m=one2", "m"] {
        let call = pods.request(Method::POST, "/rpc");
        let (name, value) = query.split_once('=').unwrap_or((query, ""));
        let call = call.query(name, value);
        let error = call.send::<Text>().await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
        let body = body_of(&error);
        assert!(
            body.contains("the query parameter `m` must be `one` or `two`, as declared"),
            "{body}"
        );
    }
    assert_eq!(mock.requests().len(), 5);
    assert!(mock.requests().iter().all(|received| received.endpoint().is_none()));
}

mod alone {
    schematic_api::api! {
        pub client Feed at "https://feed.example.com";

        watch: GET /feed?watch=true -> text;
    }
}

#[tokio::test]
async fn a_constant_of_a_query_must_come_like_one_of_a_header() {
    let mock = named!(alone::Feed: alone::FeedWatchRequest);
    let feed = mock.client();
    assert_eq!(feed.watch().await.unwrap(), "watch");
    let error = feed.request(Method::GET, "/feed").send::<Text>().await.unwrap_err();
    let body = body_of(&error);
    assert!(
        body.contains("watch: the query parameter `watch` must be `true`, as declared"),
        "{body}"
    );
}

/// One path, in groups that are declared apart.
mod groups {
    schematic_api::api! {
        pub group Json { send: POST /items (json Vec<u32>) -> text; }
    }
    schematic_api::api! {
        pub group Form { send: POST /items (form std::collections::BTreeMap<String, u32>) -> text; }
    }
    schematic_api::api! {
        pub group Words { send: POST /items (text) -> text; }
    }
    schematic_api::api! {
        pub group Raw { send: POST /items (bytes) -> text; }
    }
    schematic_api::api! {
        pub group Bare { send: POST /items -> text; }
    }
    schematic_api::api! {
        pub group Second { send: POST /items (json Vec<u32>) -> text { header "X-Version": "2"; } }
    }
    schematic_api::api! {
        pub group Again { send: POST /items (json String) -> text; }
    }
    schematic_api::api! {
        pub group Other { send: POST /items (stream) -> text; }
    }
    schematic_api::api! {
        pub group Maybe { send: POST /items (text?) -> text; }
    }
}

api! {
    pub client Items at "https://items.example.com";

    group json = groups::Json;
    group form = groups::Form;
    group words = groups::Words;
    group raw = groups::Raw;
    group bare = groups::Bare;
    group second = groups::Second;
    group again = groups::Again;
    group other = groups::Other;
    group maybe = groups::Maybe;
}

#[tokio::test]
async fn the_headers_and_then_the_kind_of_body_tell_endpoints_apart() {
    use groups::*;
    let mock = named!(Items: JsonSendRequest FormSendRequest WordsSendRequest RawSendRequest BareSendRequest SecondSendRequest);
    let items = mock.client();
    let replies = [
        Call::from(items.json().send(&[1])).await,
        Call::from(items.form().send(&[("a".to_owned(), 1)].into())).await,
        Call::from(items.words().send("a")).await,
        Call::from(items.raw().send(vec![1])).await,
        Call::from(items.bare().send()).await,
        Call::from(items.second().send(&[1])).await,
        items.json().send(&[1]).header("x-version", "3").await,
        items
            .json()
            .send(&[1])
            .header("content-type", "application/merge-patch+json; charset=utf-8")
            .await,
    ];
    let names: Result<Vec<String>, Error> = replies.into_iter().collect();
    assert_eq!(
        names.unwrap(),
        [
            "json.send",
            "form.send",
            "words.send",
            "raw.send",
            "bare.send",
            "second.send",
            "json.send",
            "json.send"
        ]
    );
}

#[tokio::test]
async fn of_endpoints_that_are_alike_the_one_with_a_handler_is_asked() {
    use groups::*;
    let mock = named!(Items: AgainSendRequest SecondSendRequest);
    let items = mock.client();
    assert_eq!(items.again().send(&"a".to_owned()).await.unwrap(), "again.send");
    assert_eq!(mock.requests()[0].endpoint().unwrap().id(), "again.send");
    assert_eq!(items.second().send(&[1]).await.unwrap(), "second.send");
}

fn message(build: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(build).expect_err("a refusal");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn handlers_that_no_request_tells_apart_are_refused() {
    use groups::*;
    let said = message(|| drop(named!(Items: RawSendRequest JsonSendRequest OtherSendRequest)));
    let expected = "`raw.send` and `other.send` cannot both have a handler: each is `POST /items`";
    assert!(said.starts_with(expected), "{said}");
    // Without a body, either could be meant.
    let said = message(|| drop(named!(Items: BareSendRequest MaybeSendRequest)));
    assert!(said.starts_with("`bare.send` and `maybe.send` cannot both"), "{said}");
    // The same handler again replaces the earlier one.
    drop(named!(Items: JsonSendRequest JsonSendRequest MaybeSendRequest RawSendRequest));
    // Bytes and nothing are told apart, whichever handler comes first.
    drop(named!(Items: BareSendRequest RawSendRequest));
    drop(named!(Items: RawSendRequest BareSendRequest));
}

mod required {
    schematic_api::api! {
        pub client Store at "https://store.example.com";

        put:   PUT /<key..> (stream) -> text;
        part:  PUT /<key..>?<part: u32>&<upload> (stream) -> text;
        copy:  PUT /<key..> (header "X-Source": String) -> text;
        cond:  GET /<key..>?<filter[a]: u32> -> text;
        list:  GET /<key..>?<ids: Vec<u32> by ","> (header "X-Mark": u8) -> text;
        given: GET <url: Url> -> text;
    }
}

#[tokio::test]
async fn what_an_endpoint_requires_tells_it_apart() {
    use required::*;
    let mock = named!(Store: StorePutRequest StorePartRequest StoreCopyRequest StoreCondRequest StoreListRequest StoreGivenRequest);
    let store = mock.client();
    assert_eq!(store.put("a/b", "x").await.unwrap(), "put");
    assert_eq!(store.put("a/b", "").await.unwrap(), "put");
    assert_eq!(store.put("a/b", "x").query("part", "1").await.unwrap(), "put");
    assert_eq!(store.part("a/b", 1, "u", "x").await.unwrap(), "part");
    assert_eq!(store.part("a/b", 1, "u", "").await.unwrap(), "part");
    assert_eq!(store.copy("a/b", "s").await.unwrap(), "copy");
    assert_eq!(store.cond("a/b", 1).await.unwrap(), "cond");
    assert_eq!(store.list("a/b", &[], 1).await.unwrap(), "list");
    assert_eq!(store.list("a/b", &[1, 2], 1).await.unwrap(), "list");
}

#[tokio::test]
async fn a_url_is_for_the_line_that_has_a_handler() {
    use required::*;
    let mock = named!(Store: StoreGivenRequest);
    assert_eq!(mock.client().given("/a/b?filter[a]=1").await.unwrap(), "given");
    let mock = mock.on(|_: StoreCondRequest| async { Ok("cond".to_owned()) });
    assert_eq!(mock.client().given("/a/b?filter[a]=1").await.unwrap(), "cond");
}
