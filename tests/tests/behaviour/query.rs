//! Query strings.

use std::collections::BTreeMap;

use schematic_api::{ErrorKind, Object, Patch};
use schematic_tests::{
    scripted::Scripted,
    shop::{Filter, ItemId, Shop, builder, shop},
};
use serde::Serialize;
use serde_json::json;

const PAGE: &str = r#"{"data":[],"has_more":false}"#;

/// Returns the query that a call with this parameter sends.
async fn sent<T: Serialize + ?Sized>(name: &str, value: &T) -> String {
    let transport = Scripted::always(PAGE);
    shop(&transport).items().list().query(name, value).await.unwrap();
    transport.only().query().to_owned()
}

// Q1, Q2
#[tokio::test]
async fn values_without_content_are_left_out() {
    let transport = Scripted::always(PAGE);
    shop(&transport).items().list().await.unwrap();
    assert_eq!(transport.only().url, "https://shop.example.com/v1/items");
    assert_eq!(sent("a", &None::<u32>).await, "");
    assert_eq!(sent("a", &()).await, "");
    assert_eq!(sent("a", &Vec::<u32>::new()).await, "");
    assert_eq!(sent("a", &BTreeMap::<&str, u32>::new()).await, "");
    assert_eq!(sent("a", "").await, "a=");
}

/// There is no `null` in a query or a form, but what is cleared is not left out.
#[tokio::test]
async fn a_field_that_is_cleared_has_an_empty_value() {
    #[derive(Object)]
    struct Change {
        name: Patch<String>,
        price: Patch<u32>,
        #[wire(nullable)]
        note: Option<String>,
    }
    let change = Change::new().clear_name().price(5);
    assert_eq!(sent("a", &change).await, "a%5Bname%5D=&a%5Bprice%5D=5");
    assert_eq!(sent("a", &Patch::<u32>::Null).await, "a=");
    assert_eq!(sent("a", &Patch::<u32>::Absent).await, "");
    assert_eq!(
        serde_json::to_value(change).unwrap(),
        json!({ "name": null, "price": 5, "note": null })
    );
}

// Q2, Q8
#[tokio::test]
async fn scalars_are_written_plainly() {
    assert_eq!(sent("a", &true).await, "a=true");
    assert_eq!(sent("a", &-12).await, "a=-12");
    assert_eq!(sent("a", &u64::MAX).await, "a=18446744073709551615");
    assert_eq!(sent("a", &1.5).await, "a=1.5");
    assert_eq!(sent("a", &'x').await, "a=x");
    assert_eq!(sent("a", &Some("x")).await, "a=x");
    assert_eq!(sent("a", &ItemId::from("i")).await, "a=i");
}

// Q3, Q4
#[tokio::test]
async fn sequences_repeat_the_name_and_maps_nest_in_brackets() {
    assert_eq!(sent("include[]", &["a", "b"]).await, "include%5B%5D=a&include%5B%5D=b");
    assert_eq!(sent("a", &[1, 2, 3]).await, "a=1&a=2&a=3");
    assert_eq!(sent("a", &[Some(1), None, Some(3)]).await, "a=1&a=3");
    let map = BTreeMap::from([("k", "v"), ("l", "w")]);
    assert_eq!(sent("filter", &map).await, "filter%5Bk%5D=v&filter%5Bl%5D=w");
    let nested = BTreeMap::from([("k", BTreeMap::from([("l", 1)]))]);
    assert_eq!(sent("filter", &nested).await, "filter%5Bk%5D%5Bl%5D=1");
    assert_eq!(
        sent("filter", &Filter { words: vec!["a".into(), "b".into()] }).await,
        "filter%5Bwords%5D=a&filter%5Bwords%5D=b"
    );
    assert_eq!(sent("a.b", &1).await, "a.b=1");
}

#[tokio::test]
async fn lists_of_objects_and_of_lists_have_indices() {
    let line = |price: &'static str| BTreeMap::from([("price", price), ("unit", "x")]);
    let lines = "lines%5B0%5D%5Bprice%5D=a&lines%5B0%5D%5Bunit%5D=x\
                 &lines%5B1%5D%5Bprice%5D=b&lines%5B1%5D%5Bunit%5D=x";
    assert_eq!(sent("lines", &[line("a"), line("b")]).await, lines);
    assert_eq!(sent("lines[]", &[line("a"), line("b")]).await, lines);
    assert_eq!(sent("a", &[vec![1, 2], vec![3]]).await, "a%5B0%5D=1&a%5B0%5D=2&a%5B1%5D=3");
    let lists = BTreeMap::from([("id[]", [1, 2])]);
    assert_eq!(sent("f", &lists).await, "f%5Bid%5D%5B%5D=1&f%5Bid%5D%5B%5D=2");
}

