//! Every kind of reply and event fits the published document, seen as a client in any language sees it.

use std::time::Duration;

use schematic_api::StatusCode;
use schematic_api::mock::{ErrorReply, Mock, MockServer};
use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{
    FileSearchContent, FileSearchResult, OpenAi, RunErrorCode, RunId, RunIncompleteReason,
    ThreadsRetrieveRequest,
};
use schematic_tests::document::{DOCUMENTS, Document};
use schematic_tests::watched::Watching;
use serde_json::{Value, json};

use crate::{HandClock, file};

/// A client that checks whatever it receives.
struct Client {
    emulator: Emulator,
    server: MockServer<OpenAi>,
    http: reqwest::Client,
}

impl Client {
    async fn new(emulator: Emulator, http: &reqwest::Client) -> Self {
        let server = emulator.listen().await.unwrap();
        Self { emulator, server, http: http.clone() }
    }

    async fn send(&self, method: &str, path: &str, body: Option<&Value>) -> (u16, String) {
        let url = format!("{}{path}", self.server.base_url());
        let request = self.http.request(method.parse().unwrap(), url);
        let request =
            request.header("authorization", "Bearer key").header("openai-beta", "assistants=v2");
        let body = body.map(Value::to_string).unwrap_or_default();
        let reply =
            request.header("content-type", "application/json").body(body).send().await.unwrap();
        (reply.status().as_u16(), reply.text().await.unwrap())
    }

    /// Sends a request that is accepted.
    async fn call(&self, method: &str, path: &str, body: Value) -> Value {
        let reply = self.exchange(method, path, body).await;
        assert!(reply.get("error").is_none(), "{method} {path}: {reply}");
        reply
    }

    async fn exchange(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, text) =
            self.send(method, path, Some(&body).filter(|body| !body.is_null())).await;
        let reply: Value = serde_json::from_str(&text).unwrap();
        for document in &*DOCUMENTS {
            let path = path.split('?').next().unwrap();
            let faults = document.faults_of_reply(method, path, status, &reply);
            assert!(faults.is_empty(), "{method} {path} {status}: {faults:#?}\n{reply:#}");
        }
        reply
    }

    /// Reads a stream of events, and returns the run as the last of them tells it.
    async fn stream(&self, path: &str, body: &Value) -> Value {
        let (status, text) = self.send("POST", path, Some(body)).await;
        assert_eq!(status, 200, "{text}");
        let mut run = Value::Null;
        for event in text.split("\n\n").filter(|event| !event.is_empty()) {
            let (name, data) =
                event.strip_prefix("event: ").unwrap().split_once("\ndata: ").unwrap();
            if name == "done" {
                assert_eq!(data, "[DONE]");
                continue;
            }
            let data: Value = serde_json::from_str(data).unwrap();
            check_event(name, &data);
            if data["object"] == "thread.run" {
                run = data;
            }
        }
        run
    }

    /// Creates a file and a vector store.
    async fn resources(&self) -> (String, String) {
        let file = file(&self.emulator.client(), "a.md", "A cat.").await;
        let store = self.call("POST", "/vector_stores", json!({ "file_ids": [file] })).await;
        (file.to_string(), id(&store))
    }

    /// Creates an assistant and a thread, each with all that they can have.
    async fn stage(&self) -> (String, String) {
        let (file, store) = self.resources().await;
        let assistant = self.call("POST", "/assistants", full_assistant(&file)).await;
        let thread = self.call("POST", "/threads", full_thread(&file, &store)).await;
        (id(&assistant), id(&thread))
    }

    /// Requests all that can be read about a thread and one of its runs.
    async fn read(&self, thread: &str, run: &str) {
        self.call("GET", &format!("/threads/{thread}"), Value::Null).await;
        for (list, items) in
            [("messages", "messages"), ("runs", "runs"), (&*format!("runs/{run}/steps"), "steps")]
        {
            let page =
                self.call("GET", &format!("/threads/{thread}/{list}?order=asc"), Value::Null).await;
            for item in page["data"].as_array().unwrap() {
                let item = id(item);
                let path = if items == "steps" {
                    format!("runs/{run}/steps/{item}")
                } else {
                    format!("{items}/{item}")
                };
                self.call("GET", &format!("/threads/{thread}/{path}"), Value::Null).await;
            }
        }
        for event in self.emulator.events(&RunId::from(run)) {
            check_event(event.name(), event.data());
        }
    }
}

