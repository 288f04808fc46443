//! Errors in replies of success, and the one that has a status.

use std::time::Duration;

use schematic_api::ErrorKind;
use schematic_tests::fault::{FaultServer, Step};

use super::*;

#[tokio::test]
async fn a_message_is_posted_or_the_reply_says_why_not() {
    let mock = service();
    let server = mock.listen().await.unwrap();
    let slack = server.client_builder().credential("xoxb-1").build().unwrap();
    let message = Message::new(general(), "Grüße <!here> & more").thread_ts("1.2");
    let posted = slack.chat().post(&message).await.unwrap();
    assert_eq!(posted, Posted::new(general(), "1503435956.000247"));

    let error = slack.chat().post(&Message::new("C9", "Hello")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(StatusCode::OK)));
    assert_eq!(error.code(), Some("channel_not_found"));
    let shown = "POST /chat.postMessage: 200 OK with `ok = false`: channel_not_found";
    assert_eq!(error.to_string(), shown);

    let sent = mock.requests();
    assert_eq!(sent.len(), 2, "it is not retried");
    assert_eq!(sent[0].full_path(), "/api/chat.postMessage");
    assert_eq!(sent[0].header("content-type"), Some("application/json; charset=utf-8"));
    assert_eq!(sent[0].header("authorization"), Some("Bearer xoxb-1"));
    let body = r#"{"channel":"C0123456","text":"Grüße <!here> & more","thread_ts":"1.2"}"#;
    assert_eq!(sent[0].body(), body.as_bytes());
}

#[tokio::test]
async fn an_empty_reply_is_checked_as_well() {
    let server = service().listen().await.unwrap();
    let chat = server.client().unwrap().chat();
    chat.delete(&Posted::new(general(), "1")).await.unwrap();
    let error = chat.delete(&Posted::new(general(), "2")).await.unwrap_err();
    assert_eq!(error.code(), Some("message_not_found"));
}

#[tokio::test]
async fn an_error_tells_what_is_missing() {
    let scope =
        json!({ "ok": false, "error": "missing_scope", "needed": "chat:write", "provided": "" });
    let arguments = json!({
        "ok": false,
        "error": "invalid_arguments",
        "response_metadata": { "messages": ["[ERROR] missing required field: channel"] },
    });
    let server = FaultServer::start([[
        Step::Read,
        Step::json(200, &scope.to_string()),
        Step::Read,
        Step::json(200, &arguments.to_string()),
        Step::Read,
        Step::json(200, r#"{"ok":true,"team":"T","user_id":"U1","error":"no error"}"#),
        Step::Read,
        Step::json(200, r#"{"ok":true}"#),
    ]])
    .await;
    let slack = Slack::builder().base_url(server.url()).credential("xoxb-1").build().unwrap();
    let error = slack.auth_test().await.unwrap_err();
    assert_eq!(error.api::<SlackError>().unwrap().needed.as_deref(), Some("chat:write"));
    let error = slack.auth_test().await.unwrap_err();
    assert_eq!(error.message(), Some("[ERROR] missing required field: channel"));
    assert_eq!(slack.auth_test().await.unwrap(), Identity::new("T", "U1"));
    assert_eq!(slack.auth_test().await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(server.requests()[0].header("content-length"), Some("0"));
}

#[tokio::test(start_paused = true)]
async fn too_many_requests_have_a_status_and_are_retried_when_slack_says() {
    let mock = service();
    let limited = ErrorReply::new(StatusCode::TOO_MANY_REQUESTS)
        .json(&json!({ "ok": false, "error": "ratelimited" }))
        .header("retry-after", "30");
    mock.fail_next(1, limited.clone());
    let begun = tokio::time::Instant::now();
    let slack = mock.client();
    slack.conversations().list().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(30));
    // A POST that was refused for this reason has not been done, so it is repeated as well.
    mock.fail_next(2, limited);
    let error = slack.chat().post(&Message::new(general(), "Hello")).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Some("ratelimited"), 2));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    assert!(error.to_string().contains("429 Too Many Requests: ratelimited"), "{error}");
}
