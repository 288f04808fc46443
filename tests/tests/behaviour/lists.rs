//! Lists that are sent as one value: in a query and in a header.

use std::collections::BTreeSet;

use schematic_api::mock::Mock;
use schematic_api::{ErrorKind, StringEnum, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::scripted::Scripted;
use uuid::Uuid;

/// A field of an item.
#[derive(Clone, Debug, PartialEq, StringEnum)]
pub enum Field {
    /// Its name.
    Name,
    /// What it costs.
    Price,
    /// Another one.
    Unknown(String),
}

api! {
    /// Items.
    pub client Items at "https://items.example.com";

    find: GET /items?<ids: Vec<u32> by ",">&<fields: Vec<Field> by ","?>&<tags[]: Vec<String> by "|"?> -> Vec<u32>;
    keys: GET /keys?<ids: Vec<Uuid> by ", "?> -> Vec<u32>;
    head: GET /heads (header "X-Ids": Vec<u32> by ",", header "X-Names": Vec<String> by "; "?) -> Vec<u32>;
}

fn items(transport: &Scripted) -> Items {
    Items::builder().transport(transport.clone()).build().unwrap()
}

#[tokio::test]
async fn the_items_of_a_list_are_joined_in_one_pair() {
    let transport = Scripted::always("[]");
    let items = items(&transport);
    items
        .find(&[1, 2, 3])
        .fields([Field::Name, Field::Price])
        .tags(["a b".to_owned()])
        .await
        .unwrap();
    items.find(&[]).await.unwrap();
    items.keys().ids([Uuid::from_u128(1), Uuid::from_u128(2)]).await.unwrap();
    let sent = transport.sent();
    let queries: Vec<_> = sent.iter().map(|sent| sent.query()).collect();
    assert_eq!(
        queries,
        [
            "ids=1,2,3&fields=name,price&tags%5B%5D=a%20b",
            "",
            "ids=00000000-0000-0000-0000-000000000001,%2000000000-0000-0000-0000-000000000002",
        ]
    );
}

#[tokio::test]
async fn a_setter_takes_whatever_converts_into_the_items_of_its_list() {
    let transport = Scripted::always("[]");
    let items = items(&transport);
    let names = vec!["d".to_owned()];
    items.find(&[]).fields(["name", "weight"]).tags(["a", "b"]).await.unwrap();
    items.find(&[]).tags(["c"].into_iter().rev()).await.unwrap();
    items.find(&[]).fields(Some(Field::Price)).tags(&names).await.unwrap();
    items.keys().ids((1..3).map(Uuid::from_u128).collect::<BTreeSet<_>>()).await.unwrap();
    items.head(&[1]).x_names(["a", "b"]).await.unwrap();
    let sent = transport.sent();
    let queries: Vec<_> = sent.iter().map(|sent| sent.query()).collect();
    assert_eq!(
        queries,
        [
            "fields=name,weight&tags%5B%5D=a%7Cb",
            "tags%5B%5D=c",
            "fields=price&tags%5B%5D=d",
            "ids=00000000-0000-0000-0000-000000000001,%2000000000-0000-0000-0000-000000000002",
            "",
        ]
    );
    assert_eq!(sent[4].header("x-names"), Some("a; b"));
}

#[tokio::test]
async fn a_setter_replaces_a_list_that_was_set_before() {
    let transport = Scripted::always("[]");
    items(&transport).find(&[1]).fields([Field::Name]).fields([Field::Price]).await.unwrap();
    assert_eq!(transport.only().query(), "ids=1&fields=price");
}

#[tokio::test]
async fn the_items_of_a_list_are_joined_in_one_header() {
    let server = FaultServer::start([[Step::Read, Step::json(200, "[]")]]).await;
    let items = Items::builder().base_url(server.url()).build().unwrap();
    items.head(&[1, 2]).x_names(["a".to_owned(), "b".to_owned()]).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("x-ids"), Some("1,2"));
    assert_eq!(request.header("x-names"), Some("a; b"));
}

#[tokio::test]
async fn an_item_that_holds_the_separator_is_not_sent() {
    let transport = Scripted::always("[]");
    let items = items(&transport);
    let in_query = items.find(&[1]).tags(["a|b".to_owned()]).await.unwrap_err();
    let unknown = Field::Unknown("a,b".to_owned());
    let in_enum = items.find(&[1]).fields([unknown]).await.unwrap_err();
    let in_header = items.head(&[1]).x_names(["a; b".to_owned()]).await.unwrap_err();
    for error in [in_query, in_enum, in_header] {
        assert_eq!(error.kind(), ErrorKind::Input);
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains("separates the items"), "{source}");
    }
    let error = items.head(&[1]).x_names(["a\r\nb".to_owned()]).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert_eq!(transport.attempts(), 0);
}

#[tokio::test]
async fn the_mock_splits_a_list() {
    let mock = Mock::<Items>::new()
        .on(|request: ItemsFindRequest| async move {
            assert_eq!(request.fields, Some(vec![Field::Name, Field::Unknown("x y".to_owned())]));
            assert_eq!(request.tags, Some(vec!["a,b".to_owned(), String::new()]));
            Ok(request.ids)
        })
        .on(|request: ItemsHeadRequest| async move {
            let names = request.x_names.unwrap_or_default();
            assert!(names.iter().all(|name| name.len() == 1), "{names:?}");
            Ok(request.x_ids)
        });
    let items = mock.client();
    let fields = [Field::Name, Field::Unknown("x y".to_owned())];
    let found = items.find(&[3, 1]).fields(fields).tags(["a,b".to_owned(), String::new()]);
    assert_eq!(found.await.unwrap(), [3, 1]);
    assert_eq!(
        items.head(&[4, 5]).x_names(["a".to_owned(), "b".to_owned()]).await.unwrap(),
        [4, 5]
    );
    assert!(items.head(&[]).await.unwrap().is_empty());
}

#[test]
fn the_table_has_the_separators() {
    let find = Items::ENDPOINTS.get("find").unwrap();
    let separators: Vec<_> = find.query().iter().map(|parameter| parameter.separator()).collect();
    assert_eq!(separators, [Some(","), Some(","), Some("|")]);
    let head = Items::ENDPOINTS.get("head").unwrap();
    let separators: Vec<_> =
        head.header_parameters().iter().map(|parameter| parameter.separator()).collect();
    assert_eq!(separators, [Some(","), Some("; ")]);
}