/// Checks the data of an event.
fn check_event(name: &str, data: &Value) {
    for document in &*DOCUMENTS {
        let faults = document.faults_of_event(name, data);
        assert!(faults.is_empty(), "{name}: {faults:#?}\n{data:#}");
    }
}

fn id(object: &Value) -> String {
    object["id"].as_str().unwrap_or_else(|| panic!("no id: {object}")).to_owned()
}

fn full_assistant(file: &str) -> Value {
    let parameters = json!({ "type": "object", "properties": { "city": { "type": "string" } } });
    let ranking = json!({ "score_threshold": 0.5, "ranker": "auto" });
    json!({
        "model": "gpt-4o", "name": "Ada", "description": "Counts.", "instructions": "Be brief.",
        "reasoning_effort": "low", "temperature": 0.5, "top_p": 0.5, "metadata": { "a": "b" },
        "tools": [
            { "type": "code_interpreter" },
            { "type": "file_search", "file_search": { "max_num_results": 5, "ranking_options": ranking } },
            { "type": "function", "function": { "name": "look", "description": "Looks.", "parameters": parameters, "strict": false } },
        ],
        "tool_resources": { "code_interpreter": { "file_ids": [file] }, "file_search": { "vector_stores": [{}] } },
        "response_format": { "type": "json_schema", "json_schema": { "name": "a", "schema": {}, "strict": null } },
    })
}

fn full_thread(file: &str, store: &str) -> Value {
    let content = json!([
        { "type": "text", "text": "What is this?" },
        { "type": "image_url", "image_url": { "url": "https://example.com/a.png", "detail": "low" } },
        { "type": "image_file", "image_file": { "file_id": file } },
    ]);
    let tools = json!([{ "type": "file_search" }, { "type": "code_interpreter" }]);
    json!({
        "messages": [
            { "role": "user", "content": content, "metadata": { "a": "b" }, "attachments": [{ "file_id": file, "tools": tools }] },
            { "role": "assistant", "content": "A cat.", "attachments": null },
        ],
        "tool_resources": { "file_search": { "vector_store_ids": [store] } },
        "metadata": { "a": "b" },
    })
}

/// Each kind of answer, with each kind of end.
fn answers() -> Vec<Answer> {
    let content = FileSearchContent::new().kind("text").text("It rained.");
    let found =
        FileSearchResult::new().file_id("file-1").file_name("a.txt").score(0.5).content([content]);
    let error =
        json!({ "message": "Out of order.", "type": "server_error", "param": null, "code": null });
    let mut all = vec![
        Answer::text("Done."),
        Answer::text(""),
        Answer::refusal("I would rather not."),
        Answer::call("look", json!({ "city": "Delft" })),
        Answer::call("look", json!({})).and_call("look", json!({})),
        Answer::call_raw("look", "{"),
        Answer::code_interpreter("print(4)", "4"),
        Answer::file_search([found]),
        Answer::file_search([]),
        Answer::failure(RunErrorCode::InvalidPrompt, "No."),
        Answer::incomplete(RunIncompleteReason::MaxPromptTokens, "It all"),
        Answer::incomplete(RunIncompleteReason::MaxCompletionTokens, ""),
    ];
    let codes =
        [RunErrorCode::ServerError, RunErrorCode::RateLimitExceeded, RunErrorCode::InvalidPrompt];
    for (answer, code) in all.clone().into_iter().zip(codes.into_iter().cycle()) {
        all.push(answer.clone().then_failure(code, "Out of order."));
        all.push(answer.then_error(&error));
    }
    all
}

