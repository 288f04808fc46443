//! Slack: errors in replies of success, cursors two levels deep, several credentials, uploads to a URL that it gave.
//!
//! The reference: <https://docs.slack.dev/apis/web-api/>, of which
//! <https://docs.slack.dev/apis/web-api/pagination>, <https://docs.slack.dev/apis/web-api/rate-limits>,
//! <https://docs.slack.dev/reference/methods/chat.postMessage>,
//! <https://docs.slack.dev/reference/methods/conversations.list>,
//! <https://docs.slack.dev/reference/methods/oauth.v2.access>,
//! <https://docs.slack.dev/reference/methods/files.getUploadURLExternal>,
//! <https://docs.slack.dev/interactivity/handling-user-interaction#message_responses>.

use std::time::Duration;

use bytes::Bytes;
use futures_util::TryStreamExt;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{
    ApiError, Credential, Error, ErrorKind, Extra, Object, Page, StatusCode, StringEnum, api,
};
use schematic_tests::fault::{FaultServer, Step};
use serde::Deserialize;
use serde_json::json;

api! {
    /// The Web API of Slack.
    pub client Slack at "https://slack.com/api" {
        auth  bearer env "SLACK_BOT_TOKEN" or env "SLACK_TOKEN";
        auth  app: basic env "SLACK_CLIENT";
        auth  admin: bearer env "SLACK_ADMIN_TOKEN";
        error SlackError;
        error SlackError when ok = false;
        retry 1 on 429 5xx;
    }

    pub id ChannelId, UserId, FileId;

    /// Says who the token is.
    auth_test: POST /auth.test -> Identity;
    /// Exchanges a code for a token.
    access: POST /oauth.v2.access (form Code) -> Granted auth app;
    /// Replies to what a user did, at the URL that came with it.
    respond: POST <response_url: Url> (json Reply) -> text auth none;

    group chat {
        post:   POST /chat.postMessage (json Message as "application/json; charset=utf-8") -> Posted;
        delete: POST /chat.delete (json Posted as "application/json; charset=utf-8") -> empty;
    }

    group conversations {
        list:    GET /conversations.list?<types: Vec<Kind> by ","?>&<exclude_archived: bool?>&<limit: u16?>&<cursor?>
                     -> Channels paged by cursor;
        members: GET /conversations.members?<channel: ChannelId>&<limit: u16?>&<cursor?> -> Members paged by cursor;
    }

    group files {
        upload_url: GET  /"files.getUploadURLExternal"?<filename>&<length: u64> -> UploadUrl;
        upload:     POST <upload_url: Url> (stream) -> text auth none;
        complete:   POST /files.completeUploadExternal (form Complete) -> Completed;
    }

    group admin {
        auth admin;

        invite: POST /admin.users.invite (json Invite as "application/json; charset=utf-8") -> empty;
    }
}

/// What Slack says instead of an answer, and with which status does not matter.
#[derive(Debug, Deserialize)]
pub struct SlackError {
    error: String,
    needed: Option<String>,
    #[serde(default)]
    response_metadata: ErrorMetadata,
}

#[derive(Debug, Default, Deserialize)]
struct ErrorMetadata {
    #[serde(default)]
    messages: Vec<String>,
}

impl ApiError for SlackError {
    fn message(&self) -> Option<&str> {
        self.response_metadata.messages.first().map(|message| &**message)
    }

