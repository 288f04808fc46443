//! Bodies that are left out or are not JSON, and the errors that say what is wrong with one.

use schematic_api::StatusCode;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_tests::fault::{FaultServer, Step};
use serde_json::json;

use super::*;

#[tokio::test]
async fn a_lock_without_a_reason_says_that_its_body_has_no_length() {
    let server = FaultServer::start([[
        Step::Read,
        Step::raw("HTTP/1.1 204 No Content\r\n\r\n"),
        Step::Read,
        Step::raw("HTTP/1.1 204 No Content\r\n\r\n"),
        Step::Read,
        Step::reply(200, "content-type: text/html\r\n", "<h1>Hi</h1>"),
    ]])
    .await;
    let github = GitHub::builder().base_url(server.url()).credential("ghp_1").build().unwrap();
    let issues = github.issues();
    issues.lock("octocat", "Hello-World", 7).await.unwrap();
    issues.lock("octocat", "Hello-World", 7).body(&Lock::new("too heated")).await.unwrap();
    assert_eq!(github.markdown("# Hi").await.unwrap(), "<h1>Hi</h1>");
    let sent = server.requests();
    assert_eq!(sent[0].target, "/repos/octocat/Hello-World/issues/7/lock");
    assert_eq!((sent[0].method.as_str(), sent[0].header("content-length")), ("PUT", Some("0")));
    assert_eq!(sent[1].body, r#"{"lock_reason":"too heated"}"#);
    assert_eq!(sent[2].header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(sent[2].header("accept"), Some("text/html"));
    assert_eq!(sent[2].body, "# Hi");
}

#[tokio::test]
async fn errors_say_what_github_said() {
    let mock = Mock::<GitHub>::new()
        .on(|request: IssuesCreateRequest| async move {
            assert_eq!((&*request.body.title, &*request.body.labels), ("", &["bug".into()][..]));
            Err::<Issue, _>(ErrorReply::new(StatusCode::UNPROCESSABLE_ENTITY).json(&json!({
                "message": "Validation Failed",
                "errors": [{ "resource": "Issue", "field": "title", "code": "missing_field" }],
                "documentation_url": "https://docs.github.com/rest/issues/issues#create-an-issue",
                "status": "422",
            })))
        })
        .on(|_: ReposGetRequest| async {
            Err::<Option<Repo>, _>(
                ErrorReply::new(StatusCode::FORBIDDEN)
                    .json(&json!({ "message": "API rate limit exceeded for user ID 1." }))
                    .header("x-ratelimit-remaining", "0")
                    .header("x-ratelimit-reset", "1372700873"),
            )
        });
    let server = mock.listen().await.unwrap();
    let github = server.client().unwrap();
    let new = NewIssue { title: "".into(), body: None, labels: vec!["bug".into()] };
    let error = github.issues().create("octocat", "Hello-World", &new).await.unwrap_err();
    assert_eq!((error.message(), error.code()), (Some("Validation Failed"), Some("missing_field")));
    let invalid = error.api::<Invalid>().unwrap();
    assert_eq!(invalid.errors[0].field.as_deref(), Some("title"));
    assert_eq!(mock.requests()[0].body(), r#"{"title":"","labels":["bug"]}"#);

    let error = github.repos().get("octocat", "Hello-World").await.unwrap_err();
    assert_eq!(error.message(), Some("API rate limit exceeded for user ID 1."));
    assert!(error.api::<GitHubError>().is_some());
    assert_eq!(error.headers().unwrap()["x-ratelimit-reset"], "1372700873");
    assert_eq!(mock.requests().len(), 2, "it is not retried");
}
