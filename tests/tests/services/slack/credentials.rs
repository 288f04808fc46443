//! The credentials of a bot, an app and an administrator.

use schematic_api::{Credential, ErrorKind};

use super::*;

#[tokio::test]
async fn each_call_has_its_own_credential() {
    let mock = Mock::<Slack>::new()
        .on(|request: SlackAccessRequest| async move {
            match &*request.body.code {
                "good" => Ok(Granted::new("xoxb-2", "chat:write")),
                _ => Err(refusal("invalid_code")),
            }
        })
        .on(|_: AdminInviteRequest| async { Ok(()) })
        .on(|_: SlackAuthTestRequest| async { Ok(Identity::new("T", "U1")) });
    let server = mock.listen().await.unwrap();
    let slack = Slack::builder()
        .base_url(server.base_url())
        .credential("xoxb-1")
        .credential_for("app", Credential::basic("4b39e9", "s3cret"))
        .build()
        .unwrap();
    let code = Code::new("good").redirect_uri("https://example.com/a b");
    let granted = slack.access(&code).await.unwrap();
    assert_eq!(slack.access(&Code::new("x")).await.unwrap_err().code(), Some("invalid_code"));
    slack.with_credential(granted.access_token).auth_test().await.unwrap();
    let error = slack.admin().invite(&Invite::new("T1", "a@example.com")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config, "its credential is missing");

    let sent = mock.requests();
    assert_eq!(sent.len(), 3);
    // `4b39e9:s3cret`
    assert_eq!(sent[0].header("authorization"), Some("Basic NGIzOWU5OnMzY3JldA=="));
    assert_eq!(sent[0].body(), "code=good&redirect_uri=https%3A%2F%2Fexample.com%2Fa%20b");
    assert_eq!(sent[2].header("authorization"), Some("Bearer xoxb-2"));
}
