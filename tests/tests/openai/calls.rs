//! What the declared operations send, seen by a mock that answers none of them.

use std::collections::BTreeSet;
use std::fs;
use std::future::IntoFuture;

use futures_util::TryStreamExt;
use schematic_api::Error;
use schematic_api::mock::{ErrorReply, Mock, Received};
use schematic_openai::*;
use serde_json::{Value, json};

use crate::round_trip::published;

fn client(mock: &Mock<OpenAi>) -> OpenAi {
    mock.client_builder().retries(0).build().expect("a client")
}

/// Sends a call, ignores its result, and returns what was received.
async fn sent<T, C: IntoFuture<Output = Result<T, Error>>>(
    mock: &Mock<OpenAi>,
    call: C,
) -> Received {
    let _ = call.await;
    mock.requests().pop().expect("a request")
}

#[test]
fn the_declared_operations_are_those_of_the_document() {
    let Some(path) = published("endpoints.tsv") else { return };
    let text = fs::read_to_string(path).expect("a text");
    let documented: BTreeSet<String> = text.lines().skip(1).map(documented).collect();
    let declared: BTreeSet<String> = OpenAi::ENDPOINTS
        .iter()
        .map(|endpoint| {
            let query: Vec<&str> =
                endpoint.query().iter().map(|parameter| parameter.name()).collect();
            operation(endpoint.method().as_str(), endpoint.path(), &query)
        })
        .collect();
    assert_eq!(documented.len(), 51);
    assert_eq!(declared, documented);
}

/// Parses a line of the list of operations: method, path and query.
fn documented(line: &str) -> String {
    let columns: Vec<&str> = line.split('\t').collect();
    let query: Vec<&str> = columns[5]
        .split(' ')
        .filter_map(|one| one.split(':').next())
        .filter(|one| *one != "-")
        .collect();
    operation(columns[0], columns[1], &query)
}

/// Replaces the names of path parameters, which differ from ours.
fn operation(method: &str, path: &str, query: &[&str]) -> String {
    let segments =
        path.split('/').map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    let mut query = query.to_vec();
    query.sort_unstable();
    format!("{method} {} {query:?}", segments.collect::<Vec<_>>().join("/"))
}

#[test]
fn the_beta_header_is_declared_for_all_but_models_files_and_uploads() {
    for endpoint in OpenAi::ENDPOINTS {
        let beta = endpoint.headers().contains(&("openai-beta", "assistants=v2"));
        let without = ["models", "files", "uploads"].contains(&endpoint.group());
        assert_eq!(beta, !without, "{}", endpoint.id());
    }
}

#[tokio::test]
async fn the_beta_header_goes_out_with_runs_and_not_with_models() {
    let mock = Mock::<OpenAi>::new();
    let openai = client(&mock);
    let run = sent(&mock, openai.runs().retrieve(&"thread_1".into(), &"run_1".into())).await;
    assert_eq!(run.header("openai-beta"), Some("assistants=v2"));
    let models = sent(&mock, openai.models().list()).await;
    assert_eq!(models.header("openai-beta"), None);
}

#[tokio::test]
async fn included_fields_are_encoded_in_brackets() {
    let mock = Mock::<OpenAi>::new();
    let openai = client(&mock);
    let create = openai.runs().create(&"thread_1".into(), &CreateRun::new("asst_1"));
    let request = sent(&mock, create.include([RunInclude::FileSearchContent])).await;
    let field = "step_details.tool_calls%5B%2A%5D.file_search.results%5B%2A%5D.content";
    assert_eq!(request.path(), "/threads/thread_1/runs");
    // An asterisk may appear unencoded in a query.
    assert_eq!(request.query().replace('*', "%2A"), format!("include%5B%5D={field}"));
}

#[tokio::test]
async fn organization_and_project_come_from_the_environment() {
    let mock = Mock::<OpenAi>::new();
    let variable = |name: &str| match name {
        "OPENAI_API_KEY" => Some("sk-1".to_owned()),
        "OPENAI_ORG_ID" => Some("org-1".to_owned()),
        "OPENAI_PROJECT_ID" => Some("proj_1".to_owned()),
        _ => None,
    };
    let openai = mock.client_builder().read_vars(variable).retries(0).build().expect("a client");
    let request = sent(&mock, openai.models().list()).await;
    assert_eq!(request.header("openai-organization"), Some("org-1"));
    assert_eq!(request.header("openai-project"), Some("proj_1"));
}

#[tokio::test]
async fn organization_and_project_come_from_the_builder() {
    let mock = Mock::<OpenAi>::new();
    let builder = mock
        .client_builder()
        .header("OpenAI-Organization", "org-2")
        .header("OpenAI-Project", "proj_2");
    let openai = builder.retries(0).build().expect("a client");
    let request = sent(&mock, openai.models().list()).await;
    assert_eq!(request.header("openai-organization"), Some("org-2"));
    assert_eq!(request.header("openai-project"), Some("proj_2"));
    let without = sent(&mock, client(&mock).models().list()).await;
    assert_eq!(
        (without.header("openai-organization"), without.header("openai-project")),
        (None, None)
    );
}

