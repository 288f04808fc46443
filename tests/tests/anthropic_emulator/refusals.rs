//! Requests that the client would not send, and what they are told.

use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::{ErrorResponse, ErrorType};
use serde_json::{Value, json};

use crate::{MODEL, ask, client, invalid};

const KEY: (&str, &str) = ("x-api-key", "sk-1");
const VERSION: (&str, &str) = ("anthropic-version", "2026-10-21");

fn body() -> Value {
    json!({ "model": MODEL, "max_tokens": 10, "messages": [{ "role": "user", "content": "Hi" }] })
}

/// Sends a request, and returns the status and the body of the reply.
async fn send(
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl Into<reqwest::Body>,
) -> (u16, Value) {
    let server = Emulator::new().listen().await.unwrap();
    let url = format!("{}{path}", server.base_url());
    let mut request = reqwest::Client::new().request(method.parse().unwrap(), url).body(body);
    request = request.header("content-type", "application/json");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let reply = request.send().await.unwrap();
    let id = reply.headers()["request-id"].to_str().unwrap().to_owned();
    let status = reply.status().as_u16();
    let body: Value = serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap();
    if status != 200 {
        assert_eq!(body["request_id"], *id);
    }
    (status, body)
}

async fn post(headers: &[(&str, &str)], body: &Value) -> (u16, Value) {
    send("POST", "/v1/messages", headers, body.to_string()).await
}

/// Returns the kind and the message of a refusal with this status.
fn told(expected: u16, (status, body): (u16, Value)) -> (ErrorType, String) {
    assert_eq!(status, expected, "{body}");
    let error = serde_json::from_value::<ErrorResponse>(body).unwrap().error;
    (error.kind, error.message)
}

#[tokio::test]
async fn any_key_but_the_bad_one_is_right() {
    for key in [
        KEY,
        ("authorization", "Bearer sk-1"),
        ("authorization", "bearer sk-1"),
        ("x-api-key", "anything"),
    ] {
        assert_eq!(post(&[key, VERSION], &body()).await.0, 200, "{key:?}");
    }
    for headers in [
        &[VERSION][..],
        &[VERSION, ("x-api-key", "")],
        &[VERSION, ("authorization", "Basic a2V5")],
        &[VERSION, ("x-api-key", "bad-key")],
        &[VERSION, ("authorization", "Bearer bad-key")],
        &[VERSION, KEY, ("authorization", "Bearer bad-key")],
        &[VERSION, ("x-api-key", "bad-key"), ("authorization", "Bearer sk-1")],
    ] {
        assert_eq!(told(401, post(headers, &body()).await).0, ErrorType::AuthenticationError);
    }
}

#[tokio::test]
async fn a_version_is_required() {
    let (kind, message) = told(400, post(&[KEY], &body()).await);
    assert_eq!(
        (kind, message.as_str()),
        (ErrorType::InvalidRequestError, "anthropic-version: header is required")
    );
    told(400, post(&[KEY, ("anthropic-version", "2020-01-01")], &body()).await);
    assert_eq!(post(&[KEY, ("anthropic-version", "2023-06-01")], &body()).await.0, 200);
}

#[tokio::test]
async fn the_old_version_has_what_the_new_one_removed() {
    let mut body = body();
    body["temperature"] = json!(0.5);
    let (_, message) = told(400, post(&[KEY, VERSION], &body).await);
    assert_eq!(message, "temperature: Extra inputs are not permitted");
    assert_eq!(post(&[KEY, ("anthropic-version", "2023-06-01")], &body).await.0, 200);
}

#[tokio::test]
async fn a_fault_is_named() {
    for (name, value, expected) in [
        ("max_tokens", Value::Null, "max_tokens: Input should be a valid integer"),
        ("max_tokens", json!(-1), "max_tokens: Input should be greater than or equal to 0"),
        ("messages", json!("Hi"), "messages: Input should be a valid list"),
        ("messages", json!([{ "role": "user" }]), "messages.0.content: Field required"),
        (
            "messages",
            json!([{ "role": "user", "content": 1 }]),
            "messages.0.content: Input should be a valid string or list",
        ),
        ("colour", json!("red"), "colour: Extra inputs are not permitted"),
        ("thinking", json!({ "type": "enabled" }), "thinking.budget_tokens: Field required"),
        ("context_management", json!({}), "context_management: Extra inputs are not permitted"),
    ] {
        let mut body = body();
        body[name] = value;
        assert_eq!(told(400, post(&[KEY, VERSION], &body).await).1, expected);
    }
    for (name, expected) in
        [("model", "model: Field required"), ("max_tokens", "max_tokens: Field required")]
    {
        let mut body = body();
        body.as_object_mut().unwrap().remove(name);
        assert_eq!(told(400, post(&[KEY, VERSION], &body).await).1, expected);
    }
}

