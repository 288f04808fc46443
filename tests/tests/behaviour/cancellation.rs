//! A dropped call leaves nothing behind.

use std::{
    future::poll_fn,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::Poll,
    time::Duration,
};

use bytes::Bytes;
use futures_util::{FutureExt, StreamExt, stream};
use schematic_api::{Body, ByteStream, CallFuture, Items, SecretString, reply::Json};
use schematic_tests::{
    fault::{FaultServer, Step},
    scripted::{Answer, Reply, Scripted},
    shop::{Item, ItemId, ItemPage, NewItem, Shop, builder, item, shop},
};
use tokio::time::{sleep, timeout};

fn id() -> ItemId {
    ItemId::from("i")
}

fn over_sockets(server: &FaultServer) -> Shop {
    Shop::builder()
        .base_url(server.url())
        .credential("sk-shop")
        .retries(0)
        .build()
        .expect("a client")
}

// C1
#[tokio::test]
async fn a_call_that_is_dropped_before_it_starts_sends_nothing() {
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    drop(shop.items().retrieve(&id()));
    drop(shop.items().retrieve(&id()).into_future());
    drop(shop.items().retrieve(&id()).response());
    drop(shop.items().list().items());
    assert_eq!(transport.attempts(), 0);
}

// C2
#[tokio::test]
async fn dropping_a_call_before_its_reply_closes_the_connection() {
    let server = FaultServer::start([[Step::Read, Step::Stall]]).await;
    let shop = over_sockets(&server);
    let ids = id();
    tokio::select! {
        reply = shop.items().retrieve(&ids).into_future() => panic!("{reply:?}"),
        () = server.received(1) => {}
    }
    server.hung_up(1).await;
    assert_eq!(server.requests().len(), 1);
}

// C2
#[tokio::test]
async fn dropping_a_call_in_the_middle_of_its_body_closes_the_connection() {
    let head = Step::raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{");
    let server = FaultServer::start([[Step::Read, head, Step::Stall]]).await;
    let shop = over_sockets(&server);
    let ids = id();
    let call = shop.items().retrieve(&ids).into_future();
    assert!(timeout(Duration::from_secs(1), call).await.is_err());
    server.hung_up(1).await;
}

// C2
#[tokio::test]
async fn dropping_an_upload_stops_reading_its_stream() {
    let read = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&read);
    let chunks = stream::repeat_with(move || {
        counter.fetch_add(1, SeqCst);
        Ok::<_, std::io::Error>(Bytes::from(vec![0; 64 << 10]))
    });
    let server = FaultServer::start([[
        Step::ReadBytes(1000),
        Step::Delay(Duration::from_millis(300)),
        Step::Stall,
    ]])
    .await;
    let shop = over_sockets(&server);
    let call = shop.items().upload(Body::stream(chunks)).into_future();
    assert!(timeout(Duration::from_millis(200), call).await.is_err());
    server.hung_up(1).await;
    let after_drop = read.load(SeqCst);
    sleep(Duration::from_millis(50)).await;
    assert_eq!(read.load(SeqCst), after_drop);
}

// C3, C4, C10
#[tokio::test]
async fn dropping_a_streamed_reply_closes_the_connection_at_once() {
    let head = Step::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n");
    let server = FaultServer::start([[Step::Read, head, Step::Stall]]).await;
    let shop = over_sockets(&server);
    {
        let mut picture = shop.items().download(&id()).await.unwrap();
        assert_eq!(picture.next().await.unwrap().unwrap(), "one");
        // The stream is idle: nobody reads, and the server sends nothing.
    }
    server.hung_up(1).await;
}

// C2, C6
#[tokio::test(start_paused = true)]
async fn nothing_is_retained_of_a_dropped_call() {
    let script = [
        Answer::Hang,
        Reply::json(200, "{").open().into(),
        Reply::status(500).open().into(),
        Reply::json(200, "{").open().into(),
    ];
    let transport = Scripted::new(script);
    let shop = shop(&transport);
    let tasks = || tokio::runtime::Handle::current().metrics().num_alive_tasks();
    let before = tasks();
    let ids = id();
    for _ in 0..4 {
        let call = shop.items().retrieve(&ids).into_future();
        assert!(timeout(Duration::from_secs(1), call).await.is_err());
        assert_eq!(transport.open(), 0);
    }
    assert_eq!(tasks(), before);
}