/// A version in the query of every call, and the key in another header.
#[tokio::test]
async fn another_server_takes_the_key_and_the_version_elsewhere() {
    let mock = Mock::<OpenAi>::new();
    let builder = mock.client_builder().base_url("http://127.0.0.1/openai?api-version=2025-01-01");
    let builder = builder.without_credential().header("api-key", "secret");
    let openai =
        builder.header("OpenAI-Beta", "assistants=v3").retries(0).build().expect("a client");
    let list = openai.assistants().list().limit(3);
    let request = sent(&mock, list).await;
    assert_eq!(request.query(), "api-version=2025-01-01&limit=3");
    assert_eq!(
        (request.header("authorization"), request.header("api-key")),
        (None, Some("secret"))
    );
    assert_eq!(request.header("openai-beta"), Some("assistants=v3"));
}

#[tokio::test]
async fn a_thread_without_settings_is_an_empty_object() {
    let mock = Mock::<OpenAi>::new();
    let request = sent(&mock, client(&mock).threads().create(&CreateThread::new())).await;
    assert_eq!(request.json::<Value>().expect("JSON"), json!({}));
    assert_eq!(request.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn cancelling_has_no_body() {
    let mock = Mock::<OpenAi>::new();
    let request =
        sent(&mock, client(&mock).runs().cancel(&"thread_1".into(), &"run_1".into())).await;
    assert_eq!(request.path(), "/threads/thread_1/runs/run_1/cancel");
    assert!(request.body().is_empty());
    assert_eq!(request.header("content-type"), None);
}

#[tokio::test]
async fn list_parameters_are_left_out_unless_set() {
    let mock = Mock::<OpenAi>::new();
    let openai = client(&mock);
    let thread = ThreadId::from("thread_1");
    assert_eq!(sent(&mock, openai.messages().list(&thread)).await.query(), "");
    let all = openai
        .messages()
        .list(&thread)
        .limit(3)
        .order(Order::Asc)
        .after("msg_1")
        .before("msg_9")
        .run_id("run_1");
    let query = "limit=3&order=asc&after=msg_1&before=msg_9&run_id=run_1";
    assert_eq!(sent(&mock, all).await.query(), query);
}

/// A list of runs `run_0`, `run_1`, …, two on a page; `has_more` as the server sends it.
fn runs(has_more: fn(bool) -> Option<bool>) -> Mock<OpenAi> {
    Mock::new().on(move |request: RunsListRequest| async move {
        let after =
            request.after.map_or(0, |id| id.as_str()[4..].parse::<usize>().expect("a number") + 1);
        let ids: Vec<String> = (after..5).take(2).map(|number| format!("run_{number}")).collect();
        let more = has_more(after + ids.len() < 5);
        let mut page = Page::new().data(ids.iter().map(|id| Run::new(id.as_str())));
        page.has_more = more;
        Ok(page)
    })
}

async fn all_ids(mock: &Mock<OpenAi>) -> Vec<String> {
    let openai = client(mock);
    let items = openai.runs().list(&"thread_1".into()).limit(2).items();
    items.map_ok(|run| run.id.to_string()).try_collect().await.expect("a list")
}

#[tokio::test]
async fn a_list_is_followed_by_the_id_of_the_last_item() {
    let mock = runs(Some);
    assert_eq!(all_ids(&mock).await, ["run_0", "run_1", "run_2", "run_3", "run_4"]);
    let queries: Vec<String> = mock.requests().iter().map(|it| it.query().to_owned()).collect();
    assert_eq!(queries, ["limit=2", "limit=2&after=run_1", "limit=2&after=run_3"]);
}

#[tokio::test]
async fn a_list_that_does_not_say_whether_it_goes_on_is_followed_to_an_empty_page() {
    let mock = runs(|_| None);
    assert_eq!(all_ids(&mock).await.len(), 5);
    assert_eq!(mock.requests().len(), 4);
}

#[tokio::test]
async fn an_error_body_is_typed() {
    let body = ErrorResponse::from(
        ErrorObject::new("No such run").kind("invalid_request_error").param("run_id"),
    );
    let mock = Mock::<OpenAi>::new();
    mock.fail_next(1, ErrorReply::new(schematic_api::StatusCode::NOT_FOUND).json(&body));
    let error = client(&mock).models().list().await.expect_err("an error");
    assert_eq!(error.message(), Some("No such run"));
    let typed = error.api::<ErrorResponse>().expect("a typed body");
    assert_eq!(typed.error.param.as_deref(), Some("run_id"));
}

#[tokio::test]
async fn an_account_without_money_is_not_asked_again() {
    let body = ErrorResponse::from(
        ErrorObject::new("Quota").kind("insufficient_quota").code("insufficient_quota"),
    );
    let mock = Mock::<OpenAi>::new();
    mock.fail_next(3, ErrorReply::new(schematic_api::StatusCode::TOO_MANY_REQUESTS).json(&body));
    let openai = mock.client_builder().retries(2).build().expect("a client");
    let error = openai.models().list().await.expect_err("an error");
    assert_eq!((error.attempts(), error.code()), (1, Some("insufficient_quota")));
}