#[tokio::test]
async fn betas_bring_their_fields() {
    let mut body = body();
    body["context_management"] = json!({ "edits": [] });
    let beta = ("anthropic-beta", "context-management-2025-06-27");
    assert_eq!(post(&[KEY, VERSION, beta], &body).await.0, 200);
    let (status, reply) =
        send("POST", "/v1/messages?beta=true", &[KEY, VERSION, beta], body.to_string()).await;
    assert_eq!(status, 200, "{reply}");
    body["colour"] = json!("red");
    told(400, post(&[KEY, VERSION, beta], &body).await);
}

#[tokio::test]
async fn threads_need_a_beta() {
    let mut body = body();
    body["thread"] = json!({ "type": "create" });
    let (_, message) = told(400, post(&[KEY, VERSION], &body).await);
    assert_eq!(message, "thread: Extra inputs are not permitted");
}

#[tokio::test]
async fn a_body_must_be_a_json_object() {
    for text in ["", "{", "[]", "null"] {
        told(400, send("POST", "/v1/messages", &[KEY, VERSION], text).await);
    }
}

#[tokio::test]
async fn a_body_has_a_largest_size() {
    let limit = 32 * 1024 * 1024;
    let mut text = body().to_string();
    text.push_str(&" ".repeat(limit - text.len()));
    assert_eq!(send("POST", "/v1/messages", &[KEY, VERSION], text.clone()).await.0, 200);
    text.push(' ');
    let (kind, _) = told(413, send("POST", "/v1/messages", &[KEY, VERSION], text).await);
    assert_eq!(kind, ErrorType::RequestTooLarge);
}

#[tokio::test]
async fn a_compressed_body_is_not_read() {
    let coded = ("content-encoding", "gzip");
    let (status, reply) = post(&[KEY, VERSION, coded], &body()).await;
    let details = &reply["error"]["details"];
    assert_eq!(
        (status, &details["error_code"]),
        (400, &json!("request_body_encoding_unsupported"))
    );
    let plain = ("content-encoding", "identity");
    assert_eq!(post(&[KEY, VERSION, plain], &body()).await.0, 200);
}

/// Sends a body of parts: each is its head and its content.
async fn send_parts(path: &str, parts: &[(&str, &str)]) -> (u16, Value) {
    let mut text = String::new();
    for (head, content) in parts {
        text += &format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{content}\r\n");
    }
    text += "--x--\r\n";
    let server = Emulator::new().listen().await.unwrap();
    let request = reqwest::Client::new().post(format!("{}{path}", server.base_url())).body(text);
    let request = request.header("content-type", "multipart/form-data; boundary=x");
    let request =
        [KEY, VERSION].iter().fold(request, |request, (name, value)| request.header(*name, *value));
    let reply = request.send().await.unwrap();
    (reply.status().as_u16(), serde_json::from_slice(&reply.bytes().await.unwrap()).unwrap())
}

#[tokio::test]
async fn a_part_with_an_unknown_name_is_named() {
    let file = ("name=\"file\"; filename=\"a.txt\"", "a");
    let main = (
        "name=\"files[]\"; filename=\"tides/SKILL.md\"",
        "---\nname: tides\ndescription: Tells tides.\n---\n",
    );
    let colour = ("name=\"colour\"", "red");
    for (path, part) in [("/v1/files", file), ("/v1/skills", main)] {
        assert_eq!(send_parts(path, &[part]).await.0, 200);
        let (_, message) = told(400, send_parts(path, &[part, colour]).await);
        assert_eq!(message, "colour: Extra inputs are not permitted");
    }
    let (_, message) = told(400, send("POST", "/v1/files", &[KEY, VERSION], "{}").await);
    assert!(message.starts_with("The request body "), "{message}");
}

#[tokio::test]
async fn a_file_keeps_the_last_component_of_its_name() {
    for (head, name) in [
        ("name=\"file\"; filename=\"charts/north.txt\"", "north.txt"),
        ("name=\"file\"; filename=\"\"\r\nContent-Type: application/pdf", "unnamed.pdf"),
        ("name=\"file\"; filename=\"\"\r\nContent-Type: text/plain", "unnamed.txt"),
        ("name=\"file\"", "unnamed"),
    ] {
        let (status, file) = send_parts("/v1/files", &[(head, "")]).await;
        assert_eq!((status, &file["filename"]), (200, &json!(name)), "{file}");
        assert_eq!(file["size_bytes"], 0);
    }
}

#[tokio::test]
async fn an_unknown_route_is_not_found() {
    let (kind, _) = told(404, send("GET", "/v1/nothing", &[KEY, VERSION], "").await);
    assert_eq!(kind, ErrorType::NotFoundError);
    told(405, send("PUT", "/v1/messages", &[KEY, VERSION], "").await);
}

#[tokio::test]
async fn the_answer_has_a_largest_size() {
    let mut request = ask("Hi");
    request.max_tokens = 200_000;
    let message = invalid(client(&Emulator::new()).messages().create(&request).await);
    assert!(message.starts_with("max_tokens: 200000 > 128000"), "{message}");
}