    fn code(&self) -> Option<&str> {
        Some(&self.error)
    }
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Identity {
    pub team: String,
    pub user_id: UserId,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Code {
    pub code: String,
    pub redirect_uri: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Granted {
    pub access_token: String,
    pub scope: String,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Reply {
    pub text: String,
    pub replace_original: Option<bool>,
}

/// A message. Its blocks are what Slack's builder gives.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Message {
    pub channel: ChannelId,
    pub text: String,
    pub thread_ts: Option<String>,
    pub extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Posted {
    pub channel: ChannelId,
    pub ts: String,
}

#[derive(Clone, Debug, PartialEq, StringEnum)]
pub enum Kind {
    PublicChannel,
    PrivateChannel,
    Mpim,
    Im,
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Channel {
    pub id: ChannelId,
    pub name: Option<String>,
}

/// Where the cursor is. It is empty on the last page.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Metadata {
    #[wire(default)]
    pub next_cursor: String,
}

impl Metadata {
    fn next(metadata: Option<&Self>) -> Option<String> {
        metadata.map(|metadata| metadata.next_cursor.clone()).filter(|cursor| !cursor.is_empty())
    }
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Channels {
    pub channels: Vec<Channel>,
    pub response_metadata: Option<Metadata>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Members {
    pub members: Vec<UserId>,
    pub response_metadata: Option<Metadata>,
}

impl Page for Channels {
    type Item = Channel;

    fn into_items(self) -> Vec<Channel> {
        self.channels
    }

    fn next_cursor(&self) -> Option<String> {
        Metadata::next(self.response_metadata.as_ref())
    }
}

impl Page for Members {
    type Item = UserId;

    fn into_items(self) -> Vec<UserId> {
        self.members
    }

    fn next_cursor(&self) -> Option<String> {
        Metadata::next(self.response_metadata.as_ref())
    }
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct UploadUrl {
    pub upload_url: String,
    pub file_id: FileId,
}

/// The files that were uploaded: a list in JSON, in one field of a form.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Complete {
    #[wire(with = "as_json")]
    pub files: Vec<File>,
    pub channel_id: Option<ChannelId>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct File {
    pub id: FileId,
    pub title: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Completed {
    pub files: Vec<File>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Invite {
    pub team_id: String,
    pub email: String,
}

/// Writes a value as the text of its JSON.
mod as_json {
    use serde::de::{DeserializeOwned, Error as _};
    use serde::ser::Error as _;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(value: &T, to: S) -> Result<S::Ok, S::Error> {
        serde_json::to_string(value).map_err(S::Error::custom)?.serialize(to)
    }

    pub fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
        from: D,
    ) -> Result<T, D::Error> {
        serde_json::from_str(&String::deserialize(from)?).map_err(D::Error::custom)
    }
}

/// The reply to what cannot be done: a success, as far as HTTP is concerned.
fn refusal(error: &str) -> ErrorReply {
    ErrorReply::new(StatusCode::OK).json(&json!({ "ok": false, "error": error }))
}

fn general() -> ChannelId {
    "C0123456".into()
}

fn channel(number: u32) -> Channel {
    Channel::new(format!("C{number}"))
}

fn service() -> Mock<Slack> {
    Mock::new()
        .on(|_: SlackAuthTestRequest| async { Ok(Identity::new("Subarachnoid", "W12345678")) })
        .on(|request: ChatPostRequest| async move {
            match &request.body.channel {
                channel if *channel == general() => {
                    Ok(Posted::new(request.body.channel, "1503435956.000247"))
                }
                _ => Err(refusal("channel_not_found")),
            }
        })
        .on(|request: ChatDeleteRequest| async move {
            match &*request.body.ts {
                "1" => Ok(()),
                _ => Err(refusal("message_not_found")),
            }
        })
        .on(|request: ConversationsListRequest| async move {
            let page = |numbers: &[u32], next: &str| {
                Channels::new(numbers.iter().map(|number| channel(*number)))
                    .response_metadata(Metadata::new().next_cursor(next))
            };
            Ok(match request.cursor.as_deref() {
                None => page(&[1, 2], "dGVhbTpDMDYxRkE1UEI="),
                // A page of archived channels, which are left out.
                Some("dGVhbTpDMDYxRkE1UEI=") => page(&[], "dGVhbTpDMDYxRkE1UEM="),
                Some(_) => page(&[3], ""),
            })
        })
        .on(|request: ConversationsMembersRequest| async move {
            match request.cursor {
                None => {
                    Ok(Members::new(["U1"]).response_metadata(Metadata::new().next_cursor("b")))
                }
                Some(_) => Err(refusal("invalid_cursor")),
            }
        })
}

// ===== errors in replies of success =====

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

// ===== pages =====

#[tokio::test]
async fn channels_are_listed_until_the_cursor_is_empty() {
    let mock = service();
    let server = mock.listen().await.unwrap();
    let conversations = server.client().unwrap().conversations();
    let list = conversations.list().types(["public_channel", "im"]).exclude_archived(true);
    let pages: Vec<_> = list.limit(2).pages().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.channels.len()).collect::<Vec<_>>(), [2, 0, 1]);
    let ids = pages.iter().flat_map(|page| &page.channels).map(|channel| channel.id.as_ref());
    assert_eq!(ids.collect::<Vec<_>>(), ["C1", "C2", "C3"]);
    let queries: Vec<_> = mock.requests().iter().map(|sent| sent.query().to_owned()).collect();
    let query = "types=public_channel,im&exclude_archived=true&limit=2";
    assert_eq!(
        queries,
        [
            query.to_owned(),
            format!("{query}&cursor=dGVhbTpDMDYxRkE1UEI%3D"),
            format!("{query}&cursor=dGVhbTpDMDYxRkE1UEM%3D"),
        ]
    );
}

#[tokio::test]
async fn an_error_may_come_in_place_of_a_later_page() {
    let mut members = service().client().conversations().members(&general()).items();
    assert_eq!(members.try_next().await.unwrap(), Some("U1".into()));
    assert_eq!(members.try_next().await.unwrap_err().code(), Some("invalid_cursor"));
    // It can be asked for again.
    assert_eq!(members.try_next().await.unwrap_err().code(), Some("invalid_cursor"));
}

// ===== credentials =====

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

// ===== URLs that Slack gave =====

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
    let body = schematic_api::Body::sized(
        futures_util::stream::iter(["he", "llo"].map(|part| Ok::<_, Error>(Bytes::from(part)))),
        5,
    );
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
