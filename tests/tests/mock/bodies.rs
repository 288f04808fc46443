//! Several endpoints on one route that differ in the type of their body, as those of JSON-RPC and GraphQL do.

use std::collections::BTreeMap;

use schematic_api::mock::{Mock, Reason};
use schematic_api::{Call, Error, Method, Object, StatusCode, api, reply::Text};
use schematic_tests::replies::body_of;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Declares the request of a method of JSON-RPC.
macro_rules! method {
    ($Request:ident $Name:ident $method:literal { $($field:ident: $ty:ty),* }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        pub enum $Name {
            #[serde(rename = $method)]
            Is,
        }

        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct $Request {
            pub method: $Name,
            $(pub $field: $ty,)*
        }
    };
}

method!(Deposit DepositName "deposit" { amount: u32 });
method!(Transfer TransferName "transfer" { amount: u32, to: String });

/// A type that anything fits.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Loose {
    /// Any text.
    pub text: Option<String>,
}

/// Another type that anything fits.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Looser {
    /// Any note.
    pub note: Option<String>,
}

api! {
    pub client Bank at "https://bank.example.com";

    deposit:  POST /rpc (json Deposit) -> text;
    transfer: POST /rpc (json Transfer) -> text;
    text:     POST /rpc (text) -> text;
    numbers:  POST /form (form BTreeMap<String, u32>) -> text;
    pairs:    POST /form (form BTreeMap<String, bool>) -> text;
    loose:    POST /loose (json Loose) -> text;
    looser:   POST /loose (json Looser) -> text;
    page:     GET /statement -> text { header "Accept": "text/html"; }
    csv:      GET /statement -> text { header "Accept": "text/csv"; }
    maybe:    PUT /maybe (json Deposit?) -> text;
    perhaps:  PUT /maybe (json Transfer?) -> text;
}

/// Makes a mock whose handlers reply with the name of their endpoint.
macro_rules! named {
    ($($Request:ty)*) => {
        Mock::<Bank>::new()$(.on(|_: $Request| async {
            Ok(<$Request as schematic_api::mock::Operation>::ENDPOINT.id().to_owned())
        }))*
    };
}

fn deposit() -> Deposit {
    Deposit { method: DepositName::Is, amount: 5 }
}

fn transfer() -> Transfer {
    Transfer { method: TransferName::Is, amount: 5, to: "a".to_owned() }
}

#[tokio::test]
async fn a_body_is_for_the_endpoint_whose_type_it_fits() {
    let mock = named!(BankDepositRequest BankTransferRequest BankTextRequest BankNumbersRequest BankPairsRequest);
    let server = mock.listen().await.unwrap();
    let bank = server.client().unwrap();
    for _ in 0..2 {
        assert_eq!(bank.deposit(&deposit()).await.unwrap(), "deposit");
        assert_eq!(bank.transfer(&transfer()).await.unwrap(), "transfer");
        assert_eq!(bank.text("{}").await.unwrap(), "text");
        assert_eq!(bank.numbers(&[("a".to_owned(), 7)].into()).await.unwrap(), "numbers");
        assert_eq!(bank.pairs(&[("a".to_owned(), true)].into()).await.unwrap(), "pairs");
    }
    assert_eq!(mock.received::<BankDepositRequest>().len(), 2);
    assert_eq!(mock.received::<BankTransferRequest>()[1].body, transfer());
    assert_eq!(mock.requests()[1].endpoint().unwrap().id(), "transfer");
}

#[tokio::test]
async fn a_resource_in_two_media_types_is_told_apart_by_its_accept_header() {
    let mock = named!(BankPageRequest BankCsvRequest);
    let server = mock.listen().await.unwrap();
    let bank = server.client().unwrap();
    assert_eq!(bank.page().await.unwrap(), "page");
    assert_eq!(bank.csv().await.unwrap(), "csv");
    let said = message(bank.page().header("accept", "image/png")).await;
    assert!(said.contains("`accept` must be `text/csv` or `text/html`"), "{said}");
}

/// What the mock says of a request that it refuses.
async fn message(call: impl Into<Call<Text>>) -> String {
    let error: Error = call.into().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    body_of(&error)
}

#[tokio::test]
async fn a_body_that_fits_none_of_them_is_told_why() {
    let mock = named!(BankDepositRequest BankTransferRequest).reject_with(|rejection| {
        assert_eq!(rejection.reason(), &Reason::Body(String::new()));
        rejection.into()
    });
    let bank = mock.client();
    let withdraw = json!({ "method": "withdraw", "amount": 5 });
    let said = message(bank.request(Method::POST, "/rpc").json(&withdraw).send::<Text>()).await;
    assert!(
        said.contains("fits no endpoint of its route (deposit: the body at `method`"),
        "{said}"
    );
    assert!(said.contains("; transfer: the body at `method`"), "{said}");
    assert_eq!(mock.requests()[0].endpoint().map(|endpoint| endpoint.id()), None);
}

#[tokio::test]
async fn a_body_that_fits_several_is_refused_with_their_names() {
    let mock = named!(BankLooseRequest BankLooserRequest);
    let said = message(mock.client().loose(&Loose::new())).await;
    assert!(said.contains("the body fits `loose` and `looser` alike"), "{said}");
    // One of them alone has nothing to be told apart from.
    let mock = named!(BankLooserRequest);
    assert_eq!(mock.client().loose(&Loose::new()).await.unwrap(), "looser");
}

#[test]
fn handlers_that_may_both_be_without_a_body_are_refused() {
    let build = || drop(named!(BankMaybeRequest BankPerhapsRequest));
    let panic = std::panic::catch_unwind(build).expect_err("a refusal");
    let said = panic.downcast_ref::<String>().cloned().unwrap_or_default();
    assert!(said.starts_with("`maybe` and `perhaps` cannot both have a handler"), "{said}");
}
