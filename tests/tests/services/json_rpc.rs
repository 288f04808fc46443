//! JSON-RPC 2.0, as the nodes of Ethereum speak it: one route for all methods, which only the bodies tell apart, generic types
//! around the parameters and the results, errors with the status 200, notifications and batches.
//!
//! - <https://www.jsonrpc.org/specification>
//! - <https://ethereum.org/en/developers/docs/apis/json-rpc/>

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{ApiError, BodyKind, ErrorKind, Object, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::replies::body_of;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A call of the method `M`.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(jsonrpc = "2.0"))]
pub struct Request<M, P> {
    /// Which call a result is for.
    pub id: u64,
    /// The method.
    pub method: M,
    /// What the method takes.
    pub params: P,
}

/// A call without a result.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(jsonrpc = "2.0"))]
pub struct Notification<M, P> {
    /// The method.
    pub method: M,
    /// What the method takes.
    pub params: P,
}

/// The result of a call.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(jsonrpc = "2.0"))]
pub struct Reply<T> {
    /// Which call it is for.
    pub id: u64,
    /// The result.
    pub result: T,
}

/// Types with one value, which is the name of a method.
macro_rules! methods {
    ($($Method:ident = $name:literal)*) => {$(
        #[doc = concat!("`", $name, "`")]
        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        pub enum $Method {
            /// The name.
            #[serde(rename = $name)]
            Name,
        }
    )*};
}

methods! {
    BlockNumber = "eth_blockNumber"
    GetBalance = "eth_getBalance"
    GetReceipt = "eth_getTransactionReceipt"
    SendRaw = "eth_sendRawTransaction"
    Subscription = "eth_subscription"
}

/// A number, which is written as `0x1b4`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity(pub u64);

impl Serialize for Quantity {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:#x}", self.0))
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let digits = text.strip_prefix("0x").ok_or_else(|| serde::de::Error::custom("no `0x`"))?;
        u64::from_str_radix(digits, 16).map(Self).map_err(serde::de::Error::custom)
    }
}

/// What became of a transaction.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct Receipt {
    /// Where it is.
    pub block_number: Quantity,
}

/// The reply to a call that failed.
#[derive(Debug, Deserialize)]
pub struct Failure {
    id: Option<u64>,
    error: RpcError,
}

/// Why it failed.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct RpcError {
    /// A negative number.
    pub code: i64,
    /// For people.
    pub message: String,
    /// More about it.
    pub data: Option<Value>,
}

