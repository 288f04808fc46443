//! The requests that the service rejects, and its messages.

use std::net::SocketAddr;

use schematic_api::StatusCode;
use schematic_openai::emulator::Emulator;
use schematic_openai::{
    CreateAssistant, CreateMessage, CreateRun, ErrorObject, ErrorResponse, FunctionDefinition,
    Metadata, Order, Tool,
};
use schematic_tests::watched;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::{Desk, refusal};

/// Returns the reply to a request that this client would not send.
async fn send(method: &str, path: &str, headers: &[&str], body: &str) -> (u16, Value) {
    let server = Emulator::new().listen().await.unwrap();
    send_to(server.address(), method, path, headers, body).await
}

pub(crate) async fn send_to(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[&str],
    body: &str,
) -> (u16, Value) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    let length = body.len();
    let request = format!(
        "{method} /v1{path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let json = answer.get(answer.find('{').unwrap()..=answer.rfind('}').unwrap()).unwrap();
    (answer[9..12].parse().unwrap(), serde_json::from_str(json).unwrap())
}

/// Returns what the error reply to such a request says.
async fn refused(method: &str, path: &str, headers: &[&str], body: &str) -> (u16, ErrorObject) {
    let (status, answer) = send(method, path, headers, body).await;
    (status, serde_json::from_value::<ErrorResponse>(answer).unwrap().error)
}

pub(crate) const KEY: &str = "authorization: Bearer key";
pub(crate) const BETA: &str = "openai-beta: assistants=v2";
pub(crate) const JSON: &str = "content-type: application/json";

#[tokio::test]
async fn a_header_asks_for_a_failure() {
    for (status, kind, code) in [
        (429, "requests", Some("rate_limit_exceeded")),
        (500, "server_error", None),
        (503, "server_error", None),
        (409, "invalid_request_error", None),
    ] {
        let wanted = format!("X-Emulator-Status: {status}");
        let (got, error) = refused("GET", "/models", &[KEY, &wanted], "").await;
        assert_eq!((got, error.kind.as_deref(), error.code.as_deref()), (status, Some(kind), code));
    }
    for wanted in ["200", "302", "99", "soon", ""] {
        let wanted = format!("X-Emulator-Status: {wanted}");
        let (status, error) = refused("GET", "/models", &[KEY, &wanted], "").await;
        assert_eq!((status, error.param.as_deref()), (400, Some("x-emulator-status")));
    }
}

#[tokio::test]
async fn a_missing_key_is_401() {
    for headers in
        [&[BETA][..], &[BETA, "authorization: Bearer "], &[BETA, "authorization: Basic a2V5"]]
    {
        let (status, error) = refused("GET", "/assistants", headers, "").await;
        assert_eq!(status, 401);
        assert!(error.message.starts_with("You didn't provide an API key."), "{}", error.message);
    }
}

#[tokio::test]
async fn a_missing_beta_header_is_refused_where_it_belongs() {
    let (status, error) = refused("GET", "/assistants", &[KEY], "").await;
    assert_eq!((status, error.code.as_deref()), (400, Some("invalid_beta")));
    assert!(error.message.contains("'OpenAI-Beta: assistants=v2'"), "{}", error.message);
    let (status, error) = refused("GET", "/models/none", &[KEY], "").await;
    assert_eq!((status, error.code.as_deref()), (404, Some("model_not_found")));
}

#[tokio::test]
async fn an_unknown_url_is_404() {
    for (method, path) in [("GET", "/nothing"), ("PATCH", "/assistants")] {
        let (status, error) = refused(method, path, &[KEY, BETA], "").await;
        assert_eq!(status, 404);
        assert_eq!(error.message, format!("Invalid URL ({method} /v1{path})"));
    }
}

