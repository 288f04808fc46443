//! Objects in place of ids, and lists.

use futures_util::TryStreamExt;

use super::*;

fn queries(mock: &Mock<Stripe>) -> Vec<String> {
    mock.requests().iter().map(|sent| sent.query().to_owned()).collect()
}

#[tokio::test]
async fn objects_are_expanded_where_the_query_asks_for_it() {
    let mock = book();
    let stripe = mock.client();
    let charges = stripe.charges();
    let plain = charges.retrieve(&"ch_1".into()).await.unwrap();
    assert_eq!(plain.customer, Some(Expandable::Id("cus_1".to_owned())));
    let full = charges.retrieve(&"ch_1".into()).expand([Expand::Customer, Expand::Subscription]);
    assert_eq!(full.await.unwrap().customer, Some(Expandable::Object(customer("cus_1"))));
    let by_name = charges.retrieve(&"ch_1".into()).expand(["customer", "review"]).await.unwrap();
    assert!(matches!(by_name.customer, Some(Expandable::Object(_))));
    let text =
        stripe.customers().retrieve(&id("cus_7")).expand(["default_source", "subscriptions"]);
    assert_eq!(text.await.unwrap().default_source.as_deref(), Some("default_source+subscriptions"));
    assert_eq!(
        queries(&mock),
        [
            "",
            "expand%5B%5D=customer&expand%5B%5D=invoice.subscription",
            "expand%5B%5D=customer&expand%5B%5D=review",
            "expand%5B%5D=default_source&expand%5B%5D=subscriptions",
        ]
    );
}

#[tokio::test]
async fn lists_have_pages_in_both_directions() {
    let mock = book();
    let server = mock.listen().await.unwrap();
    let customers = server.client().unwrap().customers();
    let ids = |all: Vec<Customer>| all.iter().map(|one| one.id.to_string()).collect::<Vec<_>>();
    let list = customers.list().created(Created::new().gte(5).lt(9)).limit(2);
    let all = list.items().try_collect().await.unwrap();
    assert_eq!(ids(all), ["cus_1", "cus_2", "cus_3", "cus_4", "cus_5"]);
    let back = customers.list().limit(2).ending_before("cus_5").items_back();
    assert_eq!(ids(back.try_collect().await.unwrap()), ["cus_4", "cus_3", "cus_2", "cus_1"]);
    assert_eq!(
        queries(&mock),
        [
            "created%5Bgte%5D=5&created%5Blt%5D=9&limit=2",
            "created%5Bgte%5D=5&created%5Blt%5D=9&limit=2&starting_after=cus_2",
            "created%5Bgte%5D=5&created%5Blt%5D=9&limit=2&starting_after=cus_4",
            "limit=2&ending_before=cus_5",
            "limit=2&ending_before=cus_3",
        ]
    );
    let found = customers.search("email:'sally@rocketrides.io'").items();
    assert_eq!(ids(found.try_collect().await.unwrap()), ["cus_1", "cus_2"]);
    let gone = customers.delete(&id("cus_1")).await.unwrap();
    assert!(gone.deleted && gone.id == id("cus_1"));
}
