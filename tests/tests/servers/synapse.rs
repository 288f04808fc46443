//! A Matrix homeserver: registration and login, credentials by name, rooms, messages both ways, media, a long poll,
//! errors by code.

mod media;

use std::future::IntoFuture;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt;
use schematic_api::{ApiError, Error, ErrorKind, Extra, Object, Page, StringEnum, Union, api};
use serde::Deserialize;
use serde_json::{Value, json};

api! {
    pub client Matrix at "https://matrix.example.com" {
        auth  bearer env "MATRIX_TOKEN";
        auth  admin: bearer env "MATRIX_ADMIN_TOKEN";
        error MatrixError;
    }
    pub id RoomId, UserId, EventId;

    group account at /_matrix/client/v3 {
        register: POST /register (json Register) -> Session { auth none; error 401: Challenge; }
        login:    POST /login (json Login) -> Session { auth none; }
        logout:   POST /logout -> Value;
        whoami:   GET  /account/whoami -> WhoAmI;
        data:     GET  /user/<user: UserId>/account_data/<kind> -> Value? none on 404;
        unknown:  GET  /no/such/route -> Value;
        create:   POST /createRoom (json CreateRoom) -> Room;
        join:     POST /join/<room: RoomId> (json Value) -> Room;
        sync:     GET  /sync?<since: String?>&<timeout as wait: u64?> -> Sync;
    }
    group rooms at /_matrix/client/v3/rooms/<room: RoomId> {
        send:    PUT /send/m.room.message/<transaction> (json Content) -> Sent;
        event:   GET /event/<event: EventId> -> Event;
        newest:  GET /messages?dir=b&<from?>&<limit: u32?> -> Messages paged by from;
        oldest:  GET /messages?dir=f&<from?>&<limit: u32?> -> Messages paged by from;
        members: GET /joined_members -> Members;
        set:     PUT /state/<kind>/<key> (json Value) -> Sent;
        get:     GET /state/<kind>/<key> -> Value;
    }
    group media at /_matrix {
        upload:   POST /media/v3/upload?<filename: String?> (bytes as "image/png") -> Uploaded;
        reserve:  POST /media/v1/create -> Uploaded;
        fill:     PUT  /media/v3/upload/<server>/<media> (stream as "video/mp4") -> Value;
        download: GET  /client/v1/media/download/<server>/<media> -> bytes { header "Accept": "*/*"; }
    }
    group admin at /_synapse/admin/v2 {
        auth admin;
        user:  GET /users/<user: UserId> -> Person;
        users: GET /users?<from?>&<limit: u32?> -> People paged by from;
    }
    versions:  GET  /_matrix/client/versions -> Versions { auth none; }
}

#[derive(Debug, Object)]
struct Versions {
    versions: Vec<String>,
}

#[derive(Debug, Object)]
struct Register {
    username: String,
    password: String,
    auth: Option<Stage>,
}

/// A step of the registration.
#[derive(Debug, Object)]
struct Stage {
    #[wire(rename = "type")]
    kind: String,
    session: String,
}

/// What the server wants to be done before it registers somebody.
#[derive(Debug, Deserialize)]
struct Challenge {
    session: String,
    flows: Vec<Flow>,
}

#[derive(Debug, Deserialize)]
struct Flow {
    stages: Vec<String>,
}

