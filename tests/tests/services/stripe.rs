//! Stripe: nested forms, `expand[]`, idempotency keys, a key as the user of basic authentication.
//!
//! The reference: <https://docs.stripe.com/api>, of which <https://docs.stripe.com/api/authentication>,
//! <https://docs.stripe.com/api/errors>, <https://docs.stripe.com/api/expanding_objects>,
//! <https://docs.stripe.com/api/idempotent_requests>, <https://docs.stripe.com/api/pagination>,
//! <https://docs.stripe.com/api/customers>, <https://docs.stripe.com/api/checkout/sessions/create>.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::TryStreamExt;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{
    ApiError, CallOptions, Credential, Decode, ErrorKind, Object, Page, Patch, StatusCode,
    StringEnum, Union, api,
};
use serde::Deserialize;
use serde_json::{Value, json};

api! {
    /// The API of Stripe.
    pub client Stripe at "https://api.stripe.com/v1" {
        auth        basic env "STRIPE_SECRET_KEY";
        header      "Stripe-Version": "2025-03-31.basil";
        header      "Stripe-Account": env "STRIPE_ACCOUNT"?;
        idempotency "Idempotency-Key";
        retry       2 on 409 429 5xx;
        error       StripeError;
    }

    pub id CustomerId, ChargeId, SessionId;

    group customers at /customers {
        create:   POST   / (form NewCustomer) -> Customer;
        retrieve: GET    /<customer: CustomerId>?<expand[]: Vec<String>?> -> Customer;
        update:   POST   /<customer: CustomerId> (form UpdateCustomer) -> Customer;
        delete:   DELETE /<customer: CustomerId> -> Deleted;
        list:     GET    /?<email?>&<created: Created?>&<limit: u8?>&<starting_after?>&<ending_before?>&<expand[]: Vec<String>?>
                         -> Listed<Customer> paged by starting_after back by ending_before;
        search:   GET    /search?<query as text: String>&<limit: u8?>&<page?> -> Searched<Customer> paged by page;
    }

    group charges at /charges {
        retrieve: GET  /<charge: ChargeId>?<expand[]: Vec<Expand>?> -> Charge;
        capture:  POST /<charge: ChargeId>/capture (form Capture?) -> Charge { error 402: CardError; }
    }

    group sessions at /checkout/sessions {
        create: POST / (form NewSession) -> Session;
    }
}

/// The error body: an object in an object.
#[derive(Debug, Deserialize)]
pub struct StripeError {
    error: Problem,
}

#[derive(Debug, Deserialize)]
struct Problem {
    r#type: String,
    code: Option<String>,
    decline_code: Option<String>,
    message: Option<String>,
    param: Option<String>,
}

impl ApiError for StripeError {
    fn message(&self) -> Option<&str> {
        self.error.message.as_deref()
    }

    fn code(&self) -> Option<&str> {
        self.error.code.as_deref()
    }
}

/// A card that was declined. The bank says why.
#[derive(Debug, Deserialize)]
pub struct CardError {
    error: Problem,
}

impl ApiError for CardError {
    fn message(&self) -> Option<&str> {
        self.error.message.as_deref()
    }

    fn code(&self) -> Option<&str> {
        self.error.decline_code.as_deref().or(self.error.code.as_deref())
    }
}

/// Seconds since 1970 between which something was created: `created[gte]=…`.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Created {
    pub gte: Option<i64>,
    pub lt: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Address {
    pub line1: Option<String>,
    pub city: Option<String>,
    pub country: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Shipping {
    pub name: String,
    pub address: Address,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct NewCustomer {
    pub email: Option<String>,
    pub balance: Option<i64>,
    pub shipping: Option<Shipping>,
    pub metadata: Option<BTreeMap<String, String>>,
    #[wire(rename = "preferred_locales[]")]
    pub preferred_locales: Option<Vec<String>>,
    #[wire(rename = "expand[]")]
    pub expand: Option<Vec<String>>,
}

/// A change of a customer. What is sent empty is unset.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct UpdateCustomer {
    pub email: Patch<String>,
    pub description: Patch<String>,
    pub balance: Patch<i64>,
    pub metadata: Option<BTreeMap<String, String>>,
}

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "customer"), nullable)]
pub struct Customer {
    pub id: CustomerId,
    pub created: i64,
    pub email: Option<String>,
    #[wire(default)]
    pub metadata: BTreeMap<String, String>,
    pub default_source: Option<String>,
}

#[derive(Debug, Object)]
#[wire(constant(object = "customer"))]
pub struct Deleted {
    pub id: CustomerId,
    pub deleted: bool,
}

#[derive(Clone, Debug, PartialEq, StringEnum)]
pub enum Expand {
    Customer,
    #[wire(rename = "invoice.subscription")]
    Subscription,
    Unknown(String),
}

