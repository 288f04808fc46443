//! What must not be in a file.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use proptest::prelude::*;
use proptest::test_runner::Config;
use schematic_api::record::{Cassette, Mode};
use schematic_api::reply::Text;
use schematic_api::{Credential, api};
use schematic_tests::folder::Folder;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::json;

use crate::{
    KEY, get, json as json_of, player, post, record, recorder, recording, replay, said, text,
    written,
};

api! {
    client Basic at "https://basic.example.com" { auth basic; }
    read: POST /a (text) -> text;
}

api! {
    client Bearer at "https://bearer.example.com" { auth bearer; }
    read: POST /a (text) -> text;
}

api! {
    client InHeader at "https://header.example.com" { auth header "X-Odd"; }
    read: POST /a (text) -> text;
}

api! {
    client InQuery at "https://query.example.com" { auth query "odd"; }
    read: POST /a (text) -> text;
}

api! {
    client Named at "https://named.example.com" { auth none; auth admin: header "X-Admin"; }
    read: POST /a (text) -> text auth admin;
}

/// The forms in which a service may repeat a secret.
fn forms(secret: &str) -> Vec<String> {
    let percent: String = secret.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let query: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let json = serde_json::Value::from(secret).to_string();
    let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let units = secret.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    vec![
        secret.to_owned(),
        percent,
        query,
        json[1..json.len() - 1].to_owned(),
        html,
        units,
        STANDARD.encode(secret),
    ]
}

/// A reply that repeats a secret in each form, in a header, and in an event that is cut in the middle of it.
fn repeating(secret: &str) -> Reply {
    let said = forms(secret).join(" | ");
    let cut = said.char_indices().nth(said.chars().count() / 3).map_or(0, |(at, _)| at);
    let (first, second) = said.split_at(cut);
    let header: String = secret.chars().filter(|char| matches!(char, ' '..='~')).collect();
    let reply = Reply::status(200).header("content-type", "text/event-stream");
    let reply = if header == secret { reply.header("x-echo", secret.trim()) } else { reply };
    reply.chunk(format!("data: {first}")).chunk(second.to_owned()).chunk("\n\n")
}

/// Asserts that nothing in a file is a form of a secret.
fn assert_without(path: &Path, secrets: &[&str]) {
    let (text, _) = written(path);
    for secret in secrets {
        for form in forms(secret) {
            // As it is, and as JSON escapes it.
            let escaped = serde_json::Value::from(form.as_str()).to_string();
            for form in [form.as_str(), &escaped[1..escaped.len() - 1]] {
                assert!(!text.contains(form), "{form} of {secret:?} is in {text}");
            }
        }
    }
}

/// Sends the secret in the way of each scheme, and in a text, to a service that repeats it.
async fn in_all_ways(folder: &Folder, secret: &str) {
    let body = || format!("look: {secret}.");
    let path = folder.path("secrets.json");
    macro_rules! way {
        ($client:ty, $credential:expr) => {{
            let builder = <$client>::builder().credential($credential);
            let builder = builder.transport(Scripted::new([repeating(secret)]));
            let cassette = Cassette::new(&path).mode(Mode::Record);
            let client = builder.cassette(&cassette).build().unwrap();
            client.read(body()).await.unwrap();
            assert_without(&path, &[secret]);
            let cassette = replay(&path);
            let client = <$client>::builder().cassette(&cassette).build().unwrap();
            // What was removed of the body fits anything.
            client.read("look: whatever.").await.unwrap();
            cassette.assert_all_used();
        }};
    }
    way!(Bearer, secret.to_owned());
    way!(InHeader, secret.to_owned());
    way!(InQuery, secret.to_owned());
    if !secret.contains(':') {
        way!(Basic, Credential::basic("user", secret));
    }
}

proptest! {
    #![proptest_config(Config { cases: 100, failure_persistence: None, ..Config::default() })]

    /// Keys as services make them, and some with whatever a header can carry.
    #[test]
    fn no_secret_is_in_a_file_in_any_form(secret in "[!-~]{6,40}|sk-[a-zA-Z0-9+/=_-]{12,60}") {
        let folder = Folder::new();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(in_all_ways(&folder, &secret));
    }
}

