//! The time limits of a call, and which of them was exceeded.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use schematic_api::{
    Body, Error, ErrorKind, NotRetried, StatusCode, Timeout,
    transport::{
        BoxFuture, ReqwestTransport, ResponseBody, Transport, TransportError, TransportErrorKind,
        TransportRequest, TransportResponse,
    },
};
use schematic_tests::{
    fault::{FaultServer, Step},
    scripted::{Answer, Reply, Scripted},
    shop::{ItemId, NewItem, Shop, builder, item, shop},
};
use tokio::time::Instant;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn id() -> ItemId {
    ItemId::from("i")
}

/// Runs a call and returns how long it took, to the second.
async fn timed<T>(call: impl IntoFuture<Output = Result<T, Error>>) -> (Result<T, Error>, u64) {
    let started = Instant::now();
    let result = call.await;
    (
        result,
        started.elapsed().as_millis().div_ceil(1000) as u64
            - u64::from(started.elapsed().subsec_millis() == 1),
    )
}

#[tokio::test(start_paused = true)]
async fn a_call_ends_after_ten_minutes_by_default() {
    let (result, after) = timed(shop(&Scripted::new([Answer::Hang])).items().retrieve(&id())).await;
    assert_eq!((result.unwrap_err().kind(), after), (ErrorKind::Timeout(Timeout::Total), 600));
}

// T2
#[tokio::test(start_paused = true)]
async fn each_time_that_runs_out_has_its_own_kind() {
    let kind = async |answer: Answer| {
        let transport = Scripted::new([answer]);
        let shop = builder(&transport).retries(0).build().unwrap();
        let call =
            shop.items().retrieve(&id()).attempt_timeout(seconds(30)).idle_timeout(seconds(5));
        timed(call.timeout(seconds(100))).await
    };
    let (connect, _) = kind(Answer::Fail(TransportErrorKind::ConnectTimeout, seconds(5))).await;
    assert_eq!(connect.unwrap_err().kind(), ErrorKind::Timeout(Timeout::Connect));
    let (head, after) = kind(Answer::Hang).await;
    assert_eq!((head.unwrap_err().kind(), after), (ErrorKind::Timeout(Timeout::Attempt), 30));
    let (idle, after) = kind(Reply::json(200, "{").open().into()).await;
    assert_eq!((idle.unwrap_err().kind(), after), (ErrorKind::Timeout(Timeout::Idle), 5));
}