#[tokio::test]
async fn runs_and_their_events_fit_the_document() {
    let http = reqwest::Client::new();
    for stream in [false, true] {
        for answer in answers() {
            let client = Client::new(Emulator::new().script([answer]), &http).await;
            let (assistant, thread) = client.stage().await;
            let path = format!("/threads/{thread}/runs");
            let mut body = json!({ "assistant_id": assistant, "stream": stream });
            let mut run = match stream {
                true => client.stream(&path, &body).await,
                false => client.call("POST", &path, body.clone()).await,
            };
            let path = format!("{path}/{}", id(&run));
            while ["queued", "in_progress", "requires_action"]
                .contains(&run["status"].as_str().unwrap())
            {
                run = client.call("GET", &path, Value::Null).await;
                client.read(&thread, run["id"].as_str().unwrap()).await;
                run = client.call("GET", &path, Value::Null).await;
                if run["status"] == "requires_action" {
                    let calls = run["required_action"]["submit_tool_outputs"]["tool_calls"]
                        .as_array()
                        .unwrap();
                    let outputs = calls
                        .iter()
                        .map(|call| json!({ "tool_call_id": call["id"], "output": "a cat" }));
                    body = json!({ "tool_outputs": outputs.collect::<Vec<_>>(), "stream": stream });
                    let path = format!("{path}/submit_tool_outputs");
                    run = match stream {
                        true => client.stream(&path, &body).await,
                        false => client.call("POST", &path, body.clone()).await,
                    };
                }
            }
            client.read(&thread, run["id"].as_str().unwrap()).await;
        }
    }
}

#[tokio::test]
async fn runs_that_are_cut_short_fit_the_document() {
    let http = reqwest::Client::new();
    let answers = || {
        let slow = Duration::from_secs(400);
        [
            Answer::text("One two").paced(slow),
            Answer::call("look", json!({})),
            Answer::silence(),
            Answer::refusal("No, never.").paced(slow),
        ]
    };
    for expire in [false, true] {
        for answer in answers() {
            let clock = HandClock::new();
            let client =
                Client::new(Emulator::new().clock(clock.clone()).script([answer]), &http).await;
            let (assistant, thread) = client.stage().await;
            let run = id(&client
                .call(
                    "POST",
                    &format!("/threads/{thread}/runs"),
                    json!({ "assistant_id": assistant }),
                )
                .await);
            client.read(&thread, &run).await;
            match expire {
                true => clock.advance(Duration::from_secs(600)),
                false => drop(
                    client
                        .call("POST", &format!("/threads/{thread}/runs/{run}/cancel"), Value::Null)
                        .await,
                ),
            }
            client.read(&thread, &run).await;
        }
    }
}

#[tokio::test]
async fn changes_and_deletions_fit_the_document() {
    let client = Client::new(Emulator::new(), &reqwest::Client::new()).await;
    let (assistant, thread) = client.stage().await;
    client.call("POST", "/threads", json!({})).await;
    client.call("GET", "/assistants?limit=1", Value::Null).await;
    let cleared = json!({
        "name": null, "description": null, "instructions": null, "reasoning_effort": null, "tool_resources": null,
        "metadata": null, "temperature": null, "top_p": null, "response_format": null, "tools": [],
    });
    client.call("POST", &format!("/assistants/{assistant}"), cleared).await;
    client.call("GET", &format!("/assistants/{assistant}"), Value::Null).await;
    client
        .call(
            "POST",
            &format!("/threads/{thread}"),
            json!({ "tool_resources": null, "metadata": null }),
        )
        .await;
    let message = client
        .call(
            "POST",
            &format!("/threads/{thread}/messages"),
            json!({ "role": "user", "content": "Hello" }),
        )
        .await;
    let message = format!("/threads/{thread}/messages/{}", id(&message));
    client.call("POST", &message, json!({ "metadata": null })).await;
    for (method, path) in [
        ("DELETE", message),
        ("DELETE", format!("/threads/{thread}")),
        ("DELETE", format!("/assistants/{assistant}")),
        ("GET", "/models".to_owned()),
        ("GET", "/models/gpt-4o".to_owned()),
        ("DELETE", "/models/gpt-4o".to_owned()),
    ] {
        client.call(method, &path, Value::Null).await;
    }
    for (method, path, body) in [
        ("GET", format!("/assistants/{assistant}"), Value::Null),
        ("GET", "/assistants?limit=0".to_owned(), Value::Null),
        ("GET", "/models/gpt-4o".to_owned(), Value::Null),
        ("POST", "/assistants".to_owned(), json!({})),
        ("POST", "/assistants".to_owned(), json!({ "model": "gpt-none" })),
    ] {
        assert_ne!(client.exchange(method, &path, body).await["error"], Value::Null);
    }
}