#[tokio::test]
async fn a_credential_with_a_name_is_removed() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    let cassette = record(&path);
    let named = Named::builder().credential_for("admin", KEY);
    let named = named.transport(Scripted::new([repeating(KEY)])).cassette(&cassette);
    named.build().unwrap().read("hello").await.unwrap();
    assert_without(&path, &[KEY]);
    assert_eq!(written(&path).1["exchanges"][0]["request"]["headers"]["x-admin"], "[redacted]");
    let named = Named::builder().cassette(&replay(&path)).build().unwrap();
    named.read("hello").await.unwrap();
}

#[tokio::test]
async fn a_user_and_a_password_are_removed_in_base64() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    let cassette = record(&path);
    let encoded = STANDARD.encode("alice:opensesame");
    let reply = said(&format!("Basic {encoded}, that is alice:opensesame, or opensesame"));
    let basic = Basic::builder().credential(Credential::basic("alice", "opensesame"));
    let basic = basic.transport(Scripted::new([reply])).cassette(&cassette).build().unwrap();
    basic.read("hello").await.unwrap();
    let body = written(&path).1["exchanges"][0]["reply"]["body"]["text"].clone();
    assert_eq!(body, "[redacted], that is [redacted], or [redacted]");
}

#[tokio::test]
async fn what_a_name_says_is_secret_is_removed_wherever_it_is_repeated() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    let script = Scripted::new([Reply::json(
        200,
        r#"{"cookie":"c-123456","signature":"s-123456","tenant":"t-123456"}"#,
    )
    .header("set-cookie", "session=c-654321; Path=/")]);
    let cassette = record(&path).redact_header("X-Tenant").redact_query("trace");
    let call = get(&recorder(&cassette, &script), "/a").send::<Text>();
    let call = call.header("cookie", "a=1; session=c-123456").header("x-tenant", "t-123456");
    let call = call.query("signature", "s-123456").query("trace", "q-123456").query("page", &2);
    call.query("page_token", "p-123456").await.unwrap();
    let secrets = ["c-123456", "s-123456", "t-123456", "q-123456", "p-123456", "c-654321"];
    assert_without(&path, &secrets);
    let request = written(&path).1["exchanges"][0]["request"].clone();
    let query = "signature=[redacted]&trace=[redacted]&page=2&page_token=[redacted]";
    assert_eq!(request["url"], format!("/a?{query}"));

    let cassette = record(&path).keep("Page_Token");
    let call = get(&recorder(&cassette, &script), "/a").send::<Text>();
    call.query("page_token", "p-123456").await.unwrap();
    let request = written(&path).1["exchanges"][0]["request"].clone();
    assert_eq!(request["url"], "/a?page_token=p-123456");
}

#[tokio::test]
async fn a_token_that_a_reply_gave_is_removed_from_it_once_it_is_used() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    let token = "t-abcdefgh";
    let login = Reply::json(200, json!({ "token": token, "for": "a day" }).to_string());
    let cassette = record(&path);
    let notes = recorder(&cassette, &Scripted::new([login, said("hello")]));
    let log_in = async |notes| json_of(post(notes, "/login")).await.unwrap()["token"].clone();
    let token = log_in(&notes).await;
    let derived = notes.with_credential(token.as_str().unwrap());
    text(get(&derived, "/me")).await.unwrap();
    assert_without(&path, &[token.as_str().unwrap()]);
    let body = written(&path).1["exchanges"][0]["reply"]["body"]["json"].clone();
    assert_eq!(body, json!({ "token": "[redacted]", "for": "a day" }));

    let cassette = replay(&path);
    let notes = player(&cassette);
    let token = log_in(&notes).await;
    let derived = notes.with_credential(token.as_str().unwrap());
    assert_eq!(text(get(&derived, "/me")).await.unwrap(), "hello");
    cassette.assert_all_used();
}

#[tokio::test]
async fn named_fields_are_removed_at_any_depth_and_named_texts_everywhere() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    let rules = |cassette: Cassette| {
        cassette.redact_field("email").redact_field("pin").redact_text("bot-4711")
    };
    let reply =
        json!({ "users": [{ "Email": "a@b.example", "pin": 1234, "n": 1 }], "bot": "bot-4711" });
    let notes =
        recorder(&rules(record(&path)), &Scripted::new([Reply::json(200, reply.to_string())]));
    let body = |email: &str| json!({ "to": { "email": email }, "text": "hi" });
    text(post(&notes, "/bot-4711/send").json(&body("a@b.example"))).await.unwrap();
    assert_without(&path, &["a@b.example", "1234", "bot-4711"]);
    let file = written(&path).1["exchanges"][0].clone();
    assert_eq!(file["request"]["url"], "/[redacted]/send");
    assert_eq!(file["request"]["body"]["json"], body("[redacted]"));
    let users = json!([{ "Email": "[redacted]", "pin": "[redacted]", "n": 1 }]);
    assert_eq!(file["reply"]["body"]["json"], json!({ "users": users, "bot": "[redacted]" }));

    let notes = player(&rules(replay(&path)));
    text(post(&notes, "/bot-0000/send").json(&body("other@b.example"))).await.unwrap();
}