// T3
#[tokio::test(start_paused = true)]
async fn a_slow_body_that_keeps_coming_is_not_idle() {
    let (head, tail) = (r#"{"id":"i","#, r#""status":"made"}"#);
    let mut reply = Reply::status(200).chunk(head);
    for _ in 0..20 {
        reply = reply.chunk_after(seconds(4), " ");
    }
    let transport = Scripted::new([reply.chunk_after(seconds(4), tail)]);
    let (result, after) =
        timed(shop(&transport).items().retrieve(&id()).idle_timeout(seconds(5))).await;
    assert_eq!((result.unwrap().status.as_str(), after), ("made", 84));
}

// T3, T7
#[tokio::test(start_paused = true)]
async fn a_drip_that_never_ends_is_bounded_by_the_total_time() {
    let mut reply = Reply::status(200).chunk("{");
    for _ in 0..10_000 {
        reply = reply.chunk_after(Duration::from_millis(100), " ");
    }
    let shop = builder(&Scripted::new([reply])).idle_timeout(seconds(5)).build().unwrap();
    let (result, after) = timed(shop.items().retrieve(&id()).timeout(seconds(30))).await;
    assert_eq!((result.unwrap_err().kind(), after), (ErrorKind::Timeout(Timeout::Total), 30));
}

// T7
#[tokio::test(start_paused = true)]
async fn a_body_that_stops_after_the_head_is_bounded_too() {
    // The status of an error reply matters more than the rest of its body.
    for (status, expected) in [(200, 60), (404, 5), (500, 5)] {
        let transport = Scripted::new([Reply::json(status, "{").open()]);
        let shop = builder(&transport).retries(0).build().unwrap();
        let (result, after) = timed(shop.items().retrieve(&id())).await;
        let error = result.unwrap_err();
        assert_eq!(after, expected, "{status}");
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
    }
}

// T5
#[tokio::test(start_paused = true)]
async fn the_longest_duration_does_not_overflow() {
    let shop = shop(&Scripted::new([Reply::json(200, item("i")).after(seconds(5))]));
    let call = shop.items().retrieve(&id()).timeout(Duration::MAX).attempt_timeout(Duration::MAX);
    assert!(call.idle_timeout(Duration::MAX).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn no_time_at_all_sends_nothing_twice() {
    let transport = Scripted::new([Answer::Hang]);
    let (result, after) =
        timed(shop(&transport).items().retrieve(&id()).timeout(Duration::ZERO)).await;
    assert_eq!((result.unwrap_err().kind(), after), (ErrorKind::Timeout(Timeout::Total), 0));
    assert!(transport.attempts() <= 1);
}

// T9
#[tokio::test(start_paused = true)]
async fn pauses_are_charged_to_the_call_and_not_to_the_attempt() {
    let busy = || Answer::from(Reply::status(503).header("retry-after", "20"));
    let transport = Scripted::new([busy(), Reply::json(200, item("i")).after(seconds(2)).into()]);
    let (result, after) =
        timed(shop(&transport).items().retrieve(&id()).attempt_timeout(seconds(3))).await;
    assert!(result.is_ok());
    assert_eq!(after, 22);

    let transport = Scripted::new([busy(), busy(), Reply::json(200, item("i")).into()]);
    let (result, after) =
        timed(shop(&transport).items().retrieve(&id()).timeout(seconds(30))).await;
    let error = result.unwrap_err();
    assert_eq!((error.not_retried(), error.attempts()), (Some(NotRetried::Deadline), 2));
    assert_eq!(after, 20);
}

// R15
#[tokio::test(start_paused = true)]
async fn attempts_that_time_out_are_made_again_within_the_total_time() {
    let transport = Scripted::new([Answer::Hang]);
    let call = shop(&transport);
    let (result, after) = timed(call.items().retrieve(&id()).attempt_timeout(seconds(10))).await;
    let error = result.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Attempt));
    assert_eq!(error.attempts(), 3);
    // Three attempts, and pauses of 0.5 s and 1 s.
    assert_eq!(after, 32);
}

// T2, T7
#[tokio::test(start_paused = true)]
async fn a_streamed_reply_may_take_longer_than_its_head_but_not_stand_still() {
    let mut reply = Reply::status(200);
    for _ in 0..5 {
        reply = reply.chunk_after(seconds(50), "picture");
    }
    let shop = shop(&Scripted::new([reply.open()]));
    let mut picture = shop.items().download(&id()).await.unwrap();
    for _ in 0..5 {
        assert_eq!(picture.next().await.unwrap().unwrap(), "picture");
    }
    let started = Instant::now();
    let error = picture.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Idle));
    assert_eq!(started.elapsed().as_secs(), 60);
    assert!(picture.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn a_streamed_reply_has_a_total_time_only_if_one_is_set() {
    let mut reply = Reply::status(200);
    for _ in 0..30 {
        reply = reply.chunk_after(seconds(50), "picture");
    }
    let shop = shop(&Scripted::new([reply]));
    // Twenty-five minutes, by default.
    let picture = shop.items().download(&id()).await.unwrap();
    assert_eq!(picture.filter(|chunk| std::future::ready(chunk.is_ok())).count().await, 30);

    let started = Instant::now();
    let picture = shop.items().download(&id()).timeout(seconds(120)).await.unwrap();
    let chunks: Vec<_> = picture.collect().await;
    let error = chunks.into_iter().last().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total));
    assert_eq!(started.elapsed().as_secs(), 120);
}

// T6
#[tokio::test(start_paused = true)]
async fn a_slow_reader_is_not_a_stall() {
    let shop = shop(&Scripted::new([Reply::status(200)
        .chunk("one")
        .chunk("two")
        .chunk_after(seconds(3), "three")]));
    let mut picture = shop.items().download(&id()).idle_timeout(seconds(5)).await.unwrap();
    assert_eq!(picture.next().await.unwrap().unwrap(), "one");
    tokio::time::sleep(seconds(30)).await;
    assert_eq!(picture.next().await.unwrap().unwrap(), "two");
    // Nor is it a stall if the next chunk has not arrived yet.
    tokio::time::sleep(seconds(30)).await;
    assert_eq!(picture.next().await.unwrap().unwrap(), "three");
    assert!(picture.next().await.is_none());
}

// T6
#[tokio::test(start_paused = true)]
async fn waiting_for_the_reply_after_a_long_upload_is_not_a_stall() {
    let chunks = stream::iter(0..10).then(|_| async {
        tokio::time::sleep(seconds(20)).await;
        Ok::<_, std::io::Error>(Bytes::from("part"))
    });
    let shop = shop(&Scripted::new([Reply::json(200, item("i")).after(seconds(100))]));
    let (result, after) =
        timed(shop.items().upload(Body::stream(chunks)).idle_timeout(seconds(30))).await;
    assert!(result.is_ok(), "{result:?}");
    assert_eq!(after, 300);
}

fn over_sockets(server: &FaultServer) -> Shop {
    let builder = Shop::builder().base_url(server.url()).credential("sk-shop").jitter(|| 0.0);
    builder.retries(0).build().expect("a client")
}