impl ApiError for Challenge {
    fn message(&self) -> Option<&str> {
        None
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

#[derive(Debug, Object)]
#[wire(constant(type = "m.login.password"))]
struct Login {
    identifier: Identifier,
    password: String,
}

#[derive(Debug, Object)]
#[wire(constant(type = "m.id.user"))]
struct Identifier {
    user: String,
}

#[derive(Debug, Object)]
struct Session {
    user_id: UserId,
    access_token: String,
    device_id: String,
}

#[derive(Debug, Object)]
struct WhoAmI {
    user_id: UserId,
}

#[derive(Debug, StringEnum)]
enum Preset {
    PublicChat,
    PrivateChat,
    Unknown(String),
}

#[derive(Debug, Object)]
struct CreateRoom {
    name: String,
    preset: Preset,
}

#[derive(Debug, Object)]
struct Room {
    room_id: RoomId,
}

/// The content of a message.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "msgtype")]
enum Content {
    #[wire(rename = "m.text")]
    Text(Text),
    #[wire(rename = "m.image")]
    Image(Image),
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Text {
    body: String,
    extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Image {
    body: String,
    url: String,
    extra: Extra,
}

#[derive(Debug, Object)]
struct Sent {
    event_id: EventId,
}

#[derive(Debug, Object)]
struct Event {
    event_id: EventId,
    #[wire(rename = "type")]
    kind: String,
    sender: UserId,
    content: Content,
    extra: Extra,
}

#[derive(Debug, Deserialize)]
struct Messages {
    chunk: Vec<Event>,
    end: Option<String>,
}

impl Page for Messages {
    type Item = Event;

    fn into_items(self) -> Vec<Event> {
        self.chunk
    }

    fn next_cursor(&self) -> Option<String> {
        self.end.clone()
    }
}

#[derive(Debug, Object)]
struct Person {
    name: UserId,
    admin: bool,
}

#[derive(Debug, Deserialize)]
struct People {
    users: Vec<Person>,
    next_token: Option<String>,
}

impl Page for People {
    type Item = Person;

    fn into_items(self) -> Vec<Person> {
        self.users
    }

    fn next_cursor(&self) -> Option<String> {
        self.next_token.clone()
    }
}

#[derive(Debug, Object)]
struct Members {
    joined: std::collections::BTreeMap<UserId, Value>,
}

#[derive(Debug, Object)]
struct Uploaded {
    content_uri: String,
}

#[derive(Debug, Object)]
struct Sync {
    next_batch: String,
    extra: Extra,
}

impl Sync {
    /// The texts that are new in a room.
    fn texts(&self, room: &RoomId) -> Vec<&str> {
        let joined = self.extra.get("rooms").and_then(|rooms| rooms["join"].get(room.as_str()));
        let events = joined.and_then(|joined| joined["timeline"]["events"].as_array());
        events.into_iter().flatten().filter_map(|event| event["content"]["body"].as_str()).collect()
    }
}

#[derive(Debug, Deserialize)]
struct MatrixError {
    errcode: String,
    error: String,
}

impl ApiError for MatrixError {
    fn message(&self) -> Option<&str> {
        Some(&self.error)
    }

    fn code(&self) -> Option<&str> {
        Some(&self.errcode)
    }
}

/// A client that has logged in nobody.
fn matrix() -> Option<Matrix> {
    Some(
        Matrix::builder()
            .base_url(super::address("synapse")?)
            .credential("nobody")
            .build()
            .unwrap(),
    )
}

/// Registers somebody: the server refuses, names what it wants, and agrees when that was done.
async fn registered(matrix: &Matrix, prefix: &str) -> (Matrix, Session) {
    let body = Register::new(super::unique(prefix), "a horse");
    let error = matrix.account().register(&body).await.unwrap_err();
    let challenge = error.api::<Challenge>().expect("a challenge");
    assert_eq!(
        (error.status().unwrap().as_u16(), &*challenge.flows[0].stages),
        (401, &["m.login.dummy".to_owned()][..])
    );
    let body = body.auth(Stage::new("m.login.dummy", &*challenge.session));
    let session = matrix.account().register(&body).await.unwrap();
    (matrix.with_credential(session.access_token.clone()), session)
}

async fn room(matrix: &Matrix) -> RoomId {
    matrix.account().create(&CreateRoom::new("A room", Preset::PublicChat)).await.unwrap().room_id
}

fn login(user: &str, password: &str) -> Login {
    Login::new(Identifier::new(user), password)
}

fn text(body: &str) -> Content {
    Content::Text(Text::new(body))
}

fn bodies(events: &[Event]) -> Vec<&str> {
    events
        .iter()
        .filter_map(|event| match &event.content {
            Content::Text(text) => Some(text.body.as_str()),
            _ => None,
        })
        .collect()
}

/// The status and the code of the service's error.
fn told(error: &Error) -> (u16, &str) {
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    (error.status().unwrap().as_u16(), &error.api::<MatrixError>().unwrap().errcode)
}

#[tokio::test]
async fn a_user_is_registered_logs_in_and_out() {
    let Some(matrix) = matrix() else { return };
    assert!(matrix.versions().await.unwrap().versions.iter().any(|version| version == "v1.11"));
    let (_, session) = registered(&matrix, "zoe").await;

    let again = matrix.account().login(&login(session.user_id.as_str(), "a horse")).await.unwrap();
    assert_eq!(again.user_id, session.user_id);
    assert_ne!(again.device_id, session.device_id);
    let zoe = matrix.with_credential(again.access_token);
    assert_eq!(zoe.account().whoami().await.unwrap().user_id, session.user_id);
    assert_eq!(zoe.account().logout().await.unwrap(), json!({}));
    assert_eq!(told(&zoe.account().whoami().await.unwrap_err()), (401, "M_UNKNOWN_TOKEN"));
}

#[tokio::test]
async fn errors_have_the_code_of_the_service() {
    let Some(matrix) = matrix() else { return };
    let (zoe, _) = registered(&matrix, "zoe").await;
    assert_eq!(told(&zoe.account().unknown().await.unwrap_err()), (404, "M_UNRECOGNIZED"));
    let elsewhere = RoomId::from("!nowhere:localhost");
    assert_eq!(told(&zoe.rooms().members(&elsewhere).await.unwrap_err()), (403, "M_FORBIDDEN"));
    let room = room(&zoe).await;
    let error = zoe.rooms().get(&room, "of.nobody", "key").await.unwrap_err();
    assert_eq!(told(&error), (404, "M_NOT_FOUND"));
    // An empty segment would be another route.
    let error = zoe.rooms().get(&room, "m.room.name", "").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
}

#[tokio::test]
async fn too_many_wrong_passwords_are_refused_until_the_server_is_ready() {
    let Some(matrix) = matrix() else { return };
    let (_, session) = registered(&matrix, "guessed").await;
    let wrong = login(session.user_id.as_str(), "not a horse");
    let limited = loop {
        let error = matrix.account().login(&wrong).retries(0).await.unwrap_err();
        if error.status().unwrap() == 429 {
            break error;
        }
        assert_eq!(told(&error), (403, "M_FORBIDDEN"));
    };
    assert_eq!(limited.code(), Some("M_LIMIT_EXCEEDED"));
    assert_eq!(limited.retry_after(), Some(Duration::from_secs(1)));
    // With a retry, the client waits as long as it was told, and gets the real answer.
    let started = Instant::now();
    let error = matrix.account().login(&wrong).await.unwrap_err();
    assert_eq!((told(&error), error.attempts()), ((403, "M_FORBIDDEN"), 2));
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn messages_are_sent_once_and_read_in_both_directions() {
    let Some(matrix) = matrix() else { return };
    let (zoe, session) = registered(&matrix, "zoe").await;
    let room = room(&zoe).await;
    let texts: Vec<_> = (0..23).map(|n| format!("message {n}")).collect();
    for (n, body) in texts.iter().enumerate() {
        let transaction = format!("t/{n}");
        let sent = zoe.rooms().send(&room, &transaction, &text(body)).await.unwrap();
        let again = zoe.rooms().send(&room, &transaction, &text(body)).await.unwrap();
        assert_eq!(sent.event_id, again.event_id, "the same transaction is the same message");
        let event = zoe.rooms().event(&room, &sent.event_id).await.unwrap();
        assert_eq!((&event.sender, &*event.kind), (&session.user_id, "m.room.message"));
        assert_eq!(event.content, text(body));
    }
    let rooms = zoe.rooms();
    let newest: Vec<_> = rooms.newest(&room).limit(5).items().try_collect().await.unwrap();
    let expected: Vec<_> = texts.iter().map(String::as_str).collect();
    assert_eq!(bodies(&newest), expected.iter().rev().copied().collect::<Vec<_>>());
    let oldest: Vec<_> = rooms.oldest(&room).limit(5).items().try_collect().await.unwrap();
    assert_eq!(bodies(&oldest), expected);
}

#[tokio::test]
async fn state_is_kept_under_a_kind_and_a_key() {
    let Some(matrix) = matrix() else { return };
    let (zoe, session) = registered(&matrix, "zoe").await;
    let room = room(&zoe).await;
    let state = json!({ "mood": "ü & \u{1F980}" });
    for key in ["plain", "a/b c", "100%25", "x?y#z"] {
        zoe.rooms().set(&room, "org.example.mood", key, &state).await.unwrap();
        assert_eq!(zoe.rooms().get(&room, "org.example.mood", key).await.unwrap(), state, "{key}");
    }
    let (other, member) = registered(&matrix, "yan").await;
    other.account().join(&room, &json!({})).await.unwrap();
    let members = zoe.rooms().members(&room).await.unwrap().joined;
    assert_eq!(members.keys().collect::<Vec<_>>(), [&member.user_id, &session.user_id]);
}

#[tokio::test]
async fn a_long_poll_ends_when_there_is_something_new() {
    let Some(matrix) = matrix() else { return };
    let ((zoe, _), (yan, _)) = (registered(&matrix, "zoe").await, registered(&matrix, "yan").await);
    let room = room(&zoe).await;
    yan.account().join(&room, &json!({})).await.unwrap();
    let since = yan.account().sync().await.unwrap().next_batch;

    // Nothing is new: the server answers when the time is over.
    let started = Instant::now();
    let nothing = yan.account().sync().since(&since).wait(700).await.unwrap();
    assert!(started.elapsed() >= Duration::from_millis(600), "{:?}", started.elapsed());
    assert!(nothing.texts(&room).is_empty());

    let started = Instant::now();
    let waiting =
        tokio::spawn(yan.account().sync().since(&nothing.next_batch).wait(30_000).into_future());
    tokio::time::sleep(Duration::from_millis(300)).await;
    zoe.rooms().send(&room, "1", &text("good morning")).await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap().texts(&room), ["good morning"]);
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[tokio::test]
async fn one_client_speaks_for_a_user_and_for_the_administrator() {
    let Some(matrix) = matrix() else { return };
    // `tests/servers/run` has made this user.
    let admin = matrix.account().login(&login("admin", "a horse admin")).await.unwrap();
    let (_, session) = registered(&matrix, "zoe").await;
    let client = |token: String, admin: String| {
        let builder = Matrix::builder().base_url(super::address("synapse").unwrap());
        builder.credential(token).credential_for("admin", admin).build().unwrap()
    };
    let both = client(session.access_token, admin.access_token);
    assert_eq!(both.account().whoami().await.unwrap().user_id, session.user_id);
    assert!(both.admin().user(&admin.user_id).await.unwrap().admin);
    assert!(!both.admin().user(&session.user_id).await.unwrap().admin);
    let all: Vec<_> = both.admin().users().limit(2).items().try_collect().await.unwrap();
    assert!(all.iter().any(|person| person.name == session.user_id));

    // A user's token is not the administrator's, and nobody is asked for a credential that no call needs.
    let user = matrix.account().login(&login(session.user_id.as_str(), "a horse")).await.unwrap();
    let pretender = client(user.access_token.clone(), user.access_token);
    let error = pretender.admin().user(&session.user_id).await.unwrap_err();
    assert_eq!(told(&error), (403, "M_FORBIDDEN"));
}

#[tokio::test]
async fn what_nobody_has_set_is_none() {
    let Some(matrix) = matrix() else { return };
    let (zoe, session) = registered(&matrix, "zoe").await;
    assert_eq!(zoe.account().data(&session.user_id, "org.example.nothing").await.unwrap(), None);
    assert!(zoe.account().data(&session.user_id, "m.push_rules").await.unwrap().is_some());
}
