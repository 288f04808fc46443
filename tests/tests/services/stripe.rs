//! Stripe: nested forms, `expand[]`, idempotency keys, a key as the user of basic authentication.
//!
//! The reference: <https://docs.stripe.com/api>, of which <https://docs.stripe.com/api/authentication>,
//! <https://docs.stripe.com/api/errors>, <https://docs.stripe.com/api/expanding_objects>,
//! <https://docs.stripe.com/api/idempotent_requests>, <https://docs.stripe.com/api/pagination>,
//! <https://docs.stripe.com/api/customers>, <https://docs.stripe.com/api/checkout/sessions/create>.

mod forms;
mod lists;
mod requests;

use std::collections::BTreeMap;

use schematic_api::mock::Mock;
use schematic_api::{ApiError, Decode, Object, Page, Patch, StringEnum, Union, api};
use serde::Deserialize;
use serde_json::Value;

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

/// A service with five customers and every charge.
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