impl ApiError for Failure {
    fn message(&self) -> Option<&str> {
        Some(&self.error.message)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

/// What a batch has for one of its calls: one of the two.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Outcome {
    /// Which call it is for.
    pub id: u64,
    /// The result.
    pub result: Option<Value>,
    /// Or why there is none.
    pub error: Option<RpcError>,
}

/// Any call.
pub type AnyRequest = Request<String, Vec<Value>>;

api! {
    /// A node of Ethereum.
    pub client Ethereum at "https://cloudflare-eth.com" {
        error Failure;
        error Failure when error;
    }

    block_number: POST / (json Request<BlockNumber, [(); 0]>) -> Reply<Quantity> idempotent;
    balance:      POST / (json Request<GetBalance, (String, String)>) -> Reply<Quantity> idempotent;
    receipt:      POST / (json Request<GetReceipt, (String,)>) -> Reply<Option<Receipt>> idempotent;
    send_raw:     POST / (json Request<SendRaw, (String,)>) -> Reply<String>;
    notify:       POST / (json Notification<Subscription, Value>) -> empty;
    batch:        POST / (json Vec<AnyRequest>) -> Vec<Outcome> idempotent;
}

const ADDRESS: &str = "0x407d73d8a49eeb85d32cf465507dd71d507100c1";

fn block_number(id: u64) -> Request<BlockNumber, [(); 0]> {
    Request::new(id, BlockNumber::Name, [])
}

fn balance(id: u64, at: &str) -> Request<GetBalance, (String, String)> {
    Request::new(id, GetBalance::Name, (ADDRESS.to_owned(), at.to_owned()))
}

fn failure(code: i64, message: &str) -> ErrorReply {
    let error = json!({ "jsonrpc": "2.0", "id": 1, "error": { "code": code, "message": message } });
    ErrorReply::new(StatusCode::OK).json(&error)
}

fn node() -> Mock<Ethereum> {
    Mock::new()
        .on(|request: EthereumBlockNumberRequest| async move {
            Ok(Reply::new(request.body.id, Quantity(0x4b7)))
        })
        .on(|request: EthereumBalanceRequest| async move {
            match request.body.params.1.as_str() {
                "latest" => Ok(Reply::new(request.body.id, Quantity(7))),
                _ => Err(failure(-32602, "invalid argument 1")),
            }
        })
        .on(|request: EthereumReceiptRequest| async move {
            let is_known = request.body.params.0 == "0x1";
            Ok(Reply::new(request.body.id, is_known.then(|| Receipt::new(Quantity(1)))))
        })
        .on(|_: EthereumNotifyRequest| async { Ok(()) })
        .on(|request: EthereumBatchRequest| async move {
            let outcome = |request: &AnyRequest| match request.method.as_str() {
                "eth_chainId" => Outcome::new(request.id).result(json!("0x1")),
                _ => Outcome::new(request.id).error(RpcError::new(-32601, "method not found")),
            };
            Ok(request.body.iter().rev().map(outcome).collect())
        })
}

#[tokio::test]
async fn the_body_says_which_method_is_called() {
    let mock = node();
    let server = mock.listen().await.unwrap();
    let client = server.client().unwrap();
    assert_eq!(
        client.block_number(&block_number(1)).await.unwrap(),
        Reply::new(1, Quantity(0x4b7))
    );
    assert_eq!(client.balance(&balance(2, "latest")).await.unwrap().result, Quantity(7));
    for (hash, expected) in [("0x1", Some(Receipt::new(Quantity(1)))), ("0x2", None)] {
        let request = Request::new(3, GetReceipt::Name, (hash.to_owned(),));
        assert_eq!(client.receipt(&request).await.unwrap().result, expected);
    }
    client.notify(&Notification::new(Subscription::Name, json!({ "n": 1 }))).await.unwrap();
    let sent = mock.requests();
    let bodies: Vec<_> = sent.iter().map(|sent| String::from_utf8_lossy(sent.body())).collect();
    assert_eq!(
        bodies,
        [
            r#"{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}"#,
            &format!(
                r#"{{"jsonrpc":"2.0","id":2,"method":"eth_getBalance","params":["{ADDRESS}","latest"]}}"#
            ),
            r#"{"jsonrpc":"2.0","id":3,"method":"eth_getTransactionReceipt","params":["0x1"]}"#,
            r#"{"jsonrpc":"2.0","id":3,"method":"eth_getTransactionReceipt","params":["0x2"]}"#,
            r#"{"jsonrpc":"2.0","method":"eth_subscription","params":{"n":1}}"#,
        ]
    );
    assert!(sent.iter().all(|sent| sent.full_path() == "/" && sent.query().is_empty()));
    assert_eq!(mock.received::<EthereumReceiptRequest>().len(), 2);
}

#[tokio::test]
async fn an_error_with_the_status_200_is_an_error() {
    let mock = node();
    let client = mock.client();
    let error = client.balance(&balance(1, "yesterday")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(StatusCode::OK)));
    assert_eq!(error.message(), Some("invalid argument 1"));
    let failure = error.api::<Failure>().unwrap();
    assert_eq!(
        (failure.id, &failure.error),
        (Some(1), &RpcError::new(-32602, "invalid argument 1"))
    );
    assert!(error.to_string().contains("200 OK with `error`: invalid argument 1"), "{error}");
    assert_eq!(mock.requests().len(), 1, "it is not retried");
}

#[tokio::test]
async fn a_method_that_has_no_handler_is_refused_with_what_it_could_have_been() {
    let client = node().client();
    let request = Request::new(1, SendRaw::Name, ("0xabc".to_owned(),));
    let error = client.send_raw(&request).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    let body = body_of(&error);
    assert!(body.contains("eth_sendRawTransaction"), "{body}");
}

#[tokio::test]
async fn a_batch_has_an_outcome_for_each_call() {
    let calls = [("eth_chainId", 1), ("eth_nothing", 2)];
    let calls = calls.map(|(method, id)| AnyRequest::new(id, method, Vec::new()));
    let outcomes = node().client().batch(&calls).await.unwrap();
    assert_eq!(
        outcomes,
        [
            Outcome::new(2).error(RpcError::new(-32601, "method not found")),
            Outcome::new(1).result(json!("0x1")),
        ]
    );
}

#[tokio::test]
async fn null_is_no_error_and_a_read_is_sent_again() {
    let server = FaultServer::start([[
        Step::Read,
        Step::json(503, r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32000,"message":"busy"}}"#),
        Step::Read,
        Step::json(200, r#"{"jsonrpc":"2.0","id":1,"result":"0x4b7","error":null}"#),
    ]])
    .await;
    let client = Ethereum::builder().base_url(server.url()).jitter(|| 0.0).build().unwrap();
    let response = client.block_number(&block_number(1)).response().await.unwrap();
    assert_eq!((response.retries(), response.value().result), (1, Quantity(0x4b7)));
    let requests = server.requests();
    assert_eq!(requests[0].body, requests[1].body);
    assert_eq!(requests[0].target, "/");
}

#[test]
fn the_table_has_a_row_for_each_method_of_the_route() {
    let rows = Ethereum::ENDPOINTS.iter().filter(|row| row.to_string() == "POST /");
    assert_eq!(rows.filter(|row| row.body() == BodyKind::Json).count(), 6);
}
