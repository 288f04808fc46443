//! Callers of an edition, who do whatever can be done with a call.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use schematic_api::mock::{Events as Sent, JsonOrEvents as Answer, Mock};
use schematic_api::reply::{
    BytesReply, Empty, EventStream, Events, Json, JsonOrEvents, Reply, Text,
};
use schematic_api::transport::{ResponseBody, TransportError};
use schematic_api::{ByteStream, Call, CallOptions, Error, Items, Paged, Pages, Polled, Poller};

use super::super::{NewOrder, Order, OrderPage, Progress};
use super::*;

fn order(id: &str, step: u32) -> Order {
    Order::new(id, step)
}

fn dish() -> NewOrder {
    NewOrder::new("soup")
}

fn steps() -> Sent<Progress> {
    Sent::new([1, 2].map(|step| Progress::Step(order("o", step))))
}

/// A kitchen where each look at `state` finds the order one step further.
fn kitchen() -> Mock<Kitchen> {
    let looks = std::sync::atomic::AtomicU32::new(0);
    let content = || [Ok::<_, TransportError>(Bytes::from_static(b"re")), Ok("cord".into())];
    Mock::new()
        .on(|_: KitchenStatusRequest| async move { Ok("busy".to_owned()) })
        .on(|request: OrdersRetrieveRequest| async move { Ok(order(&request.id, 1)) })
        .on(|request: OrdersCreateRequest| async move { Ok(order(&request.body.dish, 1)) })
        .on(|_: OrdersLabelRequest| async move { Ok("label".to_owned()) })
        .on(|_: OrdersPictureRequest| async move { Ok(Bytes::from_static(b"\x89PNG")) })
        .on(move |_: OrdersRecordingRequest| async move {
            Ok(ResponseBody::stream(stream::iter(content())))
        })
        .on(|_: OrdersRemoveRequest| async move { Ok(()) })
        .on(|_: OrdersWatchRequest| async move { Ok(steps()) })
        .on(|request: OrdersPlaceRequest| async move {
            Ok(match request.body.live {
                Some(true) => Answer::Events(steps()),
                _ => Answer::Json(order(&request.body.dish, 1)),
            })
        })
        .on(|request: OrdersListRequest| async move {
            Ok(match request.after.as_deref() {
                None => OrderPage::new([order("a", 1), order("b", 2)]).next("b".to_owned()),
                Some(_) => OrderPage::new([order("c", 3)]),
            })
        })
        .on(move |request: OrdersFollowRequest| {
            let step = looks.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            async move { Ok(order(&request.id, step)) }
        })
}

/// Every option that a call has.
macro_rules! with_every_option {
    ($call:expr) => {
        $call
            .timeout(Duration::from_secs(60))
            .attempt_timeout(Duration::from_secs(30))
            .idle_timeout(Duration::from_secs(20))
            .retries(1)
            .header("x-trace", 7)
            .without_header("user-agent")
            .query("beta", "on")
            .idempotency_key("key")
            .options(&CallOptions::new().header("x-shared", "yes"))
    };
}

#[track_caller]
fn assert_options(mock: &Mock<Kitchen>) {
    let last = mock.requests().pop().expect("a request");
    let headers = ["x-trace", "user-agent", "idempotency-key", "x-shared"];
    let headers = headers.map(|name| last.header(name));
    assert_eq!(headers, [Some("7"), None, Some("key"), Some("yes")]);
    assert_eq!(last.query(), "beta=on");
}

async fn take<R: Reply>(call: impl Into<Call<R>>) -> Result<R::Output, Error> {
    call.into().await
}

/// Makes a call in every way, and gives what came of each.
macro_rules! in_every_way {
    ($mock:ident, $call:expr) => {{
        let awaited = $call.await.unwrap();
        let response = $call.response().await.unwrap();
        assert!(response.status().is_success());
        let tuned = with_every_option!($call).await.unwrap();
        assert_options(&$mock);
        let tuned_response = with_every_option!($call).response().await.unwrap();
        assert_options(&$mock);
        let call: Call<_> = $call.into();
        let converted = with_every_option!(call).await.unwrap();
        assert_options(&$mock);
        let taken = take($call).await.unwrap();
        let spawned = tokio::spawn($call.into_future()).await.unwrap().unwrap();
        let call = $call;
        let moved = tokio::spawn(async move { call.retries(0).await }).await.unwrap().unwrap();
        let response = [response.into_value(), tuned_response.into_value()];
        let others = [awaited, tuned, converted, taken, spawned, moved];
        response.into_iter().chain(others)
    }};
}

#[tokio::test]
async fn json() {
    let mock = kitchen();
    let orders = mock.client().orders();
    for found in in_every_way!(mock, orders.retrieve("o")) {
        assert_eq!(found, order("o", 1));
    }
    for created in in_every_way!(mock, orders.create(&dish())) {
        assert_eq!(created, order("soup", 1));
    }
}

#[tokio::test]
async fn text() {
    let mock = kitchen();
    let kitchen = mock.client();
    for label in in_every_way!(mock, kitchen.orders().label("o")) {
        assert_eq!(label, "label");
    }
    for status in in_every_way!(mock, kitchen.status()) {
        assert_eq!(status, "busy");
    }
}

