//! Google style: names of resources with slashes in them and a verb behind (`/v1beta/<name..>:cancel`), camel case, masks of
//! fields, 64-bit integers as text, cursors that are empty at the end, and a list whose items are counted from 1.
//!
//! - <https://ai.google.dev/api/all-methods>
//! - <https://google.aip.dev/136> (verbs), <https://google.aip.dev/151> (operations), <https://google.aip.dev/158> (pages),
//!   <https://google.aip.dev/193> (errors)
//! - <https://developers.google.com/custom-search/v1/reference/rest/v1/cse/list>

use futures_util::TryStreamExt;
use schematic_api::mock::{ErrorReply, Events, Mock};
use schematic_api::{ApiError, Credential, Event, List, Object, Page, StatusCode, StringEnum, api};
use schematic_tests::fault::{FaultServer, Step};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// A 64-bit integer, which is text in JSON.
mod int64 {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(number: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(number)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

/// A model.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct Model {
    /// `models/…`
    pub name: String,
    /// For people.
    pub display_name: Option<String>,
    /// The number of tokens that it reads.
    pub input_token_limit: u32,
}

/// A page of models.
#[derive(Clone, Debug, Object)]
#[wire(rename_all = "camelCase")]
pub struct ListModelsResponse {
    /// Left out if there are none.
    #[wire(default)]
    pub models: Vec<Model>,
    /// Empty on the last page.
    #[wire(default)]
    pub next_page_token: String,
}

impl Page for ListModelsResponse {
    type Item = Model;

    fn into_items(self) -> Vec<Model> {
        self.models
    }

    fn next_cursor(&self) -> Option<String> {
        (!self.next_page_token.is_empty()).then(|| self.next_page_token.clone())
    }
}

/// Part of a message.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Part {
    /// The text.
    pub text: String,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Content {
    /// Its parts.
    pub parts: Vec<Part>,
    /// `user` or `model`.
    pub role: Option<String>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct GenerateContentRequest {
    /// The messages.
    pub contents: Vec<Content>,
    /// What to begin with.
    pub cached_content: Option<String>,
}

/// Why the answer ends.
#[derive(Clone, Debug, PartialEq, StringEnum)]
#[wire(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum FinishReason {
    /// It is complete.
    Stop,
    /// It is too long.
    MaxTokens,
    /// Another reason.
    Unknown(String),
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct Candidate {
    /// The message.
    pub content: Content,
    /// Why it ends, at its end.
    pub finish_reason: Option<FinishReason>,
}

/// The answers, or the next part of them.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct GenerateContentResponse {
    /// One for each answer.
    pub candidates: Vec<Candidate>,
}

/// The next part of the answers. The events have no names.
#[derive(Clone, Debug, PartialEq, Event)]
pub enum GenerateContentEvent {
    /// A part.
    #[wire(rename = "")]
    Part(GenerateContentResponse),
    /// Anything else.
    Unknown {
        /// Its name.
        event: String,
        /// What it says.
        data: String,
    },
}

/// Something that takes longer than a request.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Operation {
    /// `batches/…`
    pub name: String,
    /// Left out while it runs.
    #[wire(default)]
    pub done: bool,
    /// What became of it.
    pub response: Option<Value>,
}

impl Operation {
    fn is_done(&self) -> bool {
        self.done
    }
}

/// Requests that are answered in one go.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct Batch {
    /// For people.
    pub display_name: String,
    /// Larger numbers go first.
    #[wire(with = "int64")]
    pub priority: i64,
}

/// The beginning of a conversation.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct CachedContent {
    /// `cachedContents/…`
    pub name: Option<String>,
    /// How long it is kept.
    pub ttl: Option<String>,
    /// For people.
    pub display_name: Option<String>,
}

/// The body of every error.
#[derive(Debug, Deserialize)]
pub struct GoogleError {
    error: Status,
}

/// What is in it.
#[derive(Debug, Deserialize)]
pub struct Status {
    message: String,
    status: String,
    #[serde(default)]
    details: Vec<Value>,
}

