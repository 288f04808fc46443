//! Slack: errors in replies of success, cursors two levels deep, several credentials, uploads to a URL that it gave.
//!
//! The reference: <https://docs.slack.dev/apis/web-api/>, of which
//! <https://docs.slack.dev/apis/web-api/pagination>, <https://docs.slack.dev/apis/web-api/rate-limits>,
//! <https://docs.slack.dev/reference/methods/chat.postMessage>,
//! <https://docs.slack.dev/reference/methods/conversations.list>,
//! <https://docs.slack.dev/reference/methods/oauth.v2.access>,
//! <https://docs.slack.dev/reference/methods/files.getUploadURLExternal>,
//! <https://docs.slack.dev/interactivity/handling-user-interaction#message_responses>.

mod credentials;
mod errors;
mod pages;
mod urls;

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{ApiError, Extra, Object, Page, StatusCode, StringEnum, api};
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