// T2
#[tokio::test]
async fn times_run_out_over_sockets() {
    let head = Step::raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{");
    let limit = Duration::from_millis(200);
    let server = FaultServer::start([[Step::Read, Step::Stall]]).await;
    let error =
        over_sockets(&server).items().retrieve(&id()).attempt_timeout(limit).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Attempt));

    let server = FaultServer::start([[Step::Read, head.clone(), Step::Stall]]).await;
    let error =
        over_sockets(&server).items().retrieve(&id()).idle_timeout(limit).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Idle));

    let server = FaultServer::start([[Step::Read, head, Step::Stall]]).await;
    let error = over_sockets(&server).items().retrieve(&id()).timeout(limit).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total));
    // T4: and the connection is closed.
    server.hung_up(1).await;
}

// T2: a listener whose queue is full accepts no further connection.
#[tokio::test]
async fn a_connection_that_does_not_come_about_in_time_is_a_connect_timeout() {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    for _ in 0..4 {
        queue.push(
            tokio::time::timeout(
                Duration::from_millis(100),
                tokio::net::TcpStream::connect(address),
            )
            .await,
        );
    }
    let shop = Shop::builder().base_url(format!("http://{address}")).credential("sk-shop");
    let shop = shop.connect_timeout(Duration::from_millis(300)).retries(0).build().unwrap();
    let error = shop.items().retrieve(&id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Connect));
    assert!(error.is_connect() && error.is_timeout());
}

// T8
#[tokio::test]
async fn an_upload_that_nobody_reads_ends_in_time() {
    let server = FaultServer::start([[Step::ReadBytes(100), Step::Freeze]]).await;
    let picture = Bytes::from(vec![0; 32 << 20]);
    let call = over_sockets(&server);
    let error =
        call.items().paste(picture).attempt_timeout(Duration::from_millis(300)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Attempt));
}

// T10
#[tokio::test]
async fn a_name_that_does_not_resolve_is_a_connect_error() {
    let transport =
        ReqwestTransport::customized(|builder| builder.resolve_to_addrs("shop.test", &[]));
    let shop =
        Shop::builder().base_url("https://shop.test/v1").credential("sk-shop").transport(transport);
    let shop = shop.retries(0).build().unwrap();
    let error = shop.items().create(&NewItem::default()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(std::error::Error::source(&error).is_some());
}

// T10
#[tokio::test]
async fn the_second_address_is_tried_when_the_first_is_dead() {
    let server = FaultServer::start([[Step::Read, Step::json(200, &item("i"))]]).await;
    let port: u16 = server.url().rsplit(':').next().unwrap().parse().unwrap();
    let addresses = [([127, 0, 0, 2], port).into(), ([127, 0, 0, 1], port).into()];
    let transport = ReqwestTransport::customized(move |builder| {
        builder.resolve_to_addrs("shop.localhost", &addresses)
    });
    let shop =
        Shop::builder().base_url(format!("http://shop.localhost:{port}")).credential("sk-shop");
    let shop = shop.transport(transport).retries(0).build().unwrap();
    assert!(shop.items().retrieve(&id()).await.is_ok());
}

/// A transport whose replies have a body without end that never lets anyone wait.
struct Flood;

impl Transport for Flood {
    fn send(
        &self,
        _: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let body = stream::repeat_with(|| Ok(Bytes::from_static(b" ")));
        let reply = TransportResponse::new(StatusCode::OK, ResponseBody::stream(body));
        Box::pin(std::future::ready(Ok(reply)))
    }
}

fn flooded() -> Shop {
    Shop::builder().credential("sk-shop").transport(Flood).retries(0).build().unwrap()
}

#[tokio::test]
async fn a_body_that_is_always_ready_ends_in_time_and_lets_other_tasks_run() {
    let ticks = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&ticks);
    let other = tokio::spawn(async move {
        loop {
            counted.fetch_add(1, SeqCst);
            tokio::task::yield_now().await;
        }
    });
    let limit = Duration::from_millis(50);
    let whole = flooded().items().retrieve(&id()).timeout(limit).await.map(drop);
    let mut content = flooded().items().download(&id()).timeout(limit).await.unwrap();
    let streamed = async {
        while content.try_next().await?.is_some() {}
        Ok(())
    };
    for result in [whole, streamed.await] {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::Timeout(Timeout::Total));
    }
    other.abort();
    assert!(ticks.load(SeqCst) > 10, "{ticks:?}");
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_does_not_delay_the_deadline() {
    let reply = (0..1000).fold(Reply::status(200), |reply, _| reply.chunk("x"));
    let shop = shop(&Scripted::new([reply]));
    let mut content = shop.items().download(&id()).timeout(seconds(1)).await.unwrap();
    let error = loop {
        match content.try_next().await {
            Ok(chunk) => assert!(chunk.is_some(), "the deadline ends it"),
            Err(error) => break error,
        }
        tokio::time::sleep(seconds(1) / 100).await;
    };
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total));
}