impl ApiError for GoogleError {
    fn message(&self) -> Option<&str> {
        Some(&self.error.message)
    }

    fn code(&self) -> Option<&str> {
        Some(&self.error.status)
    }
}

api! {
    /// Generative models.
    pub client GenerativeLanguage at "https://generativelanguage.googleapis.com/v1beta" {
        auth  header "x-goog-api-key" env "GEMINI_API_KEY" or env "GOOGLE_API_KEY";
        error GoogleError;
    }

    group models {
        list:     GET  /models?<pageSize: u32?>&<pageToken: String?> -> ListModelsResponse paged by pageToken;
        get:      GET  /models/<model> -> Model;
        generate: POST /models/<model>:generateContent (json GenerateContentRequest) -> GenerateContentResponse;
        stream:   POST /models/<model>:streamGenerateContent?alt=sse (json GenerateContentRequest) -> sse GenerateContentEvent;
        batch:    POST /models/<model>:batchGenerateContent (json Batch) -> Operation;
    }

    group cached_contents {
        patch: PATCH /cachedContents/<cachedContent>?<updateMask: Vec<String> by ",">&<validateOnly: bool?>
                     (json CachedContent) -> CachedContent;
    }

    /// The name of an operation is its path.
    group operations {
        get:    GET    /<name..> -> Operation polled until Operation::is_done;
        cancel: POST   /<name..>:cancel -> empty;
        delete: DELETE /<name..> -> empty;
    }
}

fn model(number: u32) -> Model {
    Model::new(format!("models/m{number}"), 1_048_576)
}

fn said(text: &str) -> GenerateContentResponse {
    GenerateContentResponse::new([Candidate::new(Content::new([Part::new(text)]))])
}

fn asked(text: &str) -> GenerateContentRequest {
    GenerateContentRequest::new([Content::new([Part::new(text)]).role("user")])
}

#[tokio::test]
async fn a_verb_stands_behind_a_name_with_slashes() {
    let polls = AtomicU32::new(0);
    let mock = Mock::<GenerativeLanguage>::new()
        .on(|request: ModelsBatchRequest| async move {
            assert_eq!((request.model.as_str(), request.body.priority), ("gemini-2.5-pro", i64::MAX));
            Ok(Operation::new("batches/b/1"))
        })
        .on(move |request: OperationsGetRequest| {
            let done = polls.fetch_add(1, Ordering::Relaxed) == 2;
            async move { Ok(Operation { done, ..Operation::new(request.name) }) }
        })
        .on(|request: OperationsCancelRequest| async move {
            match request.name.as_str() {
                "batches/b/1" => Ok(()),
                _ => Err(ErrorReply::new(StatusCode::NOT_FOUND).json(&json!({
                    "error": { "code": 404, "message": "no such batch", "status": "NOT_FOUND", "details": [{ "@type": "x" }] }
                }))),
            }
        })
        .on(|_: OperationsDeleteRequest| async { Ok(()) });
    let server = mock.listen().await.unwrap();
    let client = server.client().unwrap();
    let started =
        client.models().batch("gemini-2.5-pro", &Batch::new("nightly", i64::MAX)).await.unwrap();
    let operations = client.operations();
    let done = operations.get(&started.name).poll().every(Duration::from_millis(1)).await.unwrap();
    assert!(done.done);
    operations.cancel(&started.name).await.unwrap();
    operations.delete(&started.name).await.unwrap();
    let error = operations.cancel("batches/2").await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(StatusCode::NOT_FOUND), Some("NOT_FOUND")));
    assert_eq!(error.message(), Some("no such batch"));
    assert_eq!(error.api::<GoogleError>().unwrap().error.details.len(), 1);

    let sent = mock.requests();
    let sent: Vec<_> =
        sent.iter().map(|sent| format!("{} {}", sent.method(), sent.full_path())).collect();
    assert_eq!(
        sent,
        [
            "POST /v1beta/models/gemini-2.5-pro:batchGenerateContent",
            "GET /v1beta/batches/b/1",
            "GET /v1beta/batches/b/1",
            "GET /v1beta/batches/b/1",
            "POST /v1beta/batches/b/1:cancel",
            "DELETE /v1beta/batches/b/1",
            "POST /v1beta/batches/2:cancel",
        ]
    );
    assert_eq!(
        &mock.requests()[0].body()[..],
        br#"{"displayName":"nightly","priority":"9223372036854775807"}"#
    );
    let cancel = &mock.requests()[4];
    assert_eq!((cancel.header("content-length"), cancel.body().len()), (Some("0"), 0));
}