#[tokio::test]
async fn bytes() {
    let mock = kitchen();
    let orders = mock.client().orders();
    for picture in in_every_way!(mock, orders.picture("o")) {
        assert_eq!(picture, b"\x89PNG".as_slice());
    }
}

#[tokio::test]
async fn a_stream() {
    let mock = kitchen();
    let orders = mock.client().orders();
    for recording in in_every_way!(mock, orders.recording("o")) {
        let chunks: Vec<_> = recording.try_collect().await.unwrap();
        assert_eq!(chunks.concat(), b"record");
    }
}

#[tokio::test]
async fn nothing() {
    let mock = kitchen();
    let orders = mock.client().orders();
    assert_eq!(in_every_way!(mock, orders.remove("o")).count(), 8);
    assert_eq!(mock.received::<OrdersRemoveRequest>().len(), 8);
}

async fn collect(events: EventStream<Progress>) -> Vec<Progress> {
    events.try_collect().await.unwrap()
}

fn both_steps() -> [Progress; 2] {
    [1, 2].map(|step| Progress::Step(order("o", step)))
}

#[tokio::test]
async fn events() {
    let mock = kitchen();
    let orders = mock.client().orders();
    for events in in_every_way!(mock, orders.watch("o")) {
        assert_eq!(collect(events).await, both_steps());
    }
}

#[tokio::test]
async fn json_or_events() {
    let mock = kitchen();
    let orders = mock.client().orders();
    for placed in in_every_way!(mock, orders.place(&dish())) {
        assert_eq!(placed, order("soup", 1));
    }
    for events in in_every_way!(mock, orders.place(&dish()).stream()) {
        assert_eq!(collect(events).await, both_steps());
    }
    for events in in_every_way!(mock, orders.place(&dish()).header("x-trace", 7).stream()) {
        assert_eq!(collect(events).await, both_steps());
    }
    let call: Call<JsonOrEvents<_, _>> = orders.place(&dish()).into();
    assert_eq!(collect(call.stream().await.unwrap()).await, both_steps());
}

// ===== pages =====

fn all_items(kitchen: &Kitchen) -> Items<OrderPage> {
    kitchen.orders().list().retries(0).items()
}

fn all_pages(kitchen: &Kitchen) -> Pages<OrderPage> {
    kitchen.orders().list().pages()
}

fn ids(kitchen: Kitchen) -> impl Stream<Item = Result<String, Error>> + Send + 'static {
    kitchen.orders().list().items().map_ok(|order| order.id)
}

#[tokio::test]
async fn pages() {
    let mock = kitchen();
    let kitchen = mock.client();
    for page in in_every_way!(mock, kitchen.orders().list()) {
        assert_eq!(page.orders, [order("a", 1), order("b", 2)]);
    }
    let whole = [order("a", 1), order("b", 2), order("c", 3)];
    let items = all_items(&kitchen);
    let items = tokio::spawn(items.try_collect::<Vec<_>>()).await.unwrap();
    assert_eq!(items.unwrap(), whole);
    let mut pages = all_pages(&kitchen);
    let counted = tokio::spawn(async move {
        let mut count = 0;
        while pages.try_next().await?.is_some() {
            count += 1;
        }
        Ok::<_, Error>(count)
    });
    assert_eq!(counted.await.unwrap().unwrap(), 2);
    let ids = tokio::spawn(ids(kitchen.clone()).try_collect::<Vec<_>>()).await.unwrap();
    assert_eq!(ids.unwrap(), ["a", "b", "c"]);
    let mut tuned = with_every_option!(kitchen.orders().list()).items();
    assert_eq!(tuned.next().await.unwrap().unwrap(), order("a", 1));
    assert_options(&mock);
    let call: Call<Paged<OrderPage>> = kitchen.orders().list().into();
    assert_eq!(call.pages().count().await, 2);
}

// ===== polls =====

fn settled(kitchen: &Kitchen, id: &str) -> Poller<'static, Order> {
    kitchen.orders().follow(id).poll().every(Duration::ZERO)
}

#[tokio::test]
async fn what_settles() {
    let mock = kitchen();
    let mut looks = 0;
    for seen in in_every_way!(mock, mock.client().orders().follow("o")) {
        assert_eq!(seen.id, "o");
        looks += 1;
    }
    assert_eq!(mock.received::<OrdersFollowRequest>().len(), looks);
    assert_eq!(looks, 8);
}

#[tokio::test]
async fn a_poll_goes_on_until_the_declared_condition() {
    let mock = kitchen();
    assert_eq!(settled(&mock.client(), "o").await.unwrap(), order("o", 3));
    let spawned = settled(&kitchen().client(), "o").into_future();
    assert_eq!(tokio::spawn(spawned).await.unwrap().unwrap(), order("o", 3));
    let mock = kitchen();
    let poll = with_every_option!(mock.client().orders().follow("o")).poll();
    let poll = poll.every(Duration::ZERO).timeout(Duration::from_secs(60));
    assert_eq!(poll.options(&CallOptions::new()).await.unwrap(), order("o", 3));
    assert_options(&mock);
    assert_eq!(mock.requests().len(), 3);
}

