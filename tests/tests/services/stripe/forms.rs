//! Forms: nested ones, fields that are cleared, and none at all.

use super::*;

fn echo() -> Mock<Stripe> {
    Mock::new()
        .on(|request: CustomersCreateRequest| async move {
            let new = request.body;
            let created = Customer { email: new.email, ..customer("cus_1") };
            Ok(created.metadata(new.metadata.unwrap_or_default()))
        })
        .on(|request: CustomersUpdateRequest| async move {
            let mut changed = customer(request.customer.as_ref()).email("old@example.com");
            request.body.email.apply(&mut changed.email);
            Ok(changed)
        })
        .on(|request: SessionsCreateRequest| async move {
            assert_eq!(request.body, session());
            Ok(Session::new("cs_test_1").url("https://checkout.stripe.com/c/pay/cs_test_1"))
        })
        .on(|request: ChargesCaptureRequest| async move {
            let amount = request.body.and_then(|body| body.amount).unwrap_or(1099);
            Ok(Charge::new(request.charge, amount, true))
        })
}

fn session() -> NewSession {
    let shirt = ProductData::new("T-shirt & hat")
        .images(["https://example.com/a.png", "https://example.com/b.png"])
        .metadata([("size".to_owned(), "M/L".to_owned())]);
    let line_items = [
        LineItem::new(2).price_data(PriceData::new("usd", 2000, shirt)),
        LineItem::new(1).price("price_1"),
    ];
    NewSession::new("payment", "https://example.com/done?id={CHECKOUT_SESSION_ID}", line_items)
        .shipping_address_collection(Countries::new(["US", "CA"]))
        .automatic_tax(AutomaticTax::new(true))
}

/// The names and values of a form, decoded.
fn form(body: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(body).unwrap();
    let pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs.map(|(name, value)| format!("{name}={value}")).collect()
}

#[tokio::test]
async fn a_form_is_nested_as_stripe_reads_it() {
    let mock = echo();
    let server = mock.listen().await.unwrap();
    let stripe = server.client_builder().credential("sk_test_1").build().unwrap();
    let made = stripe.sessions().create(&session()).await.unwrap();
    assert_eq!(made.id.as_ref(), "cs_test_1");

    let sent = &mock.requests()[0];
    assert_eq!((sent.method().as_str(), &*sent.full_path()), ("POST", "/v1/checkout/sessions"));
    assert_eq!(sent.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(
        form(sent.body()),
        [
            "mode=payment",
            "success_url=https://example.com/done?id={CHECKOUT_SESSION_ID}",
            "line_items[0][quantity]=2",
            "line_items[0][price_data][currency]=usd",
            "line_items[0][price_data][unit_amount]=2000",
            "line_items[0][price_data][product_data][name]=T-shirt & hat",
            "line_items[0][price_data][product_data][images][]=https://example.com/a.png",
            "line_items[0][price_data][product_data][images][]=https://example.com/b.png",
            "line_items[0][price_data][product_data][metadata][size]=M/L",
            "line_items[1][quantity]=1",
            "line_items[1][price]=price_1",
            "shipping_address_collection[allowed_countries][]=US",
            "shipping_address_collection[allowed_countries][]=CA",
            "automatic_tax[enabled]=true",
        ]
    );
}

#[tokio::test]
async fn metadata_lists_and_expansions_are_in_one_form() {
    let mock = echo();
    let server = mock.listen().await.unwrap();
    let customers = server.client().unwrap().customers();
    let new = NewCustomer::new()
        .email("jenny+rosen@example.com")
        .balance(-500)
        .shipping(Shipping::new("Jenny", Address::new().city("Paris").country("FR")))
        .metadata([("order id".to_owned(), "6735".to_owned())])
        .preferred_locales(["fr", "en"])
        .expand(["default_source", "tax_ids"]);
    let made = customers.create(&new).await.unwrap();
    assert_eq!(made.email.as_deref(), Some("jenny+rosen@example.com"));
    assert_eq!(made.metadata["order id"], "6735");
    assert_eq!(
        form(mock.requests()[0].body()),
        [
            "email=jenny+rosen@example.com",
            "balance=-500",
            "shipping[name]=Jenny",
            "shipping[address][city]=Paris",
            "shipping[address][country]=FR",
            "metadata[order id]=6735",
            "preferred_locales[]=fr",
            "preferred_locales[]=en",
            "expand[]=default_source",
            "expand[]=tax_ids",
        ]
    );
    assert_eq!(mock.received::<CustomersCreateRequest>()[0].body, new);
}

#[tokio::test]
async fn what_is_cleared_is_sent_empty() {
    let mock = echo();
    let customers = mock.client().customers();
    let update = UpdateCustomer::new()
        .clear_email()
        .clear_balance()
        .metadata([("k".to_owned(), String::new())]);
    let changed = customers.update(&id("cus_1"), &update).await.unwrap();
    assert_eq!(mock.requests()[0].body(), "email=&balance=&metadata%5Bk%5D=");
    assert_eq!(changed.email, None);
    assert_eq!(mock.received::<CustomersUpdateRequest>()[0].body, update);
    let update = UpdateCustomer::new().balance(0).description("A+B");
    customers.update(&id("cus_1"), &update).await.unwrap();
    assert_eq!(mock.requests()[1].body(), "description=A%2BB&balance=0");
    assert_eq!(mock.received::<CustomersUpdateRequest>()[1].body, update);
}

#[tokio::test]
async fn an_optional_form_may_be_left_out() {
    let mock = echo();
    let server = mock.listen().await.unwrap();
    let charges = server.client().unwrap().charges();
    assert_eq!(charges.capture(&"ch_1".into()).await.unwrap().amount, 1099);
    let partly = charges.capture(&"ch_1".into()).body(&Capture::new().amount(500));
    assert_eq!(partly.await.unwrap().amount, 500);
    let sent = mock.requests();
    assert_eq!((&sent[0].body()[..], sent[0].header("content-type")), (&b""[..], None));
    assert_eq!(sent[0].header("content-length"), Some("0"));
    assert_eq!(sent[1].body(), "amount=500");
}
