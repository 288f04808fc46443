//! TLS: which certificates are trusted, and how a cut connection is treated.

use std::{
    error::Error as _,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    time::Duration,
};

use schematic_api::{Error, ErrorKind, transport::ReqwestTransport};
use schematic_tests::shop::{ItemId, NewItem, Shop, item};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    },
    server::TlsStream,
};

const AUTHORITY: &[u8] = include_bytes!("../../tls/authority.pem");
const LOCALHOST: &[u8] = include_bytes!("../../tls/localhost.pem");
const OTHER_HOST: &[u8] = include_bytes!("../../tls/other-host.pem");
const EXPIRED: &[u8] = include_bytes!("../../tls/expired.pem");
const KEY: &[u8] = include_bytes!("../../tls/server.key.pem");

/// The server side, with this certificate.
fn server_config(certificate: &[u8]) -> ServerConfig {
    let certificate = CertificateDer::from_pem_slice(certificate).expect("a certificate");
    let key = PrivateKeyDer::from_pem_slice(KEY).expect("a key");
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("TLS 1.2 and 1.3");
    config.with_no_client_auth().with_single_cert(vec![certificate], key).expect("a pair")
}

/// How the connection ends after the reply.
#[derive(Clone, Copy)]
enum End {
    /// With a closing alert, as TLS requires.
    Notified,
    /// Without an alert: anyone on the path could have cut it.
    Cut,
}

/// A server on a loopback port, and the number of requests it has read.
struct Server {
    port: u16,
    requests: Arc<AtomicUsize>,
}

impl Server {
    async fn start(certificate: &[u8], reply: String, end: End) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&requests);
        let acceptor = TlsAcceptor::from(Arc::new(server_config(certificate)));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that does not trust the certificate ends the handshake, as intended.
                let Ok(stream) = acceptor.accept(stream).await else { continue };
                let _ = answer(stream, &reply, end, &counter).await;
            }
        });
        Self { port, requests }
    }

    /// A client for this server that trusts only this authority.
    fn client(&self, authority: &'static [u8]) -> Shop {
        let transport = ReqwestTransport::customized(move |builder| {
            builder
                .tls_certs_only([reqwest::Certificate::from_pem(authority).expect("a certificate")])
        });
        self.builder().transport(transport).build().expect("a client")
    }

    fn builder(&self) -> schematic_api::ClientBuilder<Shop> {
        let builder = Shop::builder().base_url(format!("https://localhost:{}", self.port));
        builder.credential("sk-shop").retries(0).timeout(Duration::from_secs(20))
    }
}

async fn answer(
    mut stream: TlsStream<TcpStream>,
    reply: &str,
    end: End,
    requests: &AtomicUsize,
) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        if stream.read_buf(&mut request).await? == 0 {
            return Ok(());
        }
    }
    requests.fetch_add(1, SeqCst);
    stream.write_all(reply.as_bytes()).await?;
    stream.flush().await?;
    match end {
        End::Notified => stream.shutdown().await,
        End::Cut => stream.into_inner().0.shutdown().await,
    }
}

fn whole_reply() -> String {
    let body = item("i");
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

async fn get(shop: &Shop) -> Result<(), Error> {
    shop.items().retrieve(&ItemId::from("i")).await.map(drop)
}

fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text += &format!(": {cause}");
        source = cause.source();
    }
    text
}

// A10
#[tokio::test]
async fn a_certificate_of_a_trusted_authority_for_the_right_host_is_accepted() {
    let server = Server::start(LOCALHOST, whole_reply(), End::Notified).await;
    get(&server.client(AUTHORITY)).await.unwrap();
    assert_eq!(server.requests.load(SeqCst), 1);
}

