//! Redirects: rejected, or followed within the origin.

use http::StatusCode;
use schematic_api::{ErrorKind, Redirects, transport::ReqwestTransport};
use schematic_tests::{
    fault::{FaultServer, Step},
    scripted::{Reply, Scripted},
    shop::{ItemId, NewItem, Shop, builder, item, shop},
};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

fn id() -> ItemId {
    ItemId::from("i")
}

fn redirect(status: u16, location: &str) -> Reply {
    Reply::status(status).header("location", location)
}

fn following(transport: &Scripted) -> Shop {
    builder(transport).redirects(Redirects::SameOrigin(3)).build().unwrap()
}

// A5
#[tokio::test]
async fn a_redirect_is_an_error_with_its_location() {
    for status in STATUSES {
        let transport = Scripted::new([redirect(status, "/v2/items/i")]);
        let error = shop(&transport).items().retrieve(&id()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.headers().unwrap()["location"], "/v2/items/i");
        assert_eq!(transport.attempts(), 1);
    }
}

// A3
#[tokio::test]
async fn a_redirect_within_the_origin_is_followed_with_its_credential() {
    for location in [
        "https://shop.example.com/v2/i",
        "HTTPS://SHOP.EXAMPLE.COM/v2/i",
        "https://shop.example.com:443/v2/i",
        "//shop.example.com/v2/i",
        "/v2/i",
    ] {
        for status in STATUSES {
            let transport =
                Scripted::new([redirect(status, location), Reply::json(200, item("i"))]);
            following(&transport).items().retrieve(&id()).await.unwrap();
            let sent = transport.sent();
            assert_eq!(sent[1].url, "https://shop.example.com/v2/i", "{location}");
            assert_eq!(sent[1].header("authorization"), Some("Bearer sk-shop"));
        }
    }
}

// A3, A7
#[tokio::test]
async fn a_redirect_to_another_origin_is_never_followed() {
    for location in [
        "https://evil.example/v2/i",
        "//evil.example/v2/i",
        "\\\\evil.example\\v2",
        "https://shop.example.com:444/v2/i",
        "http://shop.example.com/v2/i",
        "https://user:word@shop.example.com/v2/i",
        "https://shop.example.com.evil.example/",
        "https://shop.example.com@evil.example/",
    ] {
        for status in STATUSES {
            let transport =
                Scripted::new([redirect(status, location), Reply::json(200, item("i"))]);
            let error = following(&transport).items().retrieve(&id()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Redirect, "{location}");
            assert_eq!(transport.attempts(), 1, "{location}");
        }
    }
}

// A4
#[tokio::test]
async fn an_origin_that_was_left_is_not_returned_to() {
    let transport = Scripted::new([
        redirect(302, "/v2/i"),
        redirect(302, "https://evil.example/"),
        redirect(302, "https://shop.example.com/v3/i"),
        Reply::json(200, item("i")),
    ]);
    let error = following(&transport).items().retrieve(&id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert!(transport.sent().iter().all(|sent| sent.url.starts_with("https://shop.example.com/")));
    assert_eq!(transport.attempts(), 2);
}

// A6
#[tokio::test]
async fn a_request_with_a_body_is_never_redirected() {
    for status in STATUSES {
        let transport = Scripted::new([redirect(status, "/v2/items"), Reply::json(200, item("i"))]);
        let error = following(&transport)
            .items()
            .create(&NewItem { name: "hat".into() })
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Redirect);
        assert_eq!(transport.attempts(), 1);
    }
}

#[tokio::test]
async fn too_many_redirects_in_a_row_are_an_error() {
    let transport = Scripted::new([redirect(302, "/v1/items/i")]);
    let error = following(&transport).items().retrieve(&id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(transport.attempts(), 4);
}

// A5, A6, A8: over real sockets, a transport that is told to follow redirects still does not.
#[tokio::test]
async fn a_transport_that_is_told_to_follow_redirects_does_not() {
    let elsewhere = FaultServer::start([[Step::Read, Step::json(200, &item("i"))]]).await;
    let location = format!("location: {}/stolen\r\n", elsewhere.url());
    for status in STATUSES {
        let server = FaultServer::start([[Step::Read, Step::reply(status, &location, "")]]).await;
        let eager = ReqwestTransport::customized(|builder| {
            builder.redirect(reqwest::redirect::Policy::limited(10))
        });
        let shop = Shop::builder().base_url(server.url()).credential("sk-shop").transport(eager);
        let shop = shop.redirects(Redirects::SameOrigin(3)).build().unwrap();
        let get = shop.items().retrieve(&id()).await.unwrap_err();
        let post = shop.items().create(&NewItem { name: "hat".into() }).await.unwrap_err();
        assert_eq!(
            (get.kind(), post.kind()),
            (ErrorKind::Redirect, ErrorKind::Redirect),
            "{status}"
        );
        assert_eq!(post.status(), StatusCode::from_u16(status).ok());
    }
    assert_eq!(elsewhere.connections(), 0);
}
