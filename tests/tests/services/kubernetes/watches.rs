//! Watches: changes as they happen, and how they end.

use std::sync::{Arc, Mutex};

use futures_util::stream;
use schematic_api::ErrorKind;
use schematic_api::mock::{Lines, Mock};
use schematic_tests::fault::{FaultServer, Step};

use super::*;

#[tokio::test]
async fn a_watch_gives_events_as_they_happen() {
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    let receiver = Arc::new(Mutex::new(Some(receiver)));
    let mock = Mock::<Kubernetes>::new()
        .on(move |request: PodsWatchRequest| {
            assert_eq!((request.since.as_deref(), request.bookmarks), (Some("10245"), Some(true)));
            let mut events = receiver.lock().unwrap().take().unwrap();
            let events = stream::poll_fn(move |context| events.poll_recv(context));
            async { Ok(Lines::stream(events)) }
        })
        .on(|_: PodsListRequest| async {
            Ok(Listed::new(ListMeta::new().resource_version("10245"), [pod("a", 1)]))
        });
    let server = mock.listen().await.unwrap();
    let pods = server.client().unwrap().pods();
    let listed = pods.list("default").await.unwrap();
    let since = listed.metadata.resource_version.unwrap();
    let watch = pods.watch("default").labels("app=web").since(&since).bookmarks(true);
    let mut watch = watch.await.unwrap();

    sender.send(Change::Added(pod("b", 10596))).unwrap();
    assert_eq!(watch.try_next().await.unwrap(), Some(Change::Added(pod("b", 10596))));
    let bookmark = json!({ "kind": "Pod", "metadata": { "resourceVersion": "12746" } });
    sender.send(Change::Bookmark(bookmark.clone())).unwrap();
    assert_eq!(watch.try_next().await.unwrap(), Some(Change::Bookmark(bookmark)));
    sender.send(Change::Deleted(pod("b", 11000))).unwrap();
    assert_eq!(watch.try_next().await.unwrap(), Some(Change::Deleted(pod("b", 11000))));
    drop(sender);
    assert_eq!(watch.try_next().await.unwrap(), None, "the service ends it after some minutes");

    let sent = mock.requests();
    assert_eq!(sent[0].path(), sent[1].path());
    assert_eq!(
        sent[1].query(),
        "watch=true&labelSelector=app%3Dweb&resourceVersion=10245&allowWatchBookmarks=true"
    );
}

#[tokio::test]
async fn an_error_in_a_watch_ends_it_and_says_why() {
    let line =
        |kind: &str, object: Value| format!("{}\n", json!({ "type": kind, "object": object }));
    let pod = json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": { "name": "a", "uid": "7" },
        "status": { "phase": "Running" },
    });
    let gone = status(410, "Expired", "too old resource version: 1 (12746)");
    let body = line("MODIFIED", pod.clone()) + &line("ERROR", gone);
    let server = FaultServer::start([
        [Step::Read, Step::reply(200, "content-type: application/json\r\n", &body)],
        [Step::Read, Step::json(403, &status(403, "Forbidden", "pods is forbidden").to_string())],
    ])
    .await;
    let cluster = Kubernetes::builder().base_url(server.url()).credential("t").build().unwrap();
    let mut watch = cluster.pods().watch("default").since("1").await.unwrap();
    let Some(Change::Modified(seen)) = watch.try_next().await.unwrap() else { panic!("a change") };
    assert_eq!(serde_json::to_value(seen).unwrap(), pod, "it keeps what is not declared");
    let error = watch.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("Expired")));
    assert_eq!(error.message(), Some("too old resource version: 1 (12746)"));
    assert_eq!(error.api::<Gone>().unwrap().object.code, Some(410));
    assert_eq!(watch.try_next().await.unwrap(), None);

    let error = cluster.pods().watch("default").await.unwrap_err();
    assert_eq!(error.code(), Some("Forbidden"));
    assert!(error.api::<Status>().is_some());
}

#[tokio::test]
async fn a_watch_that_breaks_off_is_an_error_after_what_arrived() {
    let mock = Mock::<Kubernetes>::new()
        .on(|_: PodsWatchRequest| async { Ok(Lines::new([Change::Added(pod("a", 7))]).cut_off()) });
    let server = mock.listen().await.unwrap();
    let mut watch = server.client().unwrap().pods().watch("default").await.unwrap();
    assert!(matches!(watch.try_next().await, Ok(Some(Change::Added(_)))));
    assert_eq!(watch.try_next().await.unwrap_err().kind(), ErrorKind::Truncated);
}
