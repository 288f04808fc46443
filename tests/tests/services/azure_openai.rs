//! Azure OpenAI: a host for each customer, a parameter in the query of every call, a key in a header or a token in its place,
//! deployments in the path, and lists and results at URLs that have the parameter already.
//!
//! - <https://learn.microsoft.com/azure/ai-services/openai/reference>
//! - <https://learn.microsoft.com/azure/ai-services/openai/assistants-reference>
//! - <https://learn.microsoft.com/azure/ai-services/openai/how-to/content-filters>

use futures_util::TryStreamExt;
use schematic_api::mock::{ErrorReply, Events, JsonOrEvents, Mock};
use schematic_api::{ApiError, ErrorKind, Event, Object, Page, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;

/// A message.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Message {
    /// Who says it.
    pub role: String,
    /// What is said.
    pub content: String,
}

/// What is asked. The deployment says which model answers.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct ChatRequest {
    /// The messages so far.
    pub messages: Vec<Message>,
    /// How surprising the answer may be.
    pub temperature: Option<f64>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Choice {
    /// The answer.
    pub message: Message,
    /// What was found in it, which only this service says.
    pub content_filter_results: Option<Value>,
}

/// The answers.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "chat.completion"))]
pub struct ChatCompletion {
    /// Its id.
    pub id: String,
    /// The answers.
    pub choices: Vec<Choice>,
}

/// The next part of an answer. The first has no choices, but what was found in the prompt.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct ChatChunk {
    /// The parts.
    pub choices: Vec<ChunkChoice>,
    /// What was found in the prompt.
    pub prompt_filter_results: Option<Value>,
}

/// The next part of one answer.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct ChunkChoice {
    /// What comes next.
    pub delta: Delta,
}

/// What comes next.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Delta {
    /// Some text.
    pub content: Option<String>,
}

/// The events of an answer, which have no names.
#[derive(Clone, Debug, PartialEq, Event)]
pub enum ChatEvent {
    /// A part.
    #[wire(rename = "")]
    Chunk(ChatChunk),
    /// Anything else.
    Unknown {
        /// Its name.
        event: String,
        /// What it says.
        data: String,
    },
}

/// A text to be spoken.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct SpeechRequest {
    /// The text.
    pub input: String,
    /// Who speaks it.
    pub voice: String,
}

/// An assistant.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Assistant {
    /// Its id.
    pub id: AssistantId,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct AssistantPage {
    /// The items.
    pub data: Vec<Assistant>,
    /// Whether there are more.
    pub has_more: bool,
}

impl Page for AssistantPage {
    type Item = Assistant;

    fn into_items(self) -> Vec<Assistant> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.data.last().filter(|_| self.has_more).map(|last| last.id.to_string())
    }
}

/// An image to be made.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct ImageRequest {
    /// What it shows.
    pub prompt: String,
}

/// Something that takes longer than a request.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct ImageOperation {
    /// Its id.
    pub id: String,
    /// How far it is.
    pub status: String,
}

impl ImageOperation {
    fn is_settled(&self) -> bool {
        !matches!(self.status.as_str(), "notRunning" | "running")
    }
}

/// The body of every error.
#[derive(Debug, Deserialize)]
pub struct ErrorResponse {
    error: AzureError,
}

/// What is in it.
#[derive(Debug, Deserialize)]
pub struct AzureError {
    code: String,
    message: String,
    innererror: Option<InnerError>,
}

/// Why the filter of contents refused.
#[derive(Debug, Deserialize)]
pub struct InnerError {
    code: String,
    content_filter_result: Value,
}

impl ApiError for ErrorResponse {
    fn message(&self) -> Option<&str> {
        Some(&self.error.message)
    }

    fn code(&self) -> Option<&str> {
        Some(&self.error.code)
    }
}

api! {
    /// Models that are deployed for one customer.
    pub client AzureOpenAi {
        base_url env "AZURE_OPENAI_ENDPOINT";
        auth     header "api-key" env "AZURE_OPENAI_API_KEY";
        auth     entra: bearer env "AZURE_OPENAI_AD_TOKEN";
        query    "api-version": "2024-10-21";
        error    ErrorResponse;
    }

    pub id AssistantId;

    group deployments at /openai/deployments/<deployment> {
        chat:   POST /chat/completions (json ChatRequest) -> ChatCompletion | sse ChatEvent when stream until "[DONE]";
        speech: POST /audio/speech (json SpeechRequest) -> bytes;
    }

    group assistants at /openai/assistants {
        query "api-version": "2024-05-01-preview";

        list:   GET    /?<limit: u32?>&<after: AssistantId?> -> AssistantPage paged by after;
        delete: DELETE /<assistant: AssistantId> -> empty auth entra;
    }

    group images at /openai {
        query "api-version": "2023-06-01-preview";

        submit: POST /images/generations:submit (json ImageRequest) -> ImageOperation;
        status: GET  <operation_location: Url> -> ImageOperation polled until ImageOperation::is_settled;
    }
}