// A10
#[tokio::test]
async fn other_certificates_are_refused_before_anything_is_sent() {
    for (case, certificate, trusted) in [
        ("an unknown authority", LOCALHOST, OTHER_HOST),
        ("another host", OTHER_HOST, AUTHORITY),
        ("an expired certificate", EXPIRED, AUTHORITY),
    ] {
        let server = Server::start(certificate, whole_reply(), End::Notified).await;
        let error = get(&server.client(trusted)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{case}: {error:?}");
        assert!(chain(&error).contains("certificate"), "{case}: {}", chain(&error));
        assert_eq!(server.requests.load(SeqCst), 0, "{case}");
    }
}

// A10: the default transport trusts the authorities of the platform, and not the one of these
// tests.
#[tokio::test]
async fn the_default_transport_refuses_a_self_made_certificate() {
    let server = Server::start(LOCALHOST, whole_reply(), End::Notified).await;
    let error = get(&server.builder().build().unwrap()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert_eq!(server.requests.load(SeqCst), 0);
}

/// If the handshake fails, nothing has been sent, so any request may be repeated.
#[tokio::test]
async fn a_failed_handshake_is_retried_whatever_the_request() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let accepted = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&accepted);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            counter.fetch_add(1, SeqCst);
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    let shop = Shop::builder()
        .base_url(format!("https://localhost:{port}"))
        .credential("sk-shop")
        .jitter(|| 0.0);
    let error = shop.build().unwrap().items().create(&NewItem::default()).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 3), "{error:?}");
    assert_eq!(accepted.load(SeqCst), 3);
}

/// A body that lasts until the connection closes is complete only if TLS signals the end.
#[tokio::test]
async fn a_connection_that_is_cut_without_notice_is_no_end_of_a_body() {
    let reply = || format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", item("i"));
    let server = Server::start(LOCALHOST, reply(), End::Notified).await;
    get(&server.client(AUTHORITY)).await.unwrap();
    let server = Server::start(LOCALHOST, reply(), End::Cut).await;
    let error = get(&server.client(AUTHORITY)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated, "{error:?}");
}

// ===== HTTP/2 =====

/// A server that offers these protocols, speaks the one that is agreed on, and records what it was sent in it.
async fn offering(protocols: &[&str]) -> (Server, Arc<Mutex<Vec<http::Request<()>>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let mut config = server_config(LOCALHOST);
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let (requests, sent) = (Arc::new(AtomicUsize::new(0)), Arc::default());
    let (counter, record) = (Arc::clone(&requests), Arc::clone(&sent));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let stream = acceptor.accept(stream).await.expect("a handshake");
            let (counter, record) = (Arc::clone(&counter), Arc::clone(&record));
            // The end of a connection is the end of its test.
            tokio::spawn(async move {
                if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
                    let _ = answer_http2(stream, &counter, &record).await;
                } else {
                    let _ = answer(stream, &whole_reply(), End::Notified, &counter).await;
                }
            });
        }
    });
    (Server { port, requests }, sent)
}

async fn answer_http2(
    stream: TlsStream<TcpStream>,
    requests: &AtomicUsize,
    sent: &Mutex<Vec<http::Request<()>>>,
) -> Result<(), h2::Error> {
    let mut connection = h2::server::handshake(stream).await?;
    while let Some(request) = connection.accept().await {
        let (request, mut respond) = request?;
        requests.fetch_add(1, SeqCst);
        sent.lock().unwrap().push(request.map(drop));
        let mut body = respond.send_response(http::Response::new(()), false)?;
        body.send_data(item("i").into(), true)?;
    }
    Ok(())
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_offers_it() {
    let (server, sent) = offering(&["h2", "http/1.1"]).await;
    let shop = server.client(AUTHORITY);
    get(&shop).await.unwrap();
    shop.items().create(&NewItem::default()).await.unwrap();
    assert_eq!(shop.items().picture(&ItemId::from("i")).await.unwrap(), item("i"));
    let sent = std::mem::take(&mut *sent.lock().unwrap());
    assert_eq!((sent.len(), server.requests.load(SeqCst)), (3, 3));
    for request in &sent {
        assert_eq!(request.version(), http::Version::HTTP_2);
        assert_eq!(request.headers()["authorization"], "Bearer sk-shop");
    }
    let paths: Vec<_> = sent.iter().map(|request| request.uri().path()).collect();
    assert_eq!(paths, ["/items/i", "/items", "/items/i/picture"]);
    assert_eq!(sent[1].method(), http::Method::POST);
}

#[tokio::test]
async fn http_1_is_spoken_where_the_server_does_not_offer_http_2() {
    for protocols in [&["http/1.1"][..], &[]] {
        let (server, sent) = offering(protocols).await;
        get(&server.client(AUTHORITY)).await.unwrap();
        assert_eq!(server.requests.load(SeqCst), 1, "{protocols:?}");
        assert_eq!(sent.lock().unwrap().len(), 0, "{protocols:?}");
    }
}
