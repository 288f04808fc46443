//! The inputs of a request besides its path and query.

use super::{endpoint, sound, text};
use crate::model::{Body, BodyKind, Need, Query, Scalar};

#[test]
fn inputs() {
    let body = |inputs: &str| endpoint(&format!("send: POST /x ({inputs}) -> Thing;")).body;
    assert!(matches!(
        body("json Thing"),
        Some(Body { kind: BodyKind::Json(_), need: Need::Required, .. })
    ));
    assert!(matches!(
        body("json Vec<Thing>?"),
        Some(Body { kind: BodyKind::Json(_), need: Need::Optional, .. })
    ));
    assert!(matches!(body("form models::Thing,"), Some(Body { kind: BodyKind::Form(_), .. })));
    assert!(matches!(body("text"), Some(Body { kind: BodyKind::Text, .. })));
    assert!(matches!(
        body("bytes?"),
        Some(Body { kind: BodyKind::Bytes, need: Need::Optional, .. })
    ));
    assert!(matches!(body("stream"), Some(Body { kind: BodyKind::Stream, .. })));
    let headers = endpoint(
        "send: POST /x (header \"Idempotency-Key\": Key, json Thing, header \"X-Trace\" as trace: String?) -> Thing;",
    )
    .headers;
    assert_eq!(headers[0].name, "idempotency_key");
    assert_eq!(
        (headers[1].name.to_string().as_str(), headers[1].wire.as_str()),
        ("trace", "x-trace")
    );
    assert_eq!(headers[1].need, Need::Optional);
}

#[test]
fn media_types_of_bodies() {
    let body = |inputs: &str| {
        let body = endpoint(&format!("send: POST /x ({inputs}) -> Thing;")).body.expect("a body");
        (body.media_types.own.map(|text| text.value()).unwrap_or_default(), body.need)
    };
    let patch = "application/merge-patch+json".to_owned();
    assert_eq!(body("json Thing as \"application/merge-patch+json\""), (patch, Need::Required));
    assert_eq!(body("text as \"text/csv\"?"), ("text/csv".to_owned(), Need::Optional));
    assert_eq!(body("bytes as \"image/png\"").0, "image/png");
    assert_eq!(body("form Vec<u8> as \"a/b; c=d\"").0, "a/b; c=d");
}

#[test]
fn codecs() {
    let line = endpoint("save: PUT /x (models::Note via formats::Xml?) -> Note via Xml;");
    let body = line.body.expect("a body");
    assert_eq!(body.need, Need::Optional);
    let BodyKind::Codec(ty, codec) = body.kind else { panic!("it is encoded") };
    assert_eq!(
        (text(&Some(ty)), text(&Some(codec))),
        ("models :: Note".into(), "formats :: Xml".into())
    );
    assert_eq!(line.reply.text(), "Note via Xml");
    let line = endpoint("save: PUT /x (Vec<u8> via Packed) -> String via Packed;");
    assert_eq!(line.reply.text(), "String via Packed");
}

#[test]
fn lists_in_one_value() {
    let line = endpoint(
        "find: GET /x?<ids: Vec<u32> by \",\"?>&<tags[]: Vec<Tag>> (header \"X-Ids\": Vec<u8> by \"; \") -> Thing;",
    );
    let separators = line.query.iter().map(|part| match part {
        Query::Param(param) => param.separator.as_ref().map(|text| text.value()),
        _ => panic!("a parameter"),
    });
    assert_eq!(separators.collect::<Vec<_>>(), [Some(",".to_owned()), None]);
    assert_eq!(line.headers[0].separator.as_ref().map(|text| text.value()).as_deref(), Some("; "));
}

#[test]
fn what_the_service_takes_if_a_parameter_is_absent() {
    let line = endpoint(
        "list: GET /x?<limit: u32? if_absent -20>&<order: Order? if_absent \"desc\">&<q?> (header \"X-All\": bool? if_absent true) -> Thing;",
    );
    let values = line.query.iter().map(|part| match part {
        Query::Param(param) => param.if_absent.clone(),
        _ => panic!("a parameter"),
    });
    let expected = [Some(Scalar::Integer(-20)), Some(Scalar::Text("desc".to_owned())), None];
    assert!(values.collect::<Vec<_>>() == expected);
    assert!(line.headers[0].if_absent == Some(Scalar::Bool(true)));
}

#[test]
fn multipart_bodies_are_read_in_full() {
    sound(
        "client Api; c: POST /c (multipart Upload?, header \"X-Id\": u32) -> File { timeout 30 min; retry 0; }
         d: POST /d (multipart Upload as \"multipart/related\") -> File;",
    );
}
