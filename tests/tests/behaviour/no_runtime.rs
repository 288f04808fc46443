//! Calls outside of a tokio runtime: an error that says what is missing, and no panic.

use std::{pin::pin, task::Context, time::Duration};

use futures_util::{StreamExt, future::FutureExt, task::noop_waker};
use schematic_api::{
    BoxError, ByteStream, Clock, Error, ErrorKind, SecretString, Sleep,
    reply::{Events, Json},
};
use schematic_tests::{
    scripted::{Answer, Scripted},
    shop::{Item, ItemId, NewItem, Shop, builder, item},
};

fn id() -> ItemId {
    ItemId::from("i")
}

/// What a future gives when it is polled once, where there is no runtime.
fn at_once<T>(future: impl IntoFuture<Output = T>) -> T {
    assert!(tokio::runtime::Handle::try_current().is_err());
    let future = pin!(future.into_future());
    let waker = noop_waker();
    match future.poll(&mut Context::from_waker(&waker)) {
        std::task::Poll::Ready(output) => output,
        std::task::Poll::Pending => panic!("it waits for something that will never come"),
    }
}

#[track_caller]
fn assert_names_tokio(error: &Error) {
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Config, 0), "{error:?}");
    assert!(error.to_string().contains("tokio"), "{error}");
}

/// The scripted transport, whose own timer would panic; and the default one, which would too.
fn shops() -> [(Shop, Option<Scripted>); 2] {
    let transport = Scripted::new([Answer::Hang]);
    let scripted = builder(&transport).build().unwrap();
    let over_http = Shop::builder().base_url("http://127.0.0.1:1").credential("k").build();
    [(scripted, Some(transport)), (over_http.unwrap(), None)]
}

#[test]
fn a_call_says_that_there_is_no_runtime() {
    for (shop, transport) in shops() {
        assert_names_tokio(&at_once(shop.items().retrieve(&id())).unwrap_err());
        assert_names_tokio(
            &at_once(shop.items().create(&NewItem::default()).response()).unwrap_err(),
        );
        assert_names_tokio(&at_once(shop.items().retrieve(&id()).retries(5)).unwrap_err());
        assert_names_tokio(&at_once(shop.items().picture(&id())).unwrap_err());
        assert_names_tokio(&at_once(shop.items().download(&id())).unwrap_err());
        assert_names_tokio(&at_once(shop.items().label(&id())).unwrap_err());
        assert_names_tokio(&at_once(shop.items().remove(&id())).unwrap_err());
        let request = || shop.request(http::Method::GET, "/x");
        assert_names_tokio(&at_once(request().send::<Json<Item>>()).unwrap_err());
        assert_names_tokio(&at_once(request().send::<ByteStream>()).unwrap_err());
        let events = request().send::<Events<serde_json::Value>>();
        assert_names_tokio(&at_once(events).unwrap_err());
        assert_eq!(transport.map_or(0, |transport| transport.attempts()), 0);
    }
}

#[test]
fn pages_and_polls_say_it_too() {
    for (shop, _) in shops() {
        let mut items = shop.items().list().items();
        assert_names_tokio(&at_once(items.next()).unwrap().unwrap_err());
        let mut pages = shop.items().list().pages();
        assert_names_tokio(&at_once(pages.try_next()).unwrap_err());
        assert_names_tokio(&at_once(shop.items().settled(&id()).poll()).unwrap_err());
        let created = shop.items().create(&NewItem::default());
        let settled = created.then_poll(|item| shop.items().settled(&item.id));
        assert_names_tokio(&at_once(settled).unwrap_err());
    }
}

#[test]
fn a_provider_of_credentials_is_not_asked() {
    let transport = Scripted::always(&item("i"));
    let provider = || async { Err::<SecretString, BoxError>("it was asked".into()) };
    let shop = builder(&transport).credential_provider(provider).build().unwrap();
    assert_names_tokio(&at_once(shop.items().retrieve(&id())).unwrap_err());
}

/// A runtime of another library is none of tokio's.
#[test]
fn an_executor_that_is_not_tokio_is_not_enough() {
    let shop = builder(&Scripted::always(&item("i"))).build().unwrap();
    let error = futures_executor_like(shop.items().retrieve(&id()));
    assert_names_tokio(&error.unwrap_err());
}

/// Waits as an executor would that knows nothing of tokio, on another thread.
fn futures_executor_like<F>(future: F) -> F::Output
where
    F: IntoFuture<IntoFuture: Send + 'static>,
    F::Output: Send + 'static,
{
    let future = future.into_future();
    let other = std::thread::spawn(move || future.now_or_never());
    other.join().expect("no panic").expect("an error at once")
}

#[test]
fn a_mistake_in_the_call_is_told_first() {
    for (shop, _) in shops() {
        let error = at_once(shop.items().retrieve(&id()).header("a b", 1)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{error:?}");
    }
}

/// A clock of one's own, over a transport that needs no runtime, is enough.
#[test]
fn a_clock_that_needs_no_runtime_runs_without_one() {
    #[derive(Debug)]
    struct Still(std::time::Instant);

    impl Clock for Still {
        fn now(&self) -> std::time::Instant {
            self.0
        }

        fn system_time(&self) -> std::time::SystemTime {
            std::time::UNIX_EPOCH
        }

        fn sleep(&self, _: Duration) -> Sleep {
            Box::pin(std::future::pending())
        }
    }

    struct Canned;

    impl schematic_api::transport::Transport for Canned {
        fn send(
            &self,
            _: schematic_api::transport::TransportRequest,
        ) -> schematic_api::transport::BoxFuture<
            '_,
            Result<
                schematic_api::transport::TransportResponse,
                schematic_api::transport::TransportError,
            >,
        > {
            let body = schematic_api::transport::ResponseBody::from(item("i"));
            let response =
                schematic_api::transport::TransportResponse::new(http::StatusCode::OK, body);
            Box::pin(std::future::ready(Ok(response)))
        }
    }

    let now = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    let now = now.block_on(async { tokio::time::Instant::now().into_std() });
    let shop = Shop::builder().credential("k").clock(Still(now)).transport(Canned);
    let found = at_once(shop.build().unwrap().items().retrieve(&id())).unwrap();
    assert_eq!(found.id, id());
    // Over the default transport it is the transport that needs one.
    let shop = Shop::builder().credential("k").clock(Still(now)).base_url("http://127.0.0.1:1");
    let error = at_once(shop.build().unwrap().items().retrieve(&id()).retries(0)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "{error:?}");
    let cause = std::error::Error::source(&error).expect("a cause").to_string();
    assert!(cause.contains("Tokio"), "{cause}");
}

/// Inside of a runtime the same clients go on as ever.
#[test]
fn a_client_that_failed_without_a_runtime_works_within_one() {
    let transport = Scripted::always(&item("i"));
    let shop = builder(&transport).build().unwrap();
    assert_names_tokio(&at_once(shop.items().retrieve(&id())).unwrap_err());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    assert_eq!(runtime.block_on(shop.items().retrieve(&id()).into_future()).unwrap().id, id());
}
