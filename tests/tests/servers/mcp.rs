//! An MCP server over "Streamable HTTP": a session in a header, answers as JSON or events, a feed, and events that
//! are taken up again by their id.

use std::time::Duration;

use schematic_api::reply::Either;
use schematic_api::{ApiError, ErrorKind, Event, Object, Timeout, Union, api};
use serde::Deserialize;
use serde_json::{Value, json};

api! {
    pub client Mcp at "https://mcp.example.com" {
        error RpcError;
    }

    call:   POST   /mcp (json Request, header "Mcp-Session-Id" as session: String?) -> Message | sse Incoming;
    notify: POST   /mcp (json Notice, header "Mcp-Session-Id" as session: String) -> empty {
        header "Accept": "application/json, text/event-stream";
    }
    feed:   GET    /mcp (header "Mcp-Session-Id" as session: String?) -> sse Incoming retry 5 on 409;
    end:    DELETE /mcp (header "Mcp-Session-Id" as session: String) -> empty;
}

/// What a client tells without waiting for an answer.
#[derive(Debug, Object)]
#[wire(constant(jsonrpc = "2.0"))]
struct Notice {
    method: String,
}

/// A request by JSON-RPC.
#[derive(Debug, Object)]
#[wire(constant(jsonrpc = "2.0"))]
struct Request {
    id: u64,
    method: String,
    params: Option<Value>,
}

#[derive(Debug, Event)]
enum Incoming {
    Message(Message),
    Unknown { event: String, data: String },
}

/// A message by JSON-RPC: what the server tells, or its answer to a request.
#[derive(Debug, Union)]
enum Message {
    #[wire(key = "method")]
    Notification(Notification),
    #[wire(key = "result")]
    Answer(Answer),
    #[wire(key = "error")]
    Refusal(Refusal),
    Unknown(Value),
}

#[derive(Debug, Object)]
struct Notification {
    method: String,
    params: Value,
}

#[derive(Debug, Object)]
struct Answer {
    id: u64,
    result: Value,
}

#[derive(Debug, Object)]
struct Refusal {
    id: u64,
    error: Fault,
}

#[derive(Debug, Object)]
struct Fault {
    code: i64,
    message: String,
}

/// The body of an error status.
#[derive(Debug, Deserialize)]
struct RpcError {
    error: Fault,
}

impl ApiError for RpcError {
    fn message(&self) -> Option<&str> {
        Some(&self.error.message)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

fn mcp() -> Option<Mcp> {
    Some(Mcp::builder().base_url(super::address("mcp")?).build().unwrap())
}

fn request(id: u64, method: &str, params: Value) -> Request {
    Request::new(id, method).params(params)
}

fn tool(id: u64, name: &str, arguments: Value) -> Request {
    request(
        id,
        "tools/call",
        json!({ "name": name, "arguments": arguments, "_meta": { "progressToken": id } }),
    )
}

/// Opens a session.
async fn session(mcp: &Mcp) -> String {
    let params = json!({
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": { "name": "schematic", "version": "1" },
    });
    let Either::Events(mut events) = mcp.call(&request(1, "initialize", params)).await.unwrap()
    else {
        panic!("this server answers with events");
    };
    let session = events.headers()["mcp-session-id"].to_str().unwrap().to_owned();
    match events.try_next().await.unwrap() {
        Some(Incoming::Message(Message::Answer(answer))) => {
            assert_eq!(answer.result["serverInfo"]["name"], "mcp-servers/everything");
        }
        other => panic!("{other:?}"),
    }
    assert!(events.try_next().await.unwrap().is_none());
    mcp.notify(&session, &Notice::new("notifications/initialized")).await.unwrap();
    session
}

/// The messages that answer a request, the last of which is the answer.
async fn messages(mcp: &Mcp, session: &str, request: &Request) -> Vec<Message> {
    let mut events = match mcp.call(request).session(session).await.unwrap() {
        Either::Json(message) => return vec![message],
        Either::Events(events) => events,
    };
    let mut messages = Vec::new();
    while let Some(event) = events.try_next().await.unwrap() {
        match event {
            Incoming::Message(message) => messages.push(message),
            Incoming::Unknown { event, data } => panic!("{event}: {data}"),
        }
    }
    messages
}

#[tokio::test]
async fn a_session_is_opened_used_and_ended() {
    let Some(mcp) = mcp() else { return };
    let session = session(&mcp).await;
    let echo = tool(2, "echo", json!({ "message": "ü & \u{1F980}" }));
    match &*messages(&mcp, &session, &echo).await {
        [Message::Answer(answer)] => {
            assert_eq!(answer.id, 2);
            assert_eq!(answer.result["content"][0]["text"], "Echo: ü & \u{1F980}");
        }
        other => panic!("{other:?}"),
    }
    mcp.end(&session).await.unwrap();
    let error = mcp.call(&echo).session(&session).await.unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, 400));
    assert_eq!(error.message(), Some("Bad Request: No valid session ID provided"));
    assert_eq!(error.api::<RpcError>().unwrap().error.code, -32_000);
}