#[tokio::test]
async fn a_secret_that_is_a_number_leaves_a_text() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    let reply = Reply::json(200, r#"{"account":12345678}"#);
    let notes = recorder(&record(&path).redact_text("12345678"), &Scripted::new([reply]));
    text(get(&notes, "/a")).await.unwrap();
    let body = written(&path).1["exchanges"][0]["reply"]["body"].clone();
    assert_eq!(body, json!({ "text": "{\"account\":[redacted]}" }));
}

#[tokio::test]
async fn a_secret_in_bytes_or_cut_into_many_chunks_is_removed() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    let url_safe = URL_SAFE_NO_PAD.encode("bot-4711?");
    let bytes = [&b"\xff\x00"[..], b"bot-4711?", b"\xfe", url_safe.as_bytes()].concat();
    let reply = Reply::status(200).header("content-type", "application/octet-stream").chunk(bytes);
    let cassette = record(&path).redact_text("bot-4711?");
    text(get(&recorder(&cassette, &Scripted::new([reply])), "/a")).await.unwrap_err();
    let body = written(&path).1["exchanges"][0]["reply"]["body"]["base64"].clone();
    let expected = [&b"\xff\x00[redacted]\xfe[redacted]"[..]].concat();
    assert_eq!(STANDARD.decode(body.as_str().unwrap()).unwrap(), expected);

    let reply = Reply::status(200).header("content-type", "text/plain");
    let reply = "a bot-4711? b".chars().fold(reply, |reply, char| reply.chunk(char.to_string()));
    let cassette = record(&path).redact_text("bot-4711?");
    text(get(&recorder(&cassette, &Scripted::new([reply])), "/a")).await.unwrap();
    let body = written(&path).1["exchanges"][0]["reply"]["body"]["text"].clone();
    assert_eq!(body, "a [redacted] b");
}

#[tokio::test]
async fn an_error_does_not_show_what_is_secret() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    let notes = recorder(&record(&path), &Scripted::new([said("x")]));
    text(post(&notes, "/a").json(&json!({ "password": "x", "key": "x" }))).await.unwrap();
    let cassette = replay(&path).redact_field("password");
    let notes = recording(&cassette, &Scripted::new([said("x")])).build().unwrap();
    let body = json!({ "password": "hunter2", "key": format!("my {KEY}") });
    let call = post(&notes, "/a").json(&body).send::<Text>();
    let error = call.header("x-api-key", "other-secret").await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("recorded \\\"x\\\"") || shown.contains("recorded \"x\""), "{shown}");
    for secret in [KEY, "hunter2", "other-secret"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

/// What came of a reply before it broke off is no JSON, and its last character is none.
#[tokio::test]
async fn named_fields_are_removed_from_what_broke_off() {
    let folder = Folder::new();
    let path = folder.path("secrets.json");
    for (begun, expected) in [
        (r#"{"n":1,"email":"a@b.example","x":"#, r#"{"n":1,"email":"[redacted]","x":"#),
        (r#"{"n":1,"email":"a@b.exam"#, r#"{"n":1,"email":"[redacted]""#),
    ] {
        let chunk = [begun.as_bytes(), &b"\xc3"[..]].concat();
        let reply = Reply::status(200).header("content-type", "application/json");
        let script = Scripted::new([reply.chunk(chunk).broken()]);
        let notes = recorder(&record(&path).redact_field("email"), &script);
        let call = get(&notes, "/a").send::<Text>();
        call.retries(0).await.unwrap_err();
        let body = written(&path).1["exchanges"][0]["reply"]["body"]["base64"].clone();
        let body = STANDARD.decode(body.as_str().unwrap()).unwrap();
        let (text, last) = body.split_at(body.len() - 1);
        assert_eq!((std::str::from_utf8(text).unwrap(), last), (expected, &b"\xc3"[..]));
    }
}