// Q6
#[tokio::test]
async fn names_and_values_are_encoded() {
    assert_eq!(sent("a&b=c", "d&e=f").await, "a%26b%3Dc=d%26e%3Df");
    assert_eq!(sent("a", "#+% é/?").await, "a=%23%2B%25%20%C3%A9%2F%3F");
    assert_eq!(sent("a b", "\r\n\0").await, "a%20b=%0D%0A%00");
    assert_eq!(sent("a", "😀'\"<>").await, "a=%F0%9F%98%80%27%22%3C%3E");
}

// Q7, U10
#[tokio::test]
async fn parameters_of_a_call_stand_beside_the_declared_ones_and_those_of_the_base_url() {
    let transport = Scripted::always(PAGE);
    let shop =
        builder(&transport).base_url("https://shop.example.com/v1?api-version=2").build().unwrap();
    shop.items().list().limit(5).query("order", "asc").await.unwrap();
    assert_eq!(
        transport.only().url,
        "https://shop.example.com/v1/items?api-version=2&limit=5&order=asc"
    );
}

// Q9
#[tokio::test]
async fn enums_are_written_by_their_wire_names() {
    #[derive(Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Order {
        NewestFirst,
        #[serde(rename = "old-first")]
        OldFirst,
    }
    assert_eq!(sent("order", &Order::NewestFirst).await, "order=newest_first");
    assert_eq!(
        sent("order", &[Order::OldFirst, Order::NewestFirst]).await,
        "order=old-first&order=newest_first"
    );
}

/// In a program with serde_json's `arbitrary_precision`, numbers of a tree are written as structs.
#[tokio::test]
async fn numbers_of_a_tree_are_plain_values() {
    assert_eq!(
        sent("a", &json!([0.5, 1, -2, 3.0, 1e21])).await,
        "a=0.5&a=1&a=-2&a=3&a=1000000000000000000000"
    );
    let tree: serde_json::Value = serde_json::from_str("[0.5, 1, 3.0, 1e21, -1.5E-3]").unwrap();
    assert_eq!(sent("a", &tree).await, "a=0.5&a=1&a=3&a=1000000000000000000000&a=-0.0015");
    let list = json!({ "list": [1.25], "min": 0.5 });
    assert_eq!(sent("a", &list).await, "a%5Blist%5D=1.25&a%5Bmin%5D=0.5");
    assert_eq!(sent("a", &json!([{ "b": 1.5 }])).await, "a%5B0%5D%5Bb%5D=1.5");
}

#[tokio::test]
async fn what_has_no_place_in_a_query_is_refused() {
    let transport = Scripted::always(PAGE);
    let shop: Shop = builder(&transport).build().unwrap();
    let list = || shop.items().list();
    let deep = (0..40).fold(json!(1), |value, _| json!({ "k": value }));
    for call in [
        list().query("a", &f64::NAN),
        list().query("a", &f64::INFINITY),
        list().query("a", &json!([1, { "b": 2 }])),
        list().query("a", &json!([{ "b": 2 }, 1])),
        list().query("a", &json!([{}, { "b": 2 }])),
        list().query("a", &json!([[], [1]])),
        list().query("a", &json!({ "b][c": 1 })),
        list().query("a", &json!({ "": 1 })),
        list().query("a", &json!({ "": [1, 2] })),
        list().query("a", &json!({ "[]": [1, 2] })),
        list().query("a", &json!({ "b": { "": { "c": 1 } } })),
        list().query("a", &deep),
    ] {
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.to_string().contains("`a`"), "{error}");
    }
    assert_eq!(transport.attempts(), 0);
}

#[tokio::test]
async fn a_declared_struct_is_written_under_its_name() {
    let transport = Scripted::always(PAGE);
    shop(&transport).items().search(&Filter { words: vec!["red hat".into()] }).await.unwrap();
    assert_eq!(transport.only().target(), "/v1/search?filter%5Bwords%5D=red%20hat");
}
