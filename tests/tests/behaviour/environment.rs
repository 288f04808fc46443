//! Settings from the environment, and which others take precedence over them.

use schematic_api::ErrorKind;
use schematic_tests::{
    scripted::Scripted,
    shop::{ItemId, Shop, builder, item},
};

// A1
#[test]
fn a_missing_key_says_which_variable_to_set() {
    let nothing_set = |_: &str| None;
    let blank = |_: &str| Some(" \n".to_owned());
    for error in [
        Shop::builder().build().unwrap_err(),
        Shop::from_env().unwrap_err(),
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
        let error = Shop::builder().read_vars(set).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("base URL"), "{error}");
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
