//! The values that the service accepts in bodies and queries, sent as any client could.

use schematic_openai::emulator::Emulator;
use schematic_openai::{
    Attachment, AttachmentTool, CreateFileSearchResources, CreateMessage, CreateRun, CreateThread,
    CreateThreadAndRun, CreateToolResources, InputPart, NewVectorStore, ToolChoice, ToolResources,
};
use serde_json::{Value, json};

use crate::refusals::{BETA, JSON, KEY, send_to};
use crate::{Desk, file, refusal};

/// A service with an assistant and a thread, and the address of each resource.
pub(crate) struct Counter {
    pub(crate) desk: Desk,
    server: schematic_api::mock::MockServer<schematic_openai::OpenAi>,
}

impl Counter {
    pub(crate) async fn new() -> Self {
        let desk = Desk::new(Emulator::new()).await;
        let server = desk.emulator.listen().await.unwrap();
        Self { desk, server }
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &str) -> (u16, Value) {
        let (assistant, thread) = (self.desk.assistant.id.as_str(), self.desk.thread.id.as_str());
        let path = path.replace("{assistant}", assistant).replace("{thread}", thread);
        let body = body.replace("{assistant}", assistant);
        send_to(self.server.address(), method, &path, &[KEY, BETA, JSON], &body).await
    }

    /// Sends a body, and returns the parameter, the code and the message of the refusal.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> (String, String, String) {
        let (status, reply) = self.send("POST", path, &body.to_string()).await;
        assert_eq!(status, 400, "{path} {body}: {reply}");
        assert_eq!(reply["error"]["type"], "invalid_request_error");
        let text = |name: &str| reply["error"][name].as_str().unwrap_or_default().to_owned();
        (text("param"), text("code"), text("message"))
    }
}

/// The endpoints with a body, each with a body that is accepted.
pub(crate) fn bodies() -> Vec<(&'static str, Value)> {
    let message = json!({ "role": "user", "content": "Hello" });
    vec![
        ("/assistants", json!({ "model": "gpt-4o" })),
        ("/assistants/{assistant}", json!({})),
        ("/threads", json!({})),
        ("/threads/{thread}", json!({})),
        ("/threads/{thread}/messages", message),
        ("/threads/runs", json!({ "assistant_id": "{assistant}" })),
        ("/threads/{thread}/runs", json!({ "assistant_id": "{assistant}" })),
    ]
}

pub(crate) fn with(body: &Value, name: &str, value: Value) -> Value {
    let mut body = body.clone();
    body[name] = value;
    body
}

#[tokio::test]
async fn an_unknown_parameter_is_refused_wherever_it_is() {
    let counter = Counter::new().await;
    for (path, body) in bodies() {
        let (param, code, message) = counter.post(path, &with(&body, "colour", json!(1))).await;
        assert_eq!((param.as_str(), code.as_str()), ("colour", "unknown_parameter"), "{path}");
        assert_eq!(message, "Unknown parameter: 'colour'.");
    }
    for line in NESTED.lines().filter(|line| !line.is_empty()) {
        let [path, body, param] = columns(line);
        let (got, code, _) = counter.post(path, &serde_json::from_str(body).unwrap()).await;
        assert_eq!((got.as_str(), code.as_str()), (param, "unknown_parameter"), "{body}");
    }
}

/// Bodies with an unknown parameter within: the path, the body, and the parameter.
const NESTED: &str = r#"
/assistants | {"model":"gpt-4o","file_ids":[]} | file_ids
/assistants | {"model":"gpt-4o","tools":[{"type":"function","function":{"name":"look","colour":1}}]} | tools[0].function.colour
/assistants | {"model":"gpt-4o","tools":[{"type":"code_interpreter","files":[]}]} | tools[0].files
/assistants | {"model":"gpt-4o","tools":[{"type":"file_search","file_search":{"ranking_options":{"score_threshold":0,"x":1}}}]} | tools[0].file_search.ranking_options.x
/assistants | {"model":"gpt-4o","response_format":{"type":"text","x":1}} | response_format.x
/assistants/{assistant} | {"response_format":{"type":"json_schema","json_schema":{"name":"a","x":1}}} | response_format.json_schema.x
/threads | {"messages":[{"role":"user","content":"x"},{"role":"user","content":"x","file_ids":[]}]} | messages[1].file_ids
/threads | {"messages":[{"role":"user","content":[{"type":"text","text":"x","annotations":[]}]}]} | messages[0].content[0].annotations
/threads | {"messages":[{"role":"user","content":"x","attachments":[{"tools":[{"type":"file_search","file_search":{}}]}]}]} | messages[0].attachments[0].tools[0].file_search
/threads | {"tool_resources":{"file_search":{"vector_stores":[{"name":"x"}]}}} | tool_resources.file_search.vector_stores[0].name
/threads/{thread} | {"tool_resources":{"file_search":{"vector_stores":[]}}} | tool_resources.file_search.vector_stores
/threads/runs | {"assistant_id":"{assistant}","thread":{"x":1}} | thread.x
/threads/runs | {"assistant_id":"{assistant}","additional_instructions":"x"} | additional_instructions
/threads/{thread}/runs | {"assistant_id":"{assistant}","truncation_strategy":{"type":"auto","x":1}} | truncation_strategy.x
/threads/{thread}/runs | {"assistant_id":"{assistant}","tool_choice":{"type":"function","name":"look"}} | tool_choice.name
/threads/{thread}/runs/run_none/submit_tool_outputs | {"tool_outputs":[{"tool_call_id":"a","output":"b","x":1}]} | tool_outputs[0].x
/threads/{thread}/runs/run_none | {"instructions":"x"} | instructions
/threads/{thread}/messages/msg_none | {"content":"x"} | content
"#;

