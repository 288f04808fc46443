//! Ids of events, and streams that go on after one.

use schematic_api::{CallOptions, Event, Object, api, mock::Mock};
use schematic_tests::scripted::{Reply, Scripted};

/// Some news.
#[derive(Clone, Debug, PartialEq, Object)]
pub(crate) struct Item {
    pub(crate) title: String,
}

#[derive(Clone, Debug, PartialEq, Event)]
pub(crate) enum News {
    #[wire(rename = "item")]
    Item(Item),
    Unknown {
        event: String,
        data: String,
    },
}

api! {
    client Feed at "https://feed.example.com";

    watch: GET /watch -> sse News until "[DONE]";
}

fn events(body: &str) -> Reply {
    Reply::status(200).header("content-type", "text/event-stream").chunk(body.to_owned())
}

fn feed(transport: &Scripted) -> Feed {
    Feed::builder().retries(0).transport(transport.clone()).build().unwrap()
}

fn item(title: &str) -> News {
    News::Item(Item::new(title))
}

#[tokio::test]
async fn the_id_after_an_event_is_that_of_the_event_or_of_the_last_before_it() {
    let body = "event: item\nid: 1\ndata: {\"title\":\"a\"}\n\n\
                event: item\ndata: {\"title\":\"b\"}\n\n\
                id: 3\nevent: item\ndata: {\"title\":\"c\"}\n\n\
                id:\nevent: item\ndata: {\"title\":\"d\"}\n\n\
                data: [DONE]\n\n";
    let mut stream = feed(&Scripted::new([events(body)])).watch().await.unwrap();
    assert_eq!(stream.last_event_id(), "");
    let mut ids = Vec::new();
    while let Some(_event) = stream.try_next().await.unwrap() {
        ids.push(stream.last_event_id().to_owned());
    }
    assert_eq!(ids, ["1", "1", "3", ""]);
}

#[tokio::test]
async fn the_id_stays_when_the_stream_breaks_off_and_that_of_an_incomplete_event_does_not_count() {
    for (rest, expected) in [
        ("", "7"),
        ("id: 8\nevent: item\ndata: {", "7"),
        ("id: 8\nid: 9\n", "7"),
        // A blank line without data still settles the id.
        ("id: 8\n\n", "8"),
        ("id: 8\n\nid: 9\n", "8"),
        // An id with a NUL is none.
        ("id: a\0b\n\n", "7"),
    ] {
        let body = format!("event: item\nid: 7\ndata: {{\"title\":\"a\"}}\n\n{rest}");
        let mut stream = feed(&Scripted::new([events(&body)])).watch().await.unwrap();
        assert_eq!(stream.try_next().await.unwrap(), Some(item("a")));
        assert_eq!(stream.last_event_id(), "7", "{rest:?}");
        assert!(stream.try_next().await.unwrap_err().is_truncated(), "{rest:?}");
        assert_eq!(stream.last_event_id(), expected, "{rest:?}");
    }
}

#[tokio::test]
async fn a_call_goes_on_after_an_id_and_nothing_is_resumed_unasked() {
    let transport = Scripted::new([
        events("event: item\nid: é 1\ndata: {\"title\":\"a\"}\n\n"),
        events("data: [DONE]\n\n"),
    ]);
    let feed = feed(&transport);
    let mut stream = feed.watch().last_event_id("").await.unwrap();
    stream.try_next().await.unwrap();
    stream.try_next().await.unwrap_err();
    assert_eq!(transport.sent().len(), 1);
    let id = stream.last_event_id().to_owned();
    let options = CallOptions::new().last_event_id(&id);
    let mut stream = feed.watch().last_event_id("other").options(&options).await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), None);
    let sent = transport.sent();
    assert!(sent[0].headers.get("last-event-id").is_none());
    assert_eq!(sent[1].headers.get("last-event-id").unwrap().as_bytes(), "é 1".as_bytes());
    let error = feed.watch().last_event_id("a\nb").await.unwrap_err();
    assert!(error.is_input());
}

#[tokio::test]
async fn a_mock_sends_ids() {
    let mock = Mock::<Feed>::new().on(|_: FeedWatchRequest| async {
        let events = schematic_api::mock::Events::new([item("a"), item("b")]);
        let mut next = 0;
        Ok(events.ids(move |_| {
            next += 1;
            (next < 2).then(|| format!("id {next}"))
        }))
    });
    let mut stream = mock.client().watch().last_event_id("id 0").await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), Some(item("a")));
    assert_eq!(stream.last_event_id(), "id 1");
    while stream.try_next().await.unwrap().is_some() {}
    assert_eq!(stream.last_event_id(), "id 1");
    assert_eq!(mock.requests()[0].header("last-event-id"), Some("id 0"));
}
