//! Requests to URLs that Slack gave.

use bytes::Bytes;
use futures_util::stream;
use schematic_api::{Body, Error};
use schematic_tests::fault::{FaultServer, Step};

use super::*;

#[tokio::test]
async fn a_file_is_uploaded_to_the_url_that_slack_gives_without_the_token() {
    let storage = FaultServer::start([[Step::Read, Step::reply(200, "", "OK - 5")]]).await;
    let url = format!("{}/upload/v1/ABC?sig=a%2Fb", storage.url());
    let mock = Mock::<Slack>::new()
        .on(move |request: FilesUploadUrlRequest| {
            assert_eq!((&*request.filename, request.length), ("a b.txt", 5));
            let url = url.clone();
            async move { Ok(UploadUrl::new(url, "F123")) }
        })
        .on(|request: FilesCompleteRequest| async move { Ok(Completed::new(request.body.files)) });
    let server = mock.listen().await.unwrap();
    let files = server.client_builder().credential("xoxb-secret").build().unwrap().files();

    let upload = files.upload_url("a b.txt", 5).await.unwrap();
    let chunks = ["he", "llo"].map(|chunk| Ok::<_, Error>(Bytes::from(chunk)));
    let body = Body::sized(stream::iter(chunks), 5);
    assert_eq!(files.upload(&upload.upload_url, body).await.unwrap(), "OK - 5");
    let complete = Complete::new([File::new(upload.file_id).title("A")]).channel_id(general());
    let completed = files.complete(&complete).await.unwrap();
    assert_eq!(completed.files, [File::new("F123").title("A")]);

    let sent = &storage.requests()[0];
    assert_eq!((sent.method.as_str(), &*sent.target), ("POST", "/upload/v1/ABC?sig=a%2Fb"));
    assert_eq!((sent.header("content-length"), sent.header("authorization")), (Some("5"), None));
    assert_eq!(sent.body, "hello");
    let sent = mock.requests();
    assert_eq!(sent[0].path(), "/files.getUploadURLExternal");
    assert_eq!(
        url::form_urlencoded::parse(sent[1].body()).into_owned().collect::<Vec<_>>(),
        [
            ("files".to_owned(), r#"[{"id":"F123","title":"A"}]"#.to_owned()),
            ("channel_id".to_owned(), "C0123456".to_owned()),
        ]
    );
}

#[tokio::test]
async fn a_reply_goes_to_the_url_of_the_action() {
    let hooks = FaultServer::start([[
        Step::Read,
        Step::reply(200, "", "ok"),
        Step::Read,
        Step::reply(
            200,
            "content-type: application/json\r\n",
            r#"{"ok":false,"error":"expired_url"}"#,
        ),
        Step::Read,
        Step::reply(404, "", "no_team"),
    ]])
    .await;
    let slack = Slack::builder().credential("xoxb-secret").build().unwrap();
    let url = format!("{}/actions/T1/2/x", hooks.url());
    let reply = Reply::new("Done").replace_original(true);
    assert_eq!(slack.respond(&url, &reply).await.unwrap(), "ok");
    assert_eq!(slack.respond(&url, &reply).await.unwrap_err().code(), Some("expired_url"));
    let error = slack.respond(&url, &reply).await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(StatusCode::NOT_FOUND), None));
    assert_eq!(error.body().unwrap(), "no_team");
    let sent = hooks.requests();
    assert_eq!(sent[0].body, r#"{"text":"Done","replace_original":true}"#);
    assert!(sent.iter().all(|sent| sent.header("authorization").is_none()));
}