#[tokio::test]
async fn a_missing_parameter_is_named() {
    let (status, error) =
        refused("POST", "/assistants", &[KEY, BETA, JSON], r#"{"name":"Ada"}"#).await;
    assert_eq!((status, error.message.as_str()), (400, "Missing required parameter: 'model'."));
    assert_eq!(error.param.as_deref(), Some("model"));
    assert_eq!(error.code.as_deref(), Some("missing_required_parameter"));
}

#[tokio::test]
async fn a_body_of_the_wrong_shape_is_named() {
    let (_, error) = refused("POST", "/assistants", &[KEY, BETA, JSON], r#"{"model":5}"#).await;
    let message = "Invalid type for 'model': expected a string, but got an integer instead.";
    assert_eq!((error.message.as_str(), error.param.as_deref()), (message, Some("model")));
    for broken in ["", r#"{"model":"#] {
        let (status, error) = refused("POST", "/assistants", &[KEY, BETA, JSON], broken).await;
        assert_eq!(status, 400);
        assert!(error.message.starts_with("We could not parse the JSON body"), "{}", error.message);
    }
}

#[tokio::test]
async fn a_thread_needs_no_body() {
    let (status, thread) = send("POST", "/threads", &[KEY, BETA], "").await;
    assert_eq!((status, &thread["object"]), (200, &json!("thread")));
}

#[tokio::test]
async fn replies_name_their_request() {
    let openai = watched::client(&Emulator::new());
    let reply = openai.models().list().response().await.unwrap();
    assert!(reply.request_id().is_some_and(|id| id.starts_with("req_")));
    assert_eq!(reply.headers()["openai-version"], "2020-10-01");
}

#[tokio::test]
async fn limits_of_a_list_are_kept() {
    let openai = watched::client(&Emulator::new());
    let above = refusal(openai.assistants().list().limit(101).await);
    assert_eq!(
        above.1,
        "Invalid 'limit': integer above maximum value. Expected a value <= 100, but got 101 instead."
    );
    assert_eq!(
        (above.2.as_deref(), above.3.as_deref()),
        (Some("limit"), Some("integer_above_max_value"))
    );
    assert_eq!(
        refusal(openai.assistants().list().limit(0).await).3.as_deref(),
        Some("integer_below_min_value")
    );
    let order = refusal(openai.assistants().list().order(Order::from("sideways")).await);
    assert_eq!(order.1, "Invalid value: 'sideways'. Supported values are: 'asc' and 'desc'.");
    let after = refusal(openai.assistants().list().after("asst_none").await);
    assert_eq!(
        (after.0.as_u16(), after.1.as_str()),
        (404, "No assistant found with id 'asst_none'.")
    );
}

#[tokio::test]
async fn limits_of_an_assistant_are_kept() {
    let openai = watched::client(&Emulator::new());
    let assistants = openai.assistants();
    let code = async |body: CreateAssistant| {
        let (status, _, param, code) = refusal(assistants.create(&body).await);
        assert_eq!(status, StatusCode::BAD_REQUEST);
        (param.unwrap(), code.unwrap())
    };
    let body = || CreateAssistant::new("gpt-4o");
    let pair = |param: &str, code: &str| (param.to_owned(), code.to_owned());
    assert_eq!(code(body().name("x".repeat(257))).await, pair("name", "string_above_max_length"));
    assert_eq!(code(body().temperature(2.5)).await, pair("temperature", "decimal_above_max_value"));
    assert_eq!(code(body().top_p(-0.1)).await, pair("top_p", "decimal_below_min_value"));
    let tools = (0..129).map(|_| Tool::code_interpreter());
    assert_eq!(code(body().tools(tools)).await, pair("tools", "array_above_max_length"));
    let unknown = Tool::Unknown(json!({ "type": "crystal_ball" }));
    assert_eq!(code(body().tools([unknown])).await, pair("tools[0].type", "invalid_value"));
    let notes: Metadata = (0..17).map(|number| (number.to_string(), "x")).collect();
    assert_eq!(code(body().metadata(notes)).await, pair("metadata", "object_above_max_properties"));
    let long = Metadata::from([("k", "x".repeat(513))]);
    assert_eq!(code(body().metadata(long)).await, pair("metadata.k", "string_above_max_length"));
}

#[tokio::test]
async fn limits_of_a_run_are_kept() {
    let desk = Desk::new(Emulator::new()).await;
    let body = || CreateRun::new(&desk.assistant.id);
    let tools = (0..21).map(|number| Tool::function(FunctionDefinition::new(format!("f{number}"))));
    assert_eq!(refusal(desk.run_with(body().tools(tools)).await).2.as_deref(), Some("tools"));
    let tokens = refusal(desk.run_with(body().max_prompt_tokens(255)).await);
    assert_eq!(
        tokens.1,
        "Invalid 'max_prompt_tokens': integer below minimum value. Expected a value >= 256, but got 255 instead."
    );
    assert_eq!(refusal(desk.run_with(CreateRun::new("asst_none")).await).0, StatusCode::NOT_FOUND);
    assert_eq!(desk.openai.runs().list(&desk.thread.id).await.unwrap().data.len(), 0);
}

#[tokio::test]
async fn a_message_has_content_and_a_known_role() {
    let desk = Desk::new(Emulator::new()).await;
    let create = async |body: Value| {
        let body: CreateMessage = serde_json::from_value(body).unwrap();
        refusal(desk.openai.messages().create(&desk.thread.id, &body).await).1
    };
    let empty = "Message content must be non-empty.";
    assert_eq!(create(json!({ "role": "user", "content": "" })).await, empty);
    assert_eq!(create(json!({ "role": "user", "content": [] })).await, empty);
    let role = create(json!({ "role": "judge", "content": "x" })).await;
    assert_eq!(role, "Invalid value: 'judge'. Supported values are: 'user' and 'assistant'.");
    let part = create(json!({ "role": "user", "content": [{ "type": "smell" }] })).await;
    assert!(part.starts_with("Invalid value: 'smell'."), "{part}");
    let number = create(json!({ "role": "user", "content": 5 })).await;
    assert!(number.starts_with("Invalid type for 'content'"), "{number}");
}