/// What is an id, unless it was asked to be expanded.
#[derive(Clone, Debug, PartialEq, Union)]
pub enum Expandable {
    #[wire(string)]
    Id(String),
    #[wire(object)]
    Object(Customer),
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Charge {
    pub id: ChargeId,
    pub amount: i64,
    pub captured: bool,
    pub customer: Option<Expandable>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Capture {
    pub amount: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, StringEnum)]
pub enum Mode {
    Payment,
    Subscription,
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct NewSession {
    pub mode: Mode,
    pub success_url: String,
    pub line_items: Vec<LineItem>,
    pub shipping_address_collection: Option<Countries>,
    pub automatic_tax: Option<AutomaticTax>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct LineItem {
    pub quantity: u32,
    pub price: Option<String>,
    pub price_data: Option<PriceData>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct PriceData {
    pub currency: String,
    pub unit_amount: i64,
    pub product_data: ProductData,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct ProductData {
    pub name: String,
    #[wire(rename = "images[]", default)]
    pub images: Vec<String>,
    #[wire(default)]
    pub metadata: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Countries {
    #[wire(rename = "allowed_countries[]")]
    pub allowed_countries: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct AutomaticTax {
    pub enabled: bool,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Session {
    pub id: SessionId,
    pub url: Option<String>,
}

/// What has an id, which is the cursor of the page after it.
pub trait Identified {
    fn id(&self) -> &str;
}

impl Identified for Customer {
    fn id(&self) -> &str {
        self.id.as_ref()
    }
}

/// A page of a list.
#[derive(Debug, Object)]
#[wire(constant(object = "list"))]
pub struct Listed<T> {
    pub url: String,
    pub has_more: bool,
    pub data: Vec<T>,
}

impl<T: Identified + Send + 'static> Page for Listed<T>
where
    Self: Decode,
{
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.data.last().filter(|_| self.has_more).map(|last| last.id().to_owned())
    }

    /// The first item of a page that was asked for with `ending_before` is where the page before it ends.
    fn previous_cursor(&self) -> Option<String> {
        self.data.first().filter(|_| self.has_more).map(|first| first.id().to_owned())
    }
}

/// A page of what a search found.
#[derive(Debug, Object)]
#[wire(constant(object = "search_result"), nullable)]
pub struct Searched<T> {
    pub has_more: bool,
    pub next_page: Option<String>,
    pub data: Vec<T>,
}

impl<T: Send + 'static> Page for Searched<T>
where
    Self: Decode,
{
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.next_page.clone()
    }
}

fn customer(id: &str) -> Customer {
    Customer::new(id, 1_680_893_993)
}

fn id(id: &str) -> CustomerId {
    id.into()
}

// ===== forms =====

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

// ===== expansion, pages =====

fn book() -> Mock<Stripe> {
    let all = || (1..=5).map(|number| customer(&format!("cus_{number}")));
    Mock::new()
        .on(move |request: CustomersListRequest| async move {
            let limit = request.limit.unwrap_or(10).into();
            let all: Vec<_> = all().collect();
            let at = |id: &String| all.iter().position(|one| one.id.as_ref() == id).unwrap();
            let (from, to) = match (&request.starting_after, &request.ending_before) {
                (Some(after), None) => (at(after) + 1, all.len().min(at(after) + 1 + limit)),
                (None, Some(before)) => (at(before).saturating_sub(limit), at(before)),
                _ => (0, limit),
            };
            let more = if request.ending_before.is_some() { from > 0 } else { to < all.len() };
            Ok(Listed::new("/v1/customers", more, all[from..to].to_vec()))
        })
        .on(|request: CustomersSearchRequest| async move {
            assert_eq!(request.text, "email:'sally@rocketrides.io'");
            Ok(match request.page.as_deref() {
                None => Searched::new(true, [customer("cus_1")]).next_page("WzExNTIx"),
                Some(_) => Searched::new(false, [customer("cus_2")]),
            })
        })
        .on(|request: CustomersRetrieveRequest| async move {
            let expand = request.expand.unwrap_or_default();
            Ok(customer(request.customer.as_ref()).default_source(expand.join("+")))
        })
        .on(|request: CustomersDeleteRequest| async move { Ok(Deleted::new(request.customer, true)) })
        .on(|request: ChargesRetrieveRequest| async move {
            let customer = match request.expand.is_some_and(|all| all.contains(&Expand::Customer)) {
                true => Expandable::Object(customer("cus_1")),
                false => Expandable::from("cus_1"),
            };
            Ok(Charge::new(request.charge, 1099, false).customer(customer))
        })
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
    let queries: Vec<_> = mock.requests().iter().map(|sent| sent.query().to_owned()).collect();
    assert_eq!(
        queries,
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
    let queries: Vec<_> = mock.requests().iter().map(|sent| sent.query().to_owned()).collect();
    assert_eq!(
        queries,
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

// ===== keys, idempotency, errors =====

#[tokio::test]
async fn the_key_is_a_user_without_a_password() {
    let mock = book();
    let server = mock.listen().await.unwrap();
    let builder = || server.client_builder();
    for builder in [
        builder().credential("sk_test_1"),
        builder().credential("sk_test_1:"),
        builder().credential(Credential::user("sk_test_1")),
    ] {
        let stripe = builder.header("Stripe-Account", "acct_1").build().unwrap();
        stripe.customers().retrieve(&id("cus_1")).await.unwrap();
    }
    for sent in mock.requests() {
        // `sk_test_1:`
        assert_eq!(sent.header("authorization"), Some("Basic c2tfdGVzdF8xOg=="));
        assert_eq!(sent.header("stripe-version"), Some("2025-03-31.basil"));
        assert_eq!(sent.header("stripe-account"), Some("acct_1"));
        assert_eq!(sent.header("idempotency-key"), None, "of a GET");
    }
}

#[tokio::test]
async fn a_post_is_repeated_with_its_key_and_made_once() {
    let made = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&made);
    let mock = Mock::<Stripe>::new().on(move |_: CustomersCreateRequest| {
        let number = count.fetch_add(1, Ordering::Relaxed) + 1;
        async move { Ok(customer(&format!("cus_{number}"))) }
    });
    let conflict = json!({ "error": { "type": "idempotency_error", "message": "in use" } });
    mock.fail_next(1, ErrorReply::new(StatusCode::CONFLICT).json(&conflict));
    mock.fail_next(1, StatusCode::INTERNAL_SERVER_ERROR);
    let server = mock.listen().await.unwrap();
    let customers = server.client_builder().jitter(|| 0.0).build().unwrap().customers();
    let new = NewCustomer::new().email("a@example.com");
    let response = customers.create(&new).response().await.unwrap();
    assert_eq!((response.value().id.as_ref(), response.retries()), ("cus_1", 2));
    let given = CallOptions::new().idempotency_key("order 7");
    customers.create(&new).options(&given).await.unwrap();

    let sent = mock.requests();
    let keys: Vec<_> = sent.iter().map(|sent| sent.header("idempotency-key").unwrap()).collect();
    assert!(keys[0] == keys[1] && keys[1] == keys[2] && keys[0].len() >= 32, "{keys:?}");
    assert_eq!(keys[3], "order 7");
    assert!(sent[..3].iter().all(|sent| sent.body() == "email=a%40example.com"));
}

#[tokio::test]
async fn errors_tell_type_code_and_parameter() {
    let declined = json!({ "error": {
        "type": "card_error",
        "code": "card_declined",
        "decline_code": "insufficient_funds",
        "message": "Your card has insufficient funds.",
    } });
    let missing = json!({ "error": {
        "type": "invalid_request_error",
        "code": "resource_missing",
        "message": "No such customer: 'cus_0'",
        "param": "id",
    } });
    let mock = Mock::<Stripe>::new()
        .on(move |_: ChargesCaptureRequest| {
            let reply = ErrorReply::new(StatusCode::PAYMENT_REQUIRED).json(&declined);
            async { Err::<Charge, _>(reply.header("request-id", "req_1")) }
        })
        .on(move |_: CustomersRetrieveRequest| {
            let reply = ErrorReply::new(StatusCode::NOT_FOUND).json(&missing);
            async { Err::<Customer, _>(reply.header("request-id", "req_2")) }
        });
    let server = mock.listen().await.unwrap();
    let stripe = server.client_builder().credential("sk_live_secret").build().unwrap();
    let error = stripe.charges().capture(&"ch_1".into()).await.unwrap_err();
    assert_eq!(error.code(), Some("insufficient_funds"));
    let problem = &error.api::<CardError>().unwrap().error;
    assert_eq!((&*problem.r#type, problem.code.as_deref()), ("card_error", Some("card_declined")));
    assert_eq!(error.request_id(), Some("req_1"));

    let error = stripe.customers().retrieve(&id("cus_0")).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("resource_missing")));
    assert_eq!(error.api::<StripeError>().unwrap().error.param.as_deref(), Some("id"));
    assert!(error.to_string().contains("No such customer: 'cus_0'"), "{error}");
    assert!(!format!("{error:?}").contains("sk_live_secret"));
    assert_eq!(mock.requests().len(), 2, "neither is retried");
}

#[tokio::test]
async fn an_id_that_would_lead_elsewhere_is_not_sent() {
    let mock = book();
    for bad in ["", "..", "cus_1\n"] {
        let error = mock.client().customers().retrieve(&id(bad)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{bad:?}");
    }
    mock.client().customers().delete(&id("cus/1?x")).await.unwrap();
    assert_eq!(mock.requests()[0].path(), "/customers/cus%2F1%3Fx");
}
