//! The transport over HTTP: how it frames what has no body, whose client and whose proxies it uses.

use std::process::Stdio;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use schematic_api::{
    Error, ErrorKind,
    mock::Mock,
    reply::{Empty, Json},
    transport::ReqwestTransport,
};
use schematic_tests::{
    fault::{FaultServer, Step},
    shop::{Item, ItemId, ItemsRetrieveRequest, NewItem, Shop, item},
};
use tokio::net::TcpSocket;

fn id() -> ItemId {
    ItemId::from("i")
}

/// A server that answers every request with an item, on any number of connections.
async fn server() -> FaultServer {
    let exchange = [Step::Read, Step::json(200, &item("i"))];
    FaultServer::start([exchange.into_iter().cycle().take(40)]).await
}

fn builder(url: impl Into<String>) -> schematic_api::ClientBuilder<Shop> {
    Shop::builder().base_url(url).credential("sk-shop").retries(0)
}

async fn get(shop: &Shop) -> Result<Item, Error> {
    shop.items().retrieve(&id()).await
}

// ===== requests without a body =====

/// RFC 9110, section 8.6: a request whose method expects a body says that it has none.
#[tokio::test]
async fn a_length_of_zero_is_sent_where_a_body_could_be() {
    let server = server().await;
    let shop = builder(server.url()).build().unwrap();
    for (method, length) in [
        (Method::POST, Some("0")),
        (Method::PUT, Some("0")),
        (Method::PATCH, Some("0")),
        (Method::GET, None),
        (Method::DELETE, None),
        (Method::OPTIONS, None),
        (Method::from_bytes(b"PROPFIND").unwrap(), None),
    ] {
        shop.request(method.clone(), "/x").send::<Empty>().await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.method, method);
        assert_eq!((sent.header("content-length"), sent.body.len()), (length, 0), "{method}");
        assert_eq!(sent.header("transfer-encoding"), None, "{method}");
        assert_eq!(sent.headers.get_all("content-length").iter().count(), length.iter().len());
    }
}

#[tokio::test]
async fn a_body_has_its_own_length_whatever_the_method() {
    let server = server().await;
    let shop = builder(server.url()).build().unwrap();
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::GET, Method::DELETE] {
        shop.request(method.clone(), "/x").json(&[1]).send::<Empty>().await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.header("content-length"), Some("3"), "{method}");
        assert_eq!(sent.headers.get_all("content-length").iter().count(), 1);
        assert_eq!(sent.body, "[1]", "{method}");
    }
    // An empty one is none.
    for (method, length) in [(Method::POST, Some("0")), (Method::DELETE, None)] {
        shop.request(method.clone(), "/x").bytes(Bytes::new()).send::<Empty>().await.unwrap();
        let sent = server.requests().pop().unwrap();
        assert_eq!(sent.header("content-length"), length, "{method}");
    }
}

// ===== a client of the caller's =====

fn default_header() -> HeaderMap {
    HeaderMap::from_iter([("x-own".parse().unwrap(), HeaderValue::from_static("yes"))])
}

#[tokio::test]
async fn a_reqwest_client_of_the_callers_is_used_as_it_is() {
    let server = server().await;
    let own = reqwest::Client::builder().default_headers(default_header()).build().unwrap();
    let transport = ReqwestTransport::from_client(own);
    let shop = builder(server.url()).transport(transport.clone()).build().unwrap();
    get(&shop).await.unwrap();
    // Whatever is asked of it later, it stays that client.
    let shop = builder(server.url()).transport(transport.without_env_proxies()).build().unwrap();
    get(&shop).await.unwrap();
    let sent = server.requests();
    assert_eq!(sent.len(), 2);
    for sent in sent {
        assert_eq!(sent.header("x-own"), Some("yes"));
        assert_eq!(sent.header("authorization"), Some("Bearer sk-shop"));
        assert_eq!(sent.header("x-shop"), Some("declared"));
    }
}

#[tokio::test]
async fn a_customized_client_keeps_its_headers_and_follows_no_redirect() {
    let redirect = Step::reply(302, "location: /elsewhere\r\n", "");
    let server = FaultServer::start([[Step::Read, redirect, Step::Read]]).await;
    let transport = ReqwestTransport::customized(|builder| {
        let follow = reqwest::redirect::Policy::limited(10);
        builder.default_headers(default_header()).redirect(follow)
    });
    let shop = builder(server.url()).transport(transport).build().unwrap();
    assert_eq!(get(&shop).await.unwrap_err().kind(), ErrorKind::Redirect);
    let sent = server.requests();
    assert_eq!((sent.len(), sent[0].header("x-own")), (1, Some("yes")));
}

// ===== proxies =====

/// A URL where nobody listens, and nobody can as long as the socket has the port.
fn nowhere() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(([127, 0, 0, 1], 0).into()).expect("a loopback port");
    let url = format!("http://{}", socket.local_addr().expect("a bound address"));
    (socket, url)
}

/// What a proxy is sent: the whole URL.
fn through_proxy(server: &FaultServer) -> Vec<String> {
    server.requests().into_iter().map(|request| request.target).collect()
}