fn hello() -> ChatRequest {
    ChatRequest::new([Message::new("user", "Hello")])
}

fn chat() -> Mock<AzureOpenAi> {
    Mock::new().on(|request: DeploymentsChatRequest| async move {
        assert_eq!(request.deployment, "gpt 4o/eu");
        assert_eq!(request.body, hello());
        Ok(match request.wants_events {
            false => {
                let choice = Choice::new(Message::new("assistant", "Hi"))
                    .content_filter_results(json!({ "hate": { "filtered": false } }));
                ChatCompletion::new("chatcmpl-1", [choice]).into()
            }
            true => {
                let chunk =
                    |text: &str| ChatChunk::new([ChunkChoice::new(Delta::new().content(text))]);
                let prompt = ChatChunk::new([]).prompt_filter_results(json!([]));
                JsonOrEvents::Events(Events::new(
                    [prompt, chunk("H"), chunk("i")].map(ChatEvent::Chunk),
                ))
            }
        })
    })
}

#[tokio::test]
async fn every_call_has_the_version_and_the_key() {
    let mock = chat();
    let server = mock.listen().await.unwrap();
    let client = server.client_builder().credential("k3y").build().unwrap();
    let gpt = client.deployments();
    let reply = gpt.chat("gpt 4o/eu", &hello()).await.unwrap();
    assert_eq!(reply.choices[0].message.content, "Hi");
    assert!(reply.choices[0].content_filter_results.is_some());

    let mut events = gpt.chat("gpt 4o/eu", &hello()).stream().await.unwrap();
    let mut text = String::new();
    while let Some(event) = events.try_next().await.unwrap() {
        let ChatEvent::Chunk(chunk) = event else { panic!("{event:?}") };
        text.extend(chunk.choices.into_iter().filter_map(|choice| choice.delta.content));
    }
    assert_eq!(text, "Hi");

    let sent = mock.requests();
    for sent in &sent {
        assert_eq!(sent.path(), "/openai/deployments/gpt%204o%2Feu/chat/completions");
        assert_eq!(sent.query(), "api-version=2024-10-21");
        assert_eq!(sent.header("api-key"), Some("k3y"));
        assert_eq!(sent.header("authorization"), None);
    }
    assert_eq!(&sent[0].body()[..], br#"{"messages":[{"role":"user","content":"Hello"}]}"#);
    assert_eq!(sent[1].json::<Value>().unwrap()["stream"], true);
}

#[tokio::test]
async fn the_environment_names_the_host_and_the_key() {
    let server =
        FaultServer::start([[Step::Read, Step::reply(200, "content-type: audio/mpeg\r\n", "mp3")]])
            .await;
    let url = format!("{}/", server.url());
    let client = AzureOpenAi::builder().read_vars(|name| match name {
        "AZURE_OPENAI_ENDPOINT" => Some(url.clone()),
        "AZURE_OPENAI_API_KEY" => Some("k3y".to_owned()),
        _ => None,
    });
    let client = client.query("api-version", "2025-03-01-preview").build().unwrap();
    let speech =
        client.deployments().speech("tts", &SpeechRequest::new("Hello", "alloy")).await.unwrap();
    assert_eq!(speech, "mp3");
    let request = &server.requests()[0];
    assert_eq!(
        request.target,
        "/openai/deployments/tts/audio/speech?api-version=2025-03-01-preview"
    );
    assert_eq!(request.header("api-key"), Some("k3y"));
}

#[tokio::test]
async fn without_a_host_there_is_no_client() {
    let error = AzureOpenAi::builder().credential("k3y").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("AZURE_OPENAI_ENDPOINT"), "{error}");
}