#[tokio::test]
async fn a_poll_goes_on_until_another_condition() {
    let mock = kitchen();
    let orders = mock.client().orders();
    let begun = orders.follow("o").until(Order::is_begun).poll().every(Duration::ZERO);
    assert_eq!(begun.await.unwrap(), order("o", 2));
    let call: Call<Polled<Order>> = orders.follow("o").until(|order| order.step >= 5).into();
    assert_eq!(call.poll().every(Duration::ZERO).await.unwrap(), order("o", 5));
}

#[tokio::test]
async fn a_call_is_followed_by_the_poll_of_another() {
    let client = kitchen().client();
    let created = client.orders().create(&dish());
    let poll = created.then_poll(|order| client.orders().follow(&order.id)).every(Duration::ZERO);
    assert_eq!(poll.await.unwrap(), order("soup", 3));

    let client = kitchen().client();
    let placed = client.orders().place(&dish()).retries(0);
    let follow = |order: &Order| client.orders().follow(&order.id).until(Order::is_begun);
    let poll = placed.then_poll(follow).every(Duration::ZERO);
    assert_eq!(poll.await.unwrap(), order("soup", 2));

    let orders = kitchen().client().orders();
    let placed: Call<_> = orders.place(&dish()).into();
    let owned = placed.then_poll(move |order| Call::from(orders.follow(&order.id)));
    let spawned = tokio::spawn(owned.every(Duration::ZERO).into_future());
    assert_eq!(spawned.await.unwrap().unwrap(), order("soup", 3));
}

// ===== calls and groups that are kept =====

/// A call of each kind.
struct Kept {
    json: Call<Json<Order>>,
    text: Call<Text>,
    bytes: Call<BytesReply>,
    stream: Call<ByteStream>,
    empty: Call<Empty>,
    events: Call<Events<Progress>>,
    either: Call<JsonOrEvents<Order, Progress>>,
    paged: Call<Paged<OrderPage>>,
    polled: Call<Polled<Order>>,
}

fn keep(kitchen: &Kitchen) -> Kept {
    let orders = kitchen.orders();
    Kept {
        json: orders.retrieve("o").into(),
        text: orders.label("o").retries(0).into(),
        bytes: orders.picture("o").into(),
        stream: orders.recording("o").into(),
        empty: orders.remove("o").into(),
        events: orders.watch("o").into(),
        either: orders.place(&dish()).into(),
        paged: orders.list().into(),
        polled: orders.follow("o").into(),
    }
}

fn label_of(kitchen: &Kitchen, id: &str) -> Call<Text> {
    kitchen.orders().label(id).header("x-trace", 1).into()
}

async fn length(call: impl Into<Call<Text>>) -> usize {
    call.into().retries(0).await.unwrap().len()
}

#[tokio::test]
async fn calls_can_be_kept_and_handed_on() {
    let mock = kitchen();
    let kept = keep(&mock.client());
    assert_eq!(kept.json.await.unwrap(), order("o", 1));
    assert_eq!(kept.text.await.unwrap(), "label");
    assert_eq!(kept.bytes.await.unwrap().len(), 4);
    assert_eq!(kept.stream.await.unwrap().count().await, 2);
    kept.empty.await.unwrap();
    assert_eq!(collect(kept.events.await.unwrap()).await, both_steps());
    assert_eq!(kept.either.await.unwrap(), order("soup", 1));
    assert_eq!(kept.paged.items().count().await, 3);
    assert_eq!(kept.polled.poll().every(Duration::ZERO).await.unwrap(), order("o", 3));
    assert_eq!(length(label_of(&mock.client(), "o")).await, 5);
    assert_eq!(length(mock.client().orders().label("o")).await, 5);
    assert_eq!(length(mock.client().status()).await, 4);
    let client = mock.client();
    let both: Vec<Call<Json<Order>>> =
        vec![client.orders().retrieve("o").into(), client.orders().create(&dish()).into()];
    for (call, id) in both.into_iter().zip(["o", "soup"]) {
        assert_eq!(call.await.unwrap().id, id);
    }
}

/// A user's own type.
#[derive(Clone, Debug)]
struct Waiter {
    orders: Orders,
    name: String,
}

impl Waiter {
    async fn serve(&self, dish: &NewOrder) -> Result<Order, Error> {
        let created = self.orders.create(dish).header("x-waiter", &self.name);
        created.then_poll(|order| self.orders.follow(&order.id)).every(Duration::ZERO).await
    }
}

#[tokio::test]
async fn groups_can_be_kept() {
    let mock = kitchen();
    let waiter = Waiter { orders: mock.client().orders(), name: "Ada".to_owned() };
    let other = waiter.clone();
    let served = tokio::spawn(async move { other.serve(&dish()).await });
    assert_eq!(served.await.unwrap().unwrap(), order("soup", 3));
    assert_eq!(mock.requests()[0].header("x-waiter"), Some("Ada"));
    assert!(format!("{waiter:?}").contains("Ada"));
}
