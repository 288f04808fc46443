//! Bad input, from the caller, the environment and the service: each has a typed error with
//! whatever is known.

use futures_util::TryStreamExt;
use http::StatusCode;
use schematic_api::ErrorKind;
use schematic_tests::{
    fault::{FaultServer, Step},
    scripted::{Reply, Scripted},
    shop::{ItemId, Shop, builder, item, shop},
};

// U1, U4, U5, U6
#[tokio::test]
async fn an_id_that_leads_elsewhere_never_leaves_the_process() {
    let server = FaultServer::start([[Step::Read, Step::json(200, &item("i"))]]).await;
    let shop = Shop::builder().base_url(server.url()).api_key("k").build().unwrap();
    for id in
        ["", ".", "..", "a\0b", "a\r\nb", "\u{7f}", "..\\..\\admin", "a\\..\\b", "%2e%2e", "../x"]
    {
        let error = shop.items().retrieve(&ItemId::from(id)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{id:?}");
        assert_eq!(error.attempts(), 0);
        assert_eq!(error.endpoint().map(|endpoint| endpoint.id()), Some("items.retrieve"));
    }
    assert_eq!(server.connections(), 0);
}

// A1
#[test]
fn a_missing_key_says_which_variable_to_set() {
    let nothing_set = |_: &str| None;
    let blank = |_: &str| Some(" \n".to_owned());
    for error in [
        Shop::builder().build().unwrap_err(),
        Shop::builder().read_vars(nothing_set).build().unwrap_err(),
        Shop::builder().read_vars(blank).build().unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("SHOP_API_KEY"), "{error}");
    }
    let set = |name: &str| (name == "SHOP_API_KEY").then(|| "k".to_owned());
    assert!(Shop::builder().read_vars(set).build().is_ok());
}

// U9
#[test]
fn a_base_url_without_a_scheme_is_refused() {
    for base in
        ["shop.example.com", "shop.example.com/v1", "localhost:8080", "//shop.example.com", "/v1"]
    {
        let set = |name: &str| Some(if name == "SHOP_BASE_URL" { base } else { "k" }.to_owned());
        for error in [
            Shop::builder().api_key("k").base_url(base).build().unwrap_err(),
            Shop::builder().read_vars(set).build().unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Config);
            assert!(error.to_string().contains("base URL"), "{error}");
        }
    }
}

// U8
#[tokio::test]
async fn an_empty_or_blank_base_url_in_the_environment_is_not_set() {
    for value in ["", " ", "\t\n"] {
        let transport = Scripted::always(&item("i"));
        let vars = |name: &str| (name == "SHOP_BASE_URL").then(|| value.to_owned());
        let shop = builder(&transport).read_vars(vars).build().unwrap();
        shop.items().retrieve(&ItemId::from("i")).await.unwrap();
        assert_eq!(transport.only().url, "https://shop.example.com/v1/items/i");
    }
}

#[tokio::test]
async fn what_is_set_in_code_goes_before_the_environment() {
    let transport = Scripted::always(&item("i"));
    let vars = |name: &str| {
        Some(
            if name == "SHOP_BASE_URL" { "https://env.example.com" } else { "from-env" }.to_owned(),
        )
    };
    let from_env = Shop::builder().transport(transport.clone()).read_vars(vars).build().unwrap();
    from_env.items().retrieve(&ItemId::from("i")).await.unwrap();
    let both =
        builder(&transport).base_url("https://code.example.com").read_vars(vars).build().unwrap();
    both.items().retrieve(&ItemId::from("i")).await.unwrap();
    let sent = transport.sent();
    assert_eq!(
        (sent[0].url.as_str(), sent[0].header("authorization")),
        ("https://env.example.com/items/i", Some("Bearer from-env"))
    );
    assert_eq!(
        (sent[1].url.as_str(), sent[1].header("authorization")),
        ("https://code.example.com/items/i", Some("Bearer sk-shop"))
    );
}

// H4
#[tokio::test]
async fn a_header_value_with_a_line_break_is_refused_before_anything_is_sent() {
    let transport = Scripted::always(&item("i"));
    let error = shop(&transport)
        .items()
        .retrieve(&ItemId::from("i"))
        .header("x-trace", "a\r\nx-evil: 1")
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.to_string().contains("`x-trace`"), "{error}");
    assert_eq!(transport.attempts(), 0);
}

// P4
#[tokio::test]
async fn a_page_that_repeats_its_cursor_is_an_error_and_not_an_endless_list() {
    let page = Reply::json(200, r#"{"data":[{"id":"a"}],"has_more":true}"#)
        .header("x-request-id", "req_1");
    let transport = Scripted::new([page]);
    let error = shop(&transport).items().list().items().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging);
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::OK), Some("req_1")));
    assert_eq!(transport.attempts(), 2);
}

// E4
#[tokio::test]
async fn a_200_with_html_or_half_a_json_body_is_a_decode_error_with_all_that_is_known() {
    for (body, path) in
        [("<html><form action=login>", None), (r#"{"id":"i","stock":12,"sta"#, Some(""))]
    {
        let reply = Reply::status(200)
            .header("content-type", "text/html")
            .header("x-request-id", "req_1")
            .chunk(body);
        let error =
            shop(&Scripted::new([reply])).items().retrieve(&ItemId::from("i")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!((error.status(), error.request_id()), (Some(StatusCode::OK), Some("req_1")));
        assert_eq!(error.headers().unwrap()["content-type"], "text/html");
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.attempts(), 1);
        assert!(
            path.is_none_or(|path| error.json_path().is_some_and(|found| found.starts_with(path)))
        );
    }
}
