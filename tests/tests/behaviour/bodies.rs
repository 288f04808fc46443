//! Bodies and replies in other formats than the usual ones: media types, and codecs of the user's.

use bytes::Bytes;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::transport::BoxError;
use schematic_api::{Api, BodyKind, Codec, ErrorKind, Object, ReplyKind, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::replies::body_of;
use schematic_tests::scripted::{Reply, Scripted};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Note {
    /// Its text.
    pub text: String,
}

/// A text that cannot be encoded.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sealed;

/// JSON between tags, which is enough of XML for a test.
#[derive(Debug)]
pub struct Xml;

impl<T: Serialize + DeserializeOwned> Codec<T> for Xml {
    const MEDIA_TYPE: &'static str = "application/xml";

    fn encode(value: &T) -> Result<Vec<u8>, BoxError> {
        Ok(format!("<v>{}</v>", serde_json::to_string(value)?).into())
    }

    fn decode(body: &[u8]) -> Result<T, BoxError> {
        let text = std::str::from_utf8(body)?;
        let inside = text.strip_prefix("<v>").and_then(|text| text.strip_suffix("</v>"));
        let inside = inside.ok_or_else(|| format!("`{text}` is not between tags"))?;
        Ok(serde_json::from_str(inside)?)
    }
}

/// A codec for one type.
#[derive(Debug)]
pub(crate) struct Never;

impl Codec<Sealed> for Never {
    const MEDIA_TYPE: &'static str = "application/never";

    fn encode(_: &Sealed) -> Result<Vec<u8>, BoxError> {
        Err("it is sealed".into())
    }

    fn decode(_: &[u8]) -> Result<Sealed, BoxError> {
        Ok(Sealed)
    }
}

api! {
    /// Notes.
    pub client Notes at "https://notes.example.com" {
        auth bearer env "NOTES_KEY";
        header "Content-Type": "application/of-the-client";
    }

    /// Notes in several formats.
    group docs {
        header "Content-Type": "application/of-the-group";

        plain: POST /plain (json Note) -> empty;
        patch: PATCH /notes/<id> (json Note as "application/merge-patch+json") -> empty;
        steps: PATCH /steps/<id> (json Vec<Note> as "application/json-patch+json"?) -> empty;
        draw:  PUT /images/<id> (bytes as "image/png") -> empty;
        pipe:  PUT /pipes/<id> (stream as "video/mp4") -> empty;
        send:  POST /texts (text as "text/csv; charset=utf-8", header "Content-Type": String?) -> text;
        fill:  POST /forms (form Note as "application/x-form") -> empty;
        save:  PUT /xml/<id> (Note via Xml) -> Note via Xml;
        many:  PUT /lists (Vec<Note> via Xml as "text/xml"?) -> Vec<Note> via Xml;
        seal:  PUT /seals (Sealed via Never) -> empty;
    }
}

fn notes(transport: &Scripted) -> Notes {
    let builder = Notes::builder().transport(transport.clone()).credential("sk-secret-1");
    builder.retries(0).build().unwrap()
}

fn note() -> Note {
    Note::new("Buy milk")
}

#[tokio::test]
async fn a_body_has_the_media_type_that_its_line_names() {
    let transport = Scripted::new([Reply::status(204)]);
    let notes = notes(&transport).docs();
    notes.plain(&note()).await.unwrap();
    notes.patch("1", &note()).await.unwrap();
    notes.steps("1").body(&[note()]).await.unwrap();
    notes.steps("1").await.unwrap();
    notes.draw("1", "png").await.unwrap();
    let chunks = futures_util::stream::iter([Ok::<_, std::io::Error>(Bytes::from("mp4"))]);
    notes.pipe("1", schematic_api::Body::stream(chunks)).await.unwrap();
    notes.send("a,b").await.unwrap();
    notes.fill(&note()).await.unwrap();
    let sent = transport.sent();
    let types: Vec<_> = sent.iter().map(|sent| sent.header_values("content-type")).collect();
    assert_eq!(
        types,
        [
            vec!["application/of-the-group"],
            vec!["application/merge-patch+json"],
            vec!["application/json-patch+json"],
            vec!["application/of-the-client"],
            vec!["image/png"],
            vec!["video/mp4"],
            vec!["text/csv; charset=utf-8"],
            vec!["application/x-form"],
        ]
    );
    assert_eq!(sent[1].body, r#"{"text":"Buy milk"}"#);
    assert_eq!(sent[7].body, "text=Buy%20milk");
}

#[tokio::test]
async fn a_content_type_of_the_caller_or_the_builder_is_kept() {
    let transport = Scripted::new([Reply::status(204)]);
    let notes = notes(&transport);
    notes.docs().send("a").content_type("text/tab-separated-values").await.unwrap();
    notes.docs().patch("1", &note()).header("Content-Type", "application/json").await.unwrap();
    notes.docs().save("1", &note()).header("content-type", "text/xml").await.unwrap_err();
    let derived = notes.with_header("Content-Type", "application/x-derived");
    derived.docs().patch("1", &note()).await.unwrap();
    derived.docs().save("1", &note()).await.unwrap_err();
    notes.docs().patch("1", &note()).without_header("content-type").await.unwrap();
    let sent = transport.sent();
    let types: Vec<_> = sent.iter().map(|sent| sent.header_values("content-type")).collect();
    assert_eq!(
        types,
        [
            vec!["text/tab-separated-values"],
            vec!["application/json"],
            vec!["text/xml"],
            vec!["application/x-derived"],
            vec!["application/x-derived"],
            vec![],
        ]
    );
}

#[tokio::test]
async fn a_codec_encodes_the_body_and_decodes_the_reply() {
    let xml = r#"<v>{"text":"Saved"}</v>"#;
    let transport = Scripted::new([
        Reply::status(200).chunk(xml),
        Reply::status(200).chunk(format!("<v>[{}]</v>", r#"{"text":"One"}"#)),
    ]);
    let notes = notes(&transport).docs();
    assert_eq!(notes.save("1", &note()).await.unwrap(), Note::new("Saved"));
    assert_eq!(notes.many().body(&vec![note()]).await.unwrap(), [Note::new("One")]);
    let [save, many] = &transport.sent()[..] else { panic!("two requests") };
    assert_eq!(save.body, r#"<v>{"text":"Buy milk"}</v>"#);
    assert_eq!(save.header("content-type"), Some("application/xml"));
    assert_eq!(save.header("accept"), Some("application/xml"));
    assert_eq!(many.body, r#"<v>[{"text":"Buy milk"}]</v>"#);
    assert_eq!(many.header("content-type"), Some("text/xml"));
}

#[tokio::test]
async fn a_codec_works_over_a_socket() {
    let reply = Step::reply(200, "content-type: application/xml\r\n", r#"<v>{"text":"Saved"}</v>"#);
    let server = FaultServer::start([[Step::Read, reply]]).await;
    let notes = Notes::builder().base_url(server.url()).credential("sk").build().unwrap();
    assert_eq!(notes.docs().save("1", &note()).await.unwrap().text, "Saved");
    let request = &server.requests()[0];
    assert_eq!(request.header("accept"), Some("application/xml"));
    assert_eq!(request.body, r#"<v>{"text":"Buy milk"}</v>"#);
}

#[tokio::test]
async fn a_reply_that_the_codec_cannot_decode_is_an_error_that_keeps_it() {
    for body in ["<html>", "", "\u{fffd}", "<v>[1]</v>"] {
        let reply = Reply::status(201).header("x-request-id", "req_1").chunk(body);
        let error = notes(&Scripted::new([reply])).docs().save("1", &note()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.status(), Some(StatusCode::CREATED));
        assert_eq!(error.request_id(), Some("req_1"));
        assert_eq!(error.body().map(|raw| &raw[..]), Some(body.as_bytes()));
        assert!(error.to_string().contains("application/xml"), "{error}");
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn an_error_of_a_codec_repeats_no_secret() {
    let reply = Reply::status(200).chunk("you sent sk-secret-1");
    let error = notes(&Scripted::new([reply])).docs().save("1", &note()).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    let shown = format!("{error} {error:?} {source} {source:?}");
    assert!(!shown.contains("sk-secret-1"), "{shown}");
    assert!(shown.contains("[redacted]"), "{shown}");
}

#[tokio::test]
async fn a_value_that_the_codec_cannot_encode_is_not_sent() {
    let transport = Scripted::new([Reply::status(204)]);
    let error = notes(&transport).docs().seal(&Sealed).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.to_string().contains("application/never"), "{error}");
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "it is sealed");
    assert_eq!(transport.attempts(), 0);
}

#[test]
fn the_table_has_the_media_types() {
    let endpoint = |id| Notes::ENDPOINTS.get(id).unwrap();
    let media_type = |id| endpoint(id).media_type();
    assert_eq!(media_type("docs.plain"), Some("application/json"));
    assert_eq!(media_type("docs.patch"), Some("application/merge-patch+json"));
    assert_eq!(media_type("docs.draw"), Some("image/png"));
    assert_eq!(media_type("docs.many"), Some("text/xml"));
    let save = endpoint("docs.save");
    assert_eq!((save.body(), save.reply()), (BodyKind::Codec, ReplyKind::Codec));
    assert_eq!(save.media_type(), Some("application/xml"));
    assert_eq!(save.reply_media_type(), Some("application/xml"));
    assert_eq!(endpoint("docs.send").reply_media_type(), None);
    assert!(endpoint("docs.many").is_body_optional());
    assert!(Notes::SPEC.headers().iter().any(|header| header.name() == "content-type"));
}

#[tokio::test]
async fn the_mock_speaks_the_codec() {
    let mock = Mock::<Notes>::new()
        .on(|request: DocsSaveRequest| async move {
            Ok(Note::new(format!("{}: {}", request.id, request.body.text)))
        })
        .on(|request: DocsManyRequest| async move { Ok(request.body.unwrap_or_default()) });
    let server = mock.listen().await.unwrap();
    for client in [mock.client(), server.client().unwrap()] {
        let notes = client.docs();
        let response = notes.save("7", &note()).response().await.unwrap();
        assert_eq!(response.headers()["content-type"], "application/xml");
        assert_eq!(response.into_value().text, "7: Buy milk");
        assert_eq!(notes.many().await.unwrap(), []);
        assert_eq!(notes.many().body(&vec![note()]).await.unwrap(), [note()]);
    }
}

#[tokio::test]
async fn the_mock_refuses_a_body_of_another_media_type() {
    let mock = Mock::<Notes>::new()
        .on(|_: DocsPatchRequest| async { Ok(()) })
        .on(|request: DocsSaveRequest| async move { Ok(request.body) });
    let notes = mock.client().docs();
    notes.patch("1", &note()).await.unwrap();
    let error = notes.patch("1", &note()).header("content-type", "application/json").await;
    let error = error.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    let body = body_of(&error);
    assert!(body.contains("must be `application/merge-patch+json`"), "{body}");
    let parameters = "application/merge-patch+json; charset=utf-8";
    notes.patch("1", &note()).header("content-type", parameters).await.unwrap();
}

mod one_route {
    //! One path with bodies of several media types.

    use super::*;

    api! {
        client Items at "https://items.example.com";

        merge: PATCH /items/<id>?of="merge" (json Note as "application/merge-patch+json") -> text;
        other: PATCH /items/<id>?of="any" (json Note) -> text;
    }

    #[tokio::test]
    async fn each_goes_to_its_endpoint() {
        let mock = Mock::<Items>::new()
            .on(|_: ItemsMergeRequest| async { Ok::<_, ErrorReply>("merge".to_owned()) })
            .on(|_: ItemsOtherRequest| async { Ok("other".to_owned()) });
        let items = mock.client();
        assert_eq!(items.merge("1", &note()).await.unwrap(), "merge");
        assert_eq!(items.other("1", &note()).await.unwrap(), "other");
    }
}