#[tokio::test]
async fn threads_with_runs_fit_the_document() {
    let client = Client::new(Emulator::new(), &reqwest::Client::new()).await;
    let (file, store) = client.resources().await;
    let assistant = id(&client.call("POST", "/assistants", full_assistant(&file)).await);
    let bare = id(&client.call("POST", "/assistants", json!({ "model": "gpt-4o" })).await);
    for body in [
        json!({ "assistant_id": bare }),
        json!({ "assistant_id": assistant, "truncation_strategy": { "type": "last_messages", "last_messages": 1 } }),
        json!({ "assistant_id": bare, "tools": [{ "type": "file_search" }], "tool_choice": { "type": "file_search" },
            "response_format": { "type": "json_object" }, "max_prompt_tokens": 256, "max_completion_tokens": 256,
            "tool_resources": { "code_interpreter": { "file_ids": [file] } }, "thread": full_thread(&file, &store) }),
        json!({ "assistant_id": bare, "tools": [{ "type": "function", "function": { "name": "look" } }],
            "tool_choice": { "type": "function", "function": { "name": "look" } }, "parallel_tool_calls": false }),
    ] {
        let run = client.call("POST", "/threads/runs", body.clone()).await;
        let (thread, run) = (run["thread_id"].as_str().unwrap().to_owned(), id(&run));
        client
            .call(
                "POST",
                &format!("/threads/{thread}/runs/{run}"),
                json!({ "metadata": { "a": "b" } }),
            )
            .await;
        client.read(&thread, &run).await;
        let mut streamed = body;
        streamed["stream"] = json!(true);
        client.stream("/threads/runs", &streamed).await;
    }
}

#[test]
fn our_copy_has_the_structure_of_the_published_document() {
    let Some(published) = Document::published() else { return };
    let copy = Document::copy();
    assert!(published.has_routes_of(&copy));
    assert_eq!(published.structure(&copy), copy.structure(&copy));
}

/// Every client of these tests has this transport.
#[tokio::test]
#[should_panic(expected = "is a required property")]
async fn a_client_notices_a_reply_that_breaks_the_document() {
    let mock = Mock::<OpenAi>::new().on(|_: ThreadsRetrieveRequest| async {
        Err(ErrorReply::new(StatusCode::NOT_FOUND).json(&json!({ "error": { "message": "No." } })))
    });
    let openai = mock.client_builder().transport(Watching(mock.transport())).build().unwrap();
    let _ = openai.threads().retrieve(&"thread_1".into()).await;
}

#[test]
fn a_reply_that_breaks_the_document_is_noticed() {
    let document = Document::copy();
    let step = json!({
        "id": "step_1", "object": "thread.run.step", "created_at": 1, "assistant_id": "asst_1", "thread_id": "thread_1",
        "run_id": "run_1", "type": "message_creation", "status": "failed", "last_error": null, "expired_at": null,
        "cancelled_at": null, "failed_at": 1, "completed_at": null, "metadata": {}, "usage": null,
        "step_details": { "type": "message_creation", "message_creation": { "message_id": "msg_1" } },
    });
    let faults = |step: &Value| document.faults_of_event("thread.run.step.failed", step);
    assert_eq!(faults(&step), [""; 0]);
    for name in step.as_object().unwrap().keys() {
        let mut less = step.clone();
        less.as_object_mut().unwrap().remove(name);
        assert_eq!(faults(&less), [format!("RunStepObject: \"{name}\" is a required property")]);
    }
    for (pointer, wrong) in [
        ("/status", json!("")),
        ("/created_at", json!("now")),
        ("/metadata", json!({ "a": 1 })),
        ("/usage", json!({})),
        ("/last_error", json!({ "code": "invalid_prompt", "message": "No." })),
        ("/step_details/type", json!("magic")),
        ("/step_details/message_creation", json!({})),
    ] {
        let mut broken = step.clone();
        *broken.pointer_mut(pointer).unwrap() = wrong;
        assert!(!faults(&broken).is_empty(), "{pointer}");
    }
}