#[tokio::test]
async fn a_group_has_its_own_version_on_every_page() {
    let mock = Mock::<AzureOpenAi>::new()
        .on(|request: AssistantsListRequest| async move {
            let page = |id: &str, has_more| AssistantPage::new([Assistant::new(id)], has_more);
            Ok(match request.after {
                None => page("asst_1", true),
                Some(after) => {
                    assert_eq!(after, "asst_1");
                    page("asst_2", false)
                }
            })
        })
        .on(|_: AssistantsDeleteRequest| async { Ok(()) });
    let client =
        mock.client_builder().credential("k3y").credential_for("entra", "t0ken").build().unwrap();
    let assistants = client.assistants();
    let ids: Vec<_> = assistants.list().limit(1).items().try_collect().await.unwrap();
    assert_eq!(ids.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["asst_1", "asst_2"]);
    assistants.delete(&"asst_1".into()).await.unwrap();
    let sent = mock.requests();
    let targets: Vec<_> =
        sent.iter().map(|sent| format!("{}?{}", sent.path(), sent.query())).collect();
    assert_eq!(
        targets,
        [
            "/openai/assistants?api-version=2024-05-01-preview&limit=1",
            "/openai/assistants?api-version=2024-05-01-preview&limit=1&after=asst_1",
            "/openai/assistants/asst_1?api-version=2024-05-01-preview",
        ]
    );
    let credentials: Vec<_> =
        sent.iter().map(|sent| (sent.header("api-key"), sent.header("authorization"))).collect();
    assert_eq!(credentials[0], (Some("k3y"), None));
    assert_eq!(credentials[2], (None, Some("Bearer t0ken")));
}

#[tokio::test]
async fn the_url_of_a_result_has_the_version_once() {
    let server = FaultServer::start([[
        Step::Read,
        Step::reply(
            202,
            "content-type: application/json\r\noperation-location: /openai/operations/images/1?api-version=2023-06-01-preview\r\n",
            r#"{"id":"1","status":"notRunning"}"#,
        ),
        Step::Read,
        Step::json(200, r#"{"id":"1","status":"running"}"#),
        Step::Read,
        Step::json(200, r#"{"id":"1","status":"succeeded"}"#),
    ]])
    .await;
    let client = AzureOpenAi::builder().base_url(server.url()).credential("k3y").build().unwrap();
    let images = client.images();
    let submitted = images.submit(&ImageRequest::new("a cat")).response().await.unwrap();
    assert_eq!(submitted.status(), StatusCode::ACCEPTED);
    let location = submitted.headers()["operation-location"].to_str().unwrap();
    let done = images.status(location).poll().every(Duration::from_millis(1)).await.unwrap();
    assert_eq!(done.status, "succeeded");
    let requests = server.requests();
    let targets: Vec<_> = requests.iter().map(|request| request.target.as_str()).collect();
    assert_eq!(
        targets,
        [
            "/openai/images/generations:submit?api-version=2023-06-01-preview",
            "/openai/operations/images/1?api-version=2023-06-01-preview",
            "/openai/operations/images/1?api-version=2023-06-01-preview",
        ]
    );
    assert_eq!(requests[2].header("api-key"), Some("k3y"));
}

#[tokio::test]
async fn an_error_of_the_filter_says_what_it_found() {
    let mock = chat();
    mock.fail_next(
        1,
        ErrorReply::new(StatusCode::BAD_REQUEST).json(&json!({ "error": {
            "code": "content_filter",
            "message": "The response was filtered",
            "status": 400,
            "innererror": {
                "code": "ResponsibleAIPolicyViolation",
                "content_filter_result": { "violence": { "filtered": true, "severity": "medium" } },
            },
        } })),
    );
    let error = mock.client().deployments().chat("gpt", &hello()).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("content_filter")));
    let inner = error.api::<ErrorResponse>().unwrap().error.innererror.as_ref().unwrap();
    assert_eq!(inner.code, "ResponsibleAIPolicyViolation");
    assert_eq!(inner.content_filter_result["violence"]["filtered"], true);
}

#[tokio::test(start_paused = true)]
async fn a_full_deployment_is_asked_again_when_it_says_so() {
    let mock = chat();
    let full = ErrorReply::new(StatusCode::TOO_MANY_REQUESTS).header("retry-after-ms", "1500");
    mock.fail_next(1, full.json(&json!({ "error": { "code": "429", "message": "slow down" } })));
    let begun = tokio::time::Instant::now();
    let response =
        mock.client().deployments().chat("gpt 4o/eu", &hello()).response().await.unwrap();
    assert_eq!(response.retries(), 1);
    assert!(begun.elapsed() >= Duration::from_millis(1500));
}