/// Returns the columns of a line of a table.
pub(crate) fn columns<const LEN: usize>(line: &str) -> [&str; LEN] {
    let columns: Vec<_> = line.split(" | ").map(str::trim).collect();
    columns.try_into().unwrap_or_else(|_| panic!("{LEN} columns: {line}"))
}

#[tokio::test]
async fn new_vector_stores_and_messages_have_limits() {
    let counter = Counter::new().await;
    let chunks = |max: u32, overlap: u32| {
        let sizes = json!({ "max_chunk_size_tokens": max, "chunk_overlap_tokens": overlap });
        json!({ "file_search": { "vector_stores": [{ "chunking_strategy": { "type": "static", "static": sizes } }] } })
    };
    let sizes = "tool_resources.file_search.vector_stores[0].chunking_strategy.static";
    let both = json!({ "file_search": { "vector_stores": [{}], "vector_store_ids": ["vs_1"] } });
    for (resources, param) in [
        (
            json!({ "file_search": { "vector_stores": [{}, {}] } }),
            "tool_resources.file_search.vector_stores".to_owned(),
        ),
        (both, "tool_resources.file_search".to_owned()),
        (chunks(99, 0), format!("{sizes}.max_chunk_size_tokens")),
        (chunks(800, 401), format!("{sizes}.chunk_overlap_tokens")),
    ] {
        for (path, body) in [("/threads", json!({})), ("/assistants", json!({ "model": "gpt-4o" }))]
        {
            assert_eq!(
                counter.post(path, &with(&body, "tool_resources", resources.clone())).await.0,
                param
            );
        }
    }
    let image = |image: Value| json!([{ "type": "image_url", "image_url": image }]);
    for (content, param) in [
        (
            image(json!({ "url": "https://example.com/a.png", "detail": "huge" })),
            "content[0].image_url.detail",
        ),
        (image(json!({ "url": "cat" })), "content[0].image_url.url"),
        (json!([{ "type": "image_file", "image_file": {} }]), "content[0].image_file.file_id"),
        (json!([{ "type": "text" }]), "content[0].text"),
        (json!([{ "text": "x" }]), "content[0].type"),
        (Value::Null, "content"),
        (json!(""), "content"),
        (json!([]), "content"),
    ] {
        let body = json!({ "role": "user", "content": content });
        assert_eq!(counter.post("/threads/{thread}/messages", &body).await.0, param);
        let nested = json!({ "assistant_id": "{assistant}", "additional_messages": [body] });
        assert_eq!(
            counter.post("/threads/{thread}/runs", &nested).await.0,
            format!("additional_messages[0].{param}")
        );
    }
}

#[tokio::test]
async fn types_and_missing_parameters_are_told_in_the_words_of_the_service() {
    let counter = Counter::new().await;
    for (body, expected) in [
        (
            json!({ "model": 5 }),
            "Invalid type for 'model': expected a string, but got an integer instead.",
        ),
        (
            json!({ "model": null }),
            "Invalid type for 'model': expected a string, but got null instead.",
        ),
        (
            json!({ "model": "gpt-4o", "name": 1.5 }),
            "Invalid type for 'name': expected a string, but got a decimal number instead.",
        ),
        (
            json!({ "model": "gpt-4o", "top_p": true }),
            "Invalid type for 'top_p': expected a decimal, but got a boolean instead.",
        ),
        (
            json!({ "model": "gpt-4o", "tools": "all" }),
            "Invalid type for 'tools': expected an array of objects, but got a string instead.",
        ),
        (
            json!({ "model": "gpt-4o", "tools": [[]] }),
            "Invalid type for 'tools[0]': expected an object, but got an array instead.",
        ),
        (
            json!({ "model": "gpt-4o", "tools": [{}] }),
            "Missing required parameter: 'tools[0].type'.",
        ),
        (
            json!({ "model": "gpt-4o", "tools": [{ "type": "function" }] }),
            "Missing required parameter: 'tools[0].function'.",
        ),
        (
            json!({ "model": "gpt-4o", "reasoning_effort": "huge" }),
            "Invalid value: 'huge'. Supported values are: 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', and 'max'.",
        ),
        (json!({}), "Missing required parameter: 'model'."),
    ] {
        assert_eq!(counter.post("/assistants", &body).await.2, expected);
    }
}