#[tokio::test]
async fn a_long_operation_tells_its_progress_before_its_answer() {
    let Some(mcp) = mcp() else { return };
    let session = session(&mcp).await;
    let operation = tool(3, "trigger-long-running-operation", json!({ "duration": 1, "steps": 4 }));
    let messages = messages(&mcp, &session, &operation).await;
    let [progress @ .., Message::Answer(answer)] = &*messages else { panic!("{messages:?}") };
    let steps: Vec<_> = progress
        .iter()
        .map(|message| match message {
            Message::Notification(told) if told.method == "notifications/progress" => {
                &told.params["progress"]
            }
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(steps, [1, 2, 3, 4]);
    assert_eq!(answer.id, 3);
}

#[tokio::test]
async fn a_refusal_is_an_answer_to_its_request() {
    let Some(mcp) = mcp() else { return };
    let session = session(&mcp).await;
    match &*messages(&mcp, &session, &request(4, "no/such/method", json!({}))).await {
        [Message::Refusal(refusal)] => {
            assert_eq!((refusal.id, refusal.error.code), (4, -32_601));
            assert_eq!(refusal.error.message, "Method not found");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_feed_stays_open_without_events() {
    let Some(mcp) = mcp() else { return };
    let session = session(&mcp).await;
    assert_eq!(mcp.feed().await.unwrap_err().status().unwrap(), 400);
    let mut feed =
        mcp.feed().session(&session).idle_timeout(Duration::from_millis(300)).await.unwrap();
    let error = feed.try_next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Idle), "{error}");
    drop(feed);
    // A session has one feed at a time; that of a client that is gone makes room for the next.
    mcp.feed().session(&session).await.unwrap();
}

#[tokio::test]
async fn a_stream_that_broke_is_taken_up_after_the_last_event_that_arrived() {
    let Some(mcp) = mcp() else { return };
    let session = session(&mcp).await;
    let operation = tool(5, "trigger-long-running-operation", json!({ "duration": 1, "steps": 4 }));
    let Either::Events(mut events) = mcp.call(&operation).session(&session).await.unwrap() else {
        panic!("this server answers with events");
    };
    let mut progress = vec![step(events.try_next().await.unwrap().unwrap()).unwrap()];
    let mut last = events.last_event_id().to_owned();
    drop(events);

    // The server goes on, keeps what it tells, and tells it to whoever asks for what came after an id.
    let answer = tokio::time::timeout(Duration::from_secs(20), async {
        loop {
            let mut rest = mcp
                .feed()
                .session(&session)
                .last_event_id(&last)
                .idle_timeout(Duration::from_millis(200))
                .await
                .unwrap();
            while let Ok(Some(event)) = rest.try_next().await {
                last = rest.last_event_id().to_owned();
                match step(event) {
                    Ok(step) => progress.push(step),
                    Err(answer) => return answer,
                }
            }
        }
    })
    .await
    .expect("the answer");
    assert_eq!(progress, [1, 2, 3, 4]);
    assert_eq!(answer.id, 5);
}

/// The progress that an event tells, or the answer that it is.
fn step(event: Incoming) -> Result<u64, Answer> {
    match event {
        Incoming::Message(Message::Notification(told)) => {
            Ok(told.params["progress"].as_u64().unwrap())
        }
        Incoming::Message(Message::Answer(answer)) => Err(answer),
        other => panic!("{other:?}"),
    }
}