/// The call can be dropped after any number of polls.
#[tokio::test(start_paused = true)]
async fn a_call_can_be_dropped_at_every_await() {
    let mut reply = Reply::status(200).after(Duration::from_millis(3));
    for byte in item("i").into_bytes() {
        reply = reply.chunk_after(Duration::from_millis(1), vec![byte]);
    }
    let busy = Reply::status(503)
        .chunk_after(Duration::from_millis(2), "{}")
        .after(Duration::from_millis(2));
    let mut finished = false;
    for polls in 1..200 {
        let transport = Scripted::new([busy.clone(), reply.clone()]);
        let shop = builder(&transport).jitter(|| 0.01).build().unwrap();
        let ids = id();
        let mut call = Box::pin(shop.items().retrieve(&ids).into_future());
        for _ in 0..polls {
            let is_ready =
                poll_fn(|context| Poll::Ready(call.as_mut().poll(context).is_ready())).await;
            if is_ready {
                finished = true;
                break;
            }
            sleep(Duration::from_millis(1)).await;
        }
        drop(call);
        assert_eq!(transport.open(), 0, "after {polls} polls");
        if finished {
            break;
        }
    }
    assert!(finished, "two hundred polls are enough for the whole call");
}

// C7
#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_in_a_pause_makes_no_further_attempt_and_returns_its_tokens() {
    let transport = Scripted::new([Reply::status(503)]);
    let shop = builder(&transport).retry_budget(10, 10).build().unwrap();
    let ids = id();
    for attempts in 1..4 {
        let call = shop.items().retrieve(&ids).into_future();
        assert!(timeout(Duration::from_millis(100), call).await.is_err());
        sleep(Duration::from_secs(60)).await;
        assert_eq!(transport.attempts(), attempts);
    }
    // No token is missing: the next call still gets its one retry.
    let error = shop.items().retrieve(&ids).await.unwrap_err();
    assert_eq!(error.attempts(), 2);
    assert!(error.is_budget_exhausted());
}

// C5: a timeout around a call does not hide an error that has already occurred.
#[tokio::test(start_paused = true)]
async fn an_error_that_comes_before_the_abort_is_kept() {
    let transport = Scripted::new([Reply::status(404)]);
    let shop = shop(&transport);
    let ids = id();
    let call = shop.items().retrieve(&ids).into_future();
    let error = timeout(Duration::ZERO, call).await.expect("the error, not the abort").unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
}

// C8
#[tokio::test]
async fn dropping_a_clone_leaves_its_siblings_connected() {
    let exchange = [Step::Read, Step::json(200, &item("i"))];
    let server = FaultServer::start([exchange.iter().cloned().cycle().take(4)]).await;
    let shop = over_sockets(&server);
    let clone = shop.clone();
    clone.items().retrieve(&id()).await.unwrap();
    drop(clone);
    // A separate task returns the connection to its pool.
    sleep(Duration::from_millis(50)).await;
    shop.items().retrieve(&id()).await.unwrap();
    assert_eq!(server.connections(), 1);
}

// C9
#[tokio::test(start_paused = true)]
async fn a_credential_request_that_is_dropped_does_not_stand_in_the_way_of_the_next() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let provider = move || {
        let first = counter.fetch_add(1, SeqCst) == 0;
        async move {
            if first {
                std::future::pending::<()>().await;
            }
            Ok::<_, std::io::Error>(SecretString::from("k"))
        }
    };
    let transport = Scripted::always(&item("i"));
    let shop =
        Shop::builder().credential_provider(provider).transport(transport.clone()).build().unwrap();
    let ids = id();
    let call = shop.items().retrieve(&ids).into_future();
    assert!(timeout(Duration::from_secs(1), call).await.is_err());
    shop.items().retrieve(&ids).await.unwrap();
    assert_eq!((asked.load(SeqCst), transport.attempts()), (2, 1));
}

#[test]
fn what_takes_part_in_a_call_can_be_moved_between_threads() {
    fn moves<T: Send + 'static>() {}
    fn is_shared<T: Send + Sync + 'static>() {}
    is_shared::<Shop>();
    moves::<CallFuture<Json<Item>>>();
    moves::<Items<ItemPage>>();
    moves::<ByteStream>();
    moves::<Body>();
}

/// A call is an ordinary future: it can be sent to a task, and raced.
#[tokio::test(start_paused = true)]
async fn calls_can_be_raced_and_moved_between_threads() {
    let slow = Scripted::new([Answer::Hang]);
    let fast = Scripted::always(&item("i"));
    let (slow_shop, fast_shop) = (shop(&slow), shop(&fast));
    let (ids, new) = (id(), NewItem::default());
    let winner = tokio::select! {
        _ = slow_shop.items().create(&new).into_future() => "slow",
        _ = fast_shop.items().retrieve(&ids).into_future() => "fast",
    };
    assert_eq!(winner, "fast");
    assert_eq!(slow.open(), 0);
    let moved =
        tokio::spawn(async move { fast_shop.items().retrieve(&id()).await.map(|item| item.id) });
    assert_eq!(moved.await.unwrap().unwrap(), id());
    assert!(slow_shop.items().retrieve(&ids).into_future().now_or_never().is_none());
}