#[tokio::test]
async fn a_query_is_refused_in_the_words_of_the_service() {
    let counter = Counter::new().await;
    let integer = "Invalid type for 'limit': expected an integer, but got a string instead.";
    for (query, param, expected) in [
        (
            "limit=-1",
            "limit",
            "Invalid 'limit': integer below minimum value. Expected a value >= 1, but got -1 instead.",
        ),
        (
            "limit=4294967296",
            "limit",
            "Invalid 'limit': integer above maximum value. Expected a value <= 100, but got 4294967296 instead.",
        ),
        ("limit=ten", "limit", integer),
        ("limit=", "limit", integer),
        (
            "limit=1.5",
            "limit",
            "Invalid type for 'limit': expected an integer, but got a decimal number instead.",
        ),
        ("order=%61sk", "order", "Invalid value: 'ask'. Supported values are: 'asc' and 'desc'."),
    ] {
        for path in [
            "/assistants",
            "/threads/{thread}/messages",
            "/threads/{thread}/runs",
            "/threads/{thread}/runs/run_none/steps",
        ] {
            let (status, reply) = counter.send("GET", &format!("{path}?{query}"), "").await;
            let error = &reply["error"];
            assert_eq!(
                (status, error["message"].as_str(), error["param"].as_str()),
                (400, Some(expected), Some(param))
            );
        }
    }
    for include in ["include%5B%5D", "include[0]"] {
        let path = format!("/threads/{{thread}}/runs/run_none/steps?{include}=everything");
        let (status, reply) = counter.send("GET", &path, "").await;
        assert_eq!((status, &reply["error"]["param"]), (400, &json!("include[]")));
    }
    let path = "/threads/{thread}/runs?include%5B%5D=everything";
    let (_, reply) = counter.send("POST", path, r#"{"assistant_id":"{assistant}"}"#).await;
    assert_eq!(reply["error"]["param"], "include[]");
}

#[tokio::test]
async fn nothing_remains_of_a_refused_run() {
    let desk = Desk::new(Emulator::new()).await;
    let empty = CreateMessage::user(Vec::<InputPart>::new());
    let note = file(&desk.openai, "a.md", "A cat.").await;
    let attached = Attachment::new().file_id(note).tools([AttachmentTool::file_search()]);
    let unknown = Attachment::new().file_id("file-none");
    let messages = [
        CreateMessage::user("First.").attachments([attached]),
        empty,
        CreateMessage::user("Second.").attachments([unknown]),
    ];
    let body = || CreateRun::new(&desk.assistant.id).additional_messages(messages[..2].to_vec());
    let before = desk.openai.threads().retrieve(&desk.thread.id).await.unwrap();
    assert_eq!(refusal(desk.run_with(body()).await).1, "Message content must be non-empty.");
    let body = || CreateRun::new(&desk.assistant.id).additional_messages(messages[..1].to_vec());
    let model = refusal(desk.run_with(body().model("gpt-none")).await);
    assert_eq!(model.3.as_deref(), Some("model_not_found"));
    let choice = refusal(desk.run_with(body().tool_choice(ToolChoice::code_interpreter())).await);
    assert_eq!(choice.2.as_deref(), Some("tool_choice"));
    let third = [messages[0].clone(), messages[2].clone()];
    let body = CreateRun::new(&desk.assistant.id).additional_messages(third.clone());
    assert_eq!(refusal(desk.run_with(body).await).1, "No file found with id 'file-none'.");
    let search = CreateFileSearchResources::create(NewVectorStore::new());
    let resources = CreateToolResources::new().file_search(search);
    let thread = CreateThread::new().tool_resources(resources);
    let both = |thread| CreateThreadAndRun::new(&desk.assistant.id).thread(thread);
    for body in [
        both(thread.clone().messages(messages[..2].to_vec())),
        both(thread.clone().messages(third)),
        both(thread.clone()).tool_choice(ToolChoice::code_interpreter()),
        both(thread).tool_resources(ToolResources::vector_store("vs_none")),
    ] {
        refusal(desk.openai.threads().create_and_run(&body).await);
    }
    assert!(desk.openai.vector_stores().list().await.unwrap().data.is_empty());
    assert_eq!(desk.openai.messages().list(&desk.thread.id).await.unwrap().data.len(), 1);
    assert_eq!(desk.openai.runs().list(&desk.thread.id).await.unwrap().data.len(), 0);
    assert_eq!(desk.openai.threads().retrieve(&desk.thread.id).await.unwrap(), before);
}
