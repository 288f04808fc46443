//! The part of the engine in decoding replies.

use futures_util::TryStreamExt;
use schematic_api::{Error, ErrorKind, Limits, Object, api};
use schematic_tests::{
    scripted::{Reply, Scripted},
    shop::{Item, ItemId, builder, shop},
};

fn id() -> ItemId {
    ItemId::from("i")
}

async fn decoded(body: impl Into<Vec<u8>>) -> Result<Item, Error> {
    let transport = Scripted::new([Reply::status(200).chunk(body.into())]);
    shop(&transport).items().retrieve(&id()).await
}

// D1
#[tokio::test]
async fn fields_that_nobody_declared_are_no_error() {
    let item = decoded(r#"{"id":"i","colour":"red","sizes":[1,{"deep":null}]}"#).await.unwrap();
    assert_eq!(item.id, id());
}

// D4
#[tokio::test]
async fn a_string_is_no_number() {
    assert!(decoded(r#"{"id":"i","stock":"1"}"#).await.unwrap_err().is_decode());
    assert!(decoded(r#"{"id":"i","stock":1.5}"#).await.unwrap_err().is_decode());
    assert_eq!(decoded(r#"{"id":"i","stock":-1}"#).await.unwrap().stock, -1);
}

// D7
#[tokio::test]
async fn hostile_json_is_an_error_or_decodes_but_never_aborts() {
    let nested = |depth: usize| {
        format!(r#"{{"id":"i","ignored":{}{}}}"#, "[".repeat(depth), "]".repeat(depth))
    };
    let cases: Vec<Vec<u8>> = vec![
        br#"{"id":"i","id":"j"}"#.to_vec(),
        br#"{"id":"i","stock":1e400}"#.to_vec(),
        br#"{"id":"i","stock":99999999999999999999999999}"#.to_vec(),
        br#"{"id":"\ud800"}"#.to_vec(),
        b"{\"id\":\"\xff\"}".to_vec(),
        b"\xff\xfe{\x00}\x00".to_vec(),
        b"\xef\xbb\xbf{\"id\":\"i\"}".to_vec(),
        br#"{"id":"i"}{"id":"j"}"#.to_vec(),
        br#"{"id":"i"},"#.to_vec(),
        "[".repeat(1_000_000).into(),
        r#"{"id":"#.repeat(100_000).into(),
        nested(129).into(),
        nested(1_000_000).into(),
        vec![0; 1000],
    ];
    for case in cases {
        let shown = String::from_utf8_lossy(&case[..case.len().min(60)]).into_owned();
        match decoded(case).await {
            Ok(item) => assert_eq!(item.id, id(), "{shown}"),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Decode, "{shown}");
                assert!(format!("{error:?}").len() < 5_000, "{shown}");
            }
        }
    }
}

// D7
#[tokio::test]
async fn invalid_utf_8_is_a_decode_error_for_text_and_nothing_to_bytes() {
    let transport = Scripted::new([Reply::status(200).chunk(b"caf\xe9".to_vec())]);
    let shop = shop(&transport);
    assert_eq!(shop.items().label(&id()).await.unwrap_err().kind(), ErrorKind::Decode);
    assert_eq!(shop.items().picture(&id()).await.unwrap(), b"caf\xe9"[..]);
    let streamed =
        shop.items().download(&id()).await.unwrap().try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(streamed.concat(), b"caf\xe9");
}

#[tokio::test]
async fn text_and_bytes_are_given_as_they_came() {
    let shop = shop(&Scripted::always(" größe\n"));
    assert_eq!(shop.items().label(&id()).await.unwrap(), " größe\n");
    assert_eq!(shop.items().picture(&id()).await.unwrap(), " größe\n");
}

#[tokio::test]
async fn a_character_may_be_split_between_chunks() {
    let body = r#"{"id":"i","status":"größe😀"}"#.as_bytes();
    for at in 0..=body.len() {
        let (head, tail) = body.split_at(at);
        let transport =
            Scripted::new([Reply::status(200).chunk(head.to_vec()).chunk(tail.to_vec())]);
        let item = shop(&transport).items().retrieve(&id()).await.unwrap();
        assert_eq!(item.status, "größe😀", "{at}");
    }
}

/// Every prefix of a reply is an error, never a smaller success.
#[tokio::test]
async fn no_prefix_of_a_reply_is_taken_for_the_whole() {
    let body = r#"{"id":"i","status":"made","stock":12}"#;
    for at in 0..body.len() {
        let error = decoded(&body[..at]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{at}");
        let transport = Scripted::new([Reply::status(200).chunk(body[..at].to_owned()).broken()]);
        let shop = builder(&transport).retries(0).build().unwrap();
        let error = shop.items().retrieve(&id()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Truncated, "{at}");
    }
    let transport = Scripted::new([Reply::status(200).chunk(body).broken()]);
    let shop = builder(&transport).retries(0).build().unwrap();
    assert_eq!(shop.items().retrieve(&id()).await.unwrap_err().kind(), ErrorKind::Truncated);
}

#[tokio::test]
async fn a_streamed_reply_that_breaks_off_ends_with_an_error() {
    let transport = Scripted::new([Reply::status(200).chunk("one").chunk("two").broken()]);
    let mut picture = shop(&transport).items().download(&id()).await.unwrap();
    assert_eq!(picture.try_next().await.unwrap().unwrap(), "one");
    assert_eq!(picture.try_next().await.unwrap().unwrap(), "two");
    assert_eq!(picture.try_next().await.unwrap_err().kind(), ErrorKind::Truncated);
    assert!(picture.try_next().await.unwrap().is_none());
}

#[tokio::test]
async fn a_byte_order_mark_before_text_is_read_as_if_it_were_not_there() {
    let marked = |text: &str| format!("\u{feff}{text}").into_bytes();
    assert_eq!(decoded(marked(r#"{"id":"i"}"#)).await.unwrap().id, id());

    let refused = marked(r#"{"error":{"message":"gone","code":"gone"}}"#);
    let transport = Scripted::new([Reply::status(404).chunk(refused)]);
    let error = shop(&transport).items().retrieve(&id()).await.unwrap_err();
    assert_eq!(error.message(), Some("gone"), "{error}");

    let transport = Scripted::new([Reply::status(200).chunk(marked("tea"))]);
    let shop = shop(&transport);
    assert_eq!(shop.items().label(&id()).await.unwrap(), "tea");
    assert_eq!(shop.items().picture(&id()).await.unwrap(), marked("tea"), "bytes stay as they are");
}

/// A thing with fewer fields than are sent.
#[derive(Clone, Debug, PartialEq, Object)]
struct Small {
    /// Its id.
    id: u64,
}

api! {
    /// Things.
    client Things at "https://things.example.com";

    retrieve: GET /thing -> Small;
    note: GET /notes/<id: u64> -> Note;
}

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
struct Note {
    id: u64,
    text: String,
    title: Option<String>,
    #[wire(default)]
    tags: Vec<String>,
}

#[tokio::test]
async fn another_object_than_the_declared_one_is_an_error_that_names_the_missing_field() {
    for (body, missing) in [
        ("{}", "missing field `id`"),
        (r#"{"message":"Not found","ok":false}"#, "missing field `id`"),
        (r#"{"id":7,"title":"t","tags":["a"]}"#, "missing field `text`"),
        (r#"{"id":null,"text":"t"}"#, "invalid type: null"),
    ] {
        let things = Things::builder().transport(Scripted::always(body)).build().unwrap();
        let error = things.note(7).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().contains(missing), "{error}");
        assert_eq!(error.body().unwrap(), body, "the body is kept");
    }
    let body = r#"{"id":7,"text":"t"}"#;
    let things = Things::builder().transport(Scripted::always(body)).build().unwrap();
    assert_eq!(things.note(7).await.unwrap(), Note::new(7, "t"));
}

#[tokio::test]
async fn a_field_that_nobody_declared_is_not_deeper_than_others_may_be() {
    for (open, close) in [("[", "]"), (r#"{"k":"#, "}")] {
        let nested = |depth: usize| {
            format!(r#"{{"x":{}0{},"id":7}}"#, open.repeat(depth), close.repeat(depth))
        };
        for (depth, fits) in [(100, true), (200, false), (1_000_000, false)] {
            let transport = Scripted::always(&nested(depth));
            let things = Things::builder().transport(transport).build().unwrap();
            let result = things.retrieve().await;
            assert_eq!(result.is_ok(), fits, "{depth}");
            let Err(error) = result else { continue };
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(error.to_string().contains("recursion limit"), "{error}");
            assert!(error.json_path().unwrap().len() <= 2000, "{:?}", error.json_path());
            assert!(format!("{error} {error:?}").len() <= 2000, "{error:?}");
        }
    }
}

/// The limit of a body counts bytes; this one what they become. Text is never refused for what it looks like.
#[tokio::test]
async fn json_that_becomes_too_large_is_refused() {
    let repeated =
        |unit: &str| format!(r#"{{"id":7,"x":[{}0]}}"#, unit.repeat(60_000 / unit.len()));
    let small = [r#"{"":0},"#, r#"{"":{"":0}},"#, "[0],", "[[0]],", "0,", r#""","#, "{},"];
    let prose = [r#""It rains, [they] say: {wet}","#, r#""\"[[[[[[[[[[[[[[[[[[[[","#];
    let sizes = small.map(|unit| (unit, false)).into_iter().chain(prose.map(|unit| (unit, true)));
    for (unit, fits) in sizes {
        let transport = Scripted::always(&repeated(unit));
        let things =
            Things::builder().transport(transport).limits(Limits::new().max_decoded(600_000));
        let result = things.build().unwrap().retrieve().await;
        assert_eq!(result.is_ok(), fits, "{unit}");
        let Err(error) = result else { continue };
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert!(error.to_string().contains("`Limits::max_decoded`"), "{error}");
    }
    let unlimited = Limits::new().max_decoded(usize::MAX);
    for limits in [Limits::new(), unlimited] {
        let transport = Scripted::always(&repeated(small[0]));
        let things = Things::builder().transport(transport).limits(limits).build().unwrap();
        assert_eq!(things.retrieve().await.unwrap().id, 7);
    }
    let transport = Scripted::always(&"[".repeat(100_000));
    let shop = builder(&transport).limits(Limits::new().max_decoded(1)).build().unwrap();
    assert_eq!(shop.items().label(&id()).await.unwrap().len(), 100_000);
}