#[tokio::test]
async fn a_proxy_that_is_named_in_code_is_used() {
    let (proxy, (_taken, nowhere)) = (server().await, nowhere());
    let url = proxy.url();
    let transport = ReqwestTransport::customized(move |builder| {
        builder.proxy(reqwest::Proxy::all(&url).expect("a proxy"))
    });
    // With or without those of the environment.
    for transport in [transport.clone(), transport.without_env_proxies()] {
        let shop = builder(&nowhere).transport(transport).build().unwrap();
        assert_eq!(get(&shop).await.unwrap().id, id());
    }
    assert_eq!(through_proxy(&proxy), vec![format!("{nowhere}/items/i"); 2]);
    let error = get(&builder(&nowhere).build().unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
}

/// Set in a process of its own: to a URL where nobody listens, and to one that needs no proxy.
const NOWHERE: &str = "SCHEMATIC_TESTS_NOWHERE";
const SOMEWHERE: &str = "SCHEMATIC_TESTS_SOMEWHERE";

/// The environment of a process cannot be changed while others read it, so that the calls are made by another process: this
/// test once more, with a proxy in its environment.
#[tokio::test]
async fn the_proxies_of_the_environment_are_used_unless_they_are_switched_off() {
    if let (Ok(nowhere), Ok(somewhere)) = (std::env::var(NOWHERE), std::env::var(SOMEWHERE)) {
        return call_with_a_proxy_in_the_environment(&nowhere, &somewhere).await;
    }
    let (proxy, target, (_taken, nowhere)) = (server().await, server().await, nowhere());
    let own_name =
        "transport::the_proxies_of_the_environment_are_used_unless_they_are_switched_off";
    let child = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", own_name, "--nocapture"])
        .env_clear()
        .env("HTTP_PROXY", proxy.url())
        .env("NO_PROXY", "localhost")
        .env(NOWHERE, &nowhere)
        .env(SOMEWHERE, target.url().replace("127.0.0.1", "localhost"))
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&child.stderr);
    assert!(child.status.success(), "{}{said}", String::from_utf8_lossy(&child.stdout));
    let [default, with_timeout, customized] =
        ["default", "timeout", "customized"].map(|name| format!("{nowhere}/items/{name}"));
    assert_eq!(through_proxy(&proxy), [default, with_timeout, customized]);
    assert_eq!(through_proxy(&target), ["/items/excepted", "/items/switched-off"]);
}

async fn call_with_a_proxy_in_the_environment(nowhere: &str, somewhere: &str) {
    let call = async |builder: schematic_api::ClientBuilder<Shop>, name: &str| {
        builder.build().unwrap().items().retrieve(&ItemId::from(name)).await
    };
    // On by default, in each transport that is ours.
    call(builder(nowhere), "default").await.unwrap();
    let timeout = std::time::Duration::from_secs(5);
    call(builder(nowhere).connect_timeout(timeout), "timeout").await.unwrap();
    let customized = ReqwestTransport::customized(|builder| builder.user_agent("x"));
    call(builder(nowhere).transport(customized.clone()), "customized").await.unwrap();
    call(builder(somewhere), "excepted").await.unwrap();

    // Off when that is asked for.
    let off = builder(nowhere).without_env_proxies();
    let off_in_transport =
        builder(nowhere).transport(ReqwestTransport::new().without_env_proxies());
    let off_in_customized = builder(nowhere).transport(customized.without_env_proxies());
    let timeout = builder(nowhere).connect_timeout(timeout).without_env_proxies();
    for (name, builder) in [
        ("off", off),
        ("off-in-transport", off_in_transport),
        ("off-in-customized", off_in_customized),
        ("off-with-timeout", timeout),
    ] {
        let error = call(builder, name).await.map(drop).expect_err(name);
        assert_eq!(error.kind(), ErrorKind::Connect, "{name}: {error:?}");
    }
    call(builder(somewhere).without_env_proxies(), "switched-off").await.unwrap();

    // A stand-in service is on this machine, where no proxy leads.
    let mock = Mock::<Shop>::new().on(|request: ItemsRetrieveRequest| async move {
        Ok(Item { id: request.item, status: "made".into(), stock: 1 })
    });
    let server = mock.listen().await.unwrap();
    let shop = server.client().unwrap();
    shop.items().retrieve(&ItemId::from("mocked")).await.unwrap();
    assert_eq!(mock.requests().len(), 1);
}

// ===== versions of HTTP =====

/// A server without TLS cannot offer HTTP/2, and is not sent it.
#[tokio::test]
async fn a_server_without_tls_is_spoken_to_in_http_1() {
    let server = FaultServer::start([[
        Step::Read,
        Step::raw("HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n"),
        Step::raw(item("i")),
    ]])
    .await;
    let shop = builder(server.url()).build().unwrap();
    assert_eq!(shop.items().create(&NewItem::default()).await.unwrap().id, id());
    let sent = server.requests();
    let names: Vec<_> = sent[0].headers.keys().map(http::HeaderName::as_str).collect();
    assert!(!names.iter().any(|name| ["upgrade", "http2-settings"].contains(name)), "{names:?}");
    assert_eq!(sent[0].header("host"), Some(server.url().trim_start_matches("http://")));
    let call = shop.request(Method::GET, "/x").send::<Json<Item>>();
    assert_eq!(call.await.unwrap().id, id());
}