#[tokio::test]
async fn an_empty_object_is_an_empty_reply() {
    let server = FaultServer::start([[Step::Read, Step::json(200, "{}")]]).await;
    let client = GenerativeLanguage::builder().base_url(format!("{}/v1beta", server.url()));
    let client = client.credential("key").build().unwrap();
    client.operations().cancel("batches/1").await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.target, "/v1beta/batches/1:cancel");
    assert_eq!(request.header("x-goog-api-key"), Some("key"));
    assert_eq!(request.header("authorization"), None);
}

#[tokio::test]
async fn the_names_of_the_query_are_in_camel_case_and_an_empty_token_is_the_end() {
    let mock = Mock::<GenerativeLanguage>::new()
        .on(|request: ModelsListRequest| async move {
            assert_eq!(request.page_size, Some(2));
            let page = |models: [u32; 2], next: &str| ListModelsResponse {
                models: models.map(model).into(),
                next_page_token: next.to_owned(),
            };
            Ok(match request.page_token.as_deref() {
                None => page([1, 2], "a/b=="),
                Some("a/b==") => page([3, 4], ""),
                Some(other) => panic!("{other}"),
            })
        })
        .on(|request: CachedContentsPatchRequest| async move {
            assert_eq!(request.update_mask, ["ttl", "displayName"]);
            Ok(CachedContent { name: Some(request.cached_content), ..request.body })
        });
    let client = mock.client();
    let models: Vec<Model> =
        client.models().list().page_size(2).items().try_collect().await.unwrap();
    assert_eq!(models, [1, 2, 3, 4].map(model));
    let content = CachedContent::new().ttl("300s").display_name("begun");
    let mask = ["ttl", "displayName"].map(str::to_owned);
    let patched =
        client.cached_contents().patch("c1", &mask, &content).validate_only(true).await.unwrap();
    assert_eq!(patched.name.as_deref(), Some("c1"));

    let sent = mock.requests();
    let queries: Vec<_> = sent.iter().map(|sent| sent.query()).collect();
    assert_eq!(
        queries,
        [
            "pageSize=2",
            "pageSize=2&pageToken=a%2Fb%3D%3D",
            "updateMask=ttl,displayName&validateOnly=true"
        ]
    );
    assert_eq!(&sent[2].body()[..], br#"{"ttl":"300s","displayName":"begun"}"#);
}

#[tokio::test]
async fn another_verb_of_a_model_streams() {
    let mock = Mock::<GenerativeLanguage>::new()
        .on(|request: ModelsGenerateRequest| async move {
            assert_eq!(request.body, asked("Hello"));
            Ok(said("Hello to you"))
        })
        .on(|_: ModelsStreamRequest| async {
            let last = Candidate::new(Content::new([Part::new("to you")])).finish_reason("STOP");
            let parts = [said("Hello "), GenerateContentResponse::new([last])];
            Ok(Events::new(parts.map(GenerateContentEvent::Part)))
        });
    let server = mock.listen().await.unwrap();
    let models = server.client().unwrap().models();
    assert_eq!(models.generate("m1", &asked("Hello")).await.unwrap(), said("Hello to you"));
    let mut stream = models.stream("m1", &asked("Hello")).await.unwrap();
    let (mut text, mut finished) = (String::new(), None);
    while let Some(event) = stream.try_next().await.unwrap() {
        let GenerateContentEvent::Part(part) = event else { panic!("{event:?}") };
        let [candidate] = &part.candidates[..] else { panic!("{part:?}") };
        text += &candidate.content.parts[0].text;
        finished = candidate.finish_reason.clone();
    }
    assert_eq!((text.as_str(), finished), ("Hello to you", Some(FinishReason::Stop)));
    let sent = mock.requests();
    assert_eq!((sent[0].path(), sent[0].query()), ("/models/m1:generateContent", ""));
    assert_eq!((sent[1].path(), sent[1].query()), ("/models/m1:streamGenerateContent", "alt=sse"));
    assert_eq!(sent[1].header("accept"), Some("text/event-stream"));
}

/// What was found on one page.
#[derive(Clone, Debug, Object)]
#[wire(rename_all = "camelCase")]
pub struct Search {
    /// Left out if there is nothing.
    #[wire(default)]
    pub items: Vec<Found>,
    /// Where the other pages are.
    pub queries: Queries,
}

/// Where the other pages are.
#[derive(Clone, Debug, Object)]
#[wire(rename_all = "camelCase")]
pub struct Queries {
    /// Left out on the last page.
    #[wire(default)]
    pub next_page: Vec<Value>,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Found {
    /// Its title.
    pub title: String,
}

impl List for Search {
    type Item = Found;

    fn into_vec(self) -> Vec<Found> {
        self.items
    }

    fn is_last(&self) -> bool {
        self.queries.next_page.is_empty()
    }
}

api! {
    /// Searches pages.
    pub client CustomSearch at "https://www.googleapis.com" {
        auth  query "key" env "GOOGLE_API_KEY";
        query "cx": env "GOOGLE_SEARCH_ENGINE";
        error GoogleError;
    }

    list: GET /customsearch/v1?<q>&<num: u32?>&<start: u32?>&<lr: Vec<String> by "|"?> -> Search paged by offset start from 1;
}

#[tokio::test]
async fn items_are_counted_from_1() {
    let mock = Mock::<CustomSearch>::new().on(|request: CustomSearchListRequest| async move {
        let start = request.start.unwrap_or(1);
        let items = (start..(start + 10).min(24))
            .map(|number| Found::new(format!("{} {number}", request.q)));
        let next_page =
            if start + 10 < 24 { vec![json!({ "startIndex": start + 10 })] } else { vec![] };
        Ok(Search { items: items.collect(), queries: Queries { next_page } })
    });
    let server = mock.listen().await.unwrap();
    let client = server
        .client_builder()
        .credential(Credential::from("k&y"))
        .query("cx", "engine")
        .build()
        .unwrap();
    let languages = ["lang_en", "lang_de"].map(str::to_owned);
    let found: Vec<_> =
        client.list("a b").num(10).lr(languages).items().try_collect().await.unwrap();
    assert_eq!(found.len(), 23);
    assert_eq!(found[22].title, "a b 23");
    let sent = mock.requests();
    let targets: Vec<_> =
        sent.iter().map(|sent| format!("{}?{}", sent.full_path(), sent.query())).collect();
    let common = "cx=engine&q=a%20b&num=10";
    assert_eq!(
        targets,
        [
            format!("/customsearch/v1?{common}&lr=lang_en%7Clang_de&key=k%26y"),
            format!("/customsearch/v1?{common}&lr=lang_en%7Clang_de&start=11&key=k%26y"),
            format!("/customsearch/v1?{common}&lr=lang_en%7Clang_de&start=21&key=k%26y"),
        ]
    );
}

#[tokio::test]
async fn a_key_in_the_query_is_not_repeated_by_errors() {
    let mock = Mock::<CustomSearch>::new();
    mock.fail_next(
        1,
        ErrorReply::new(StatusCode::BAD_REQUEST).json(&json!({
            "error": { "code": 400, "message": "bad key s3cret-key-1", "status": "INVALID_ARGUMENT" }
        })),
    );
    let client = mock.client_builder().credential("s3cret-key-1").build().unwrap();
    let error = client.list("a").await.unwrap_err();
    assert_eq!(error.code(), Some("INVALID_ARGUMENT"));
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
}
