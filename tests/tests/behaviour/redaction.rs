//! A secret, planted wherever a caller or a service may put one, appears nowhere: not in an error,
//! not in `Debug` output, not in a log.

use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use schematic_api::{Body, CallOptions, Error, SecretString, api, transport::TransportErrorKind};
use schematic_tests::{
    fault::{FaultServer, Step, refused_url},
    records::{Records, shown},
    scripted::{Answer, Reply, Scripted},
    shop::{Filter, ItemId, NewItem, Shop, ShopError, builder, shop},
};

const SECRET: &str = "sk-planted-4f9d";

#[track_caller]
fn assert_hidden(place: &str, text: &str) {
    // Includes encoded forms: in a query, and in base64 (`user:sk-planted-4f9d` after `Basic`).
    for form in [SECRET, "planted-4f9d", "c2stcGxhbnRlZC00Zjlk"] {
        assert!(!text.contains(form), "the secret shows in {place}: {text}");
    }
}

/// Runs `calls` with tracing on, and checks the errors and the traces.
async fn assert_silent(place: &str, calls: impl AsyncFnOnce() -> Vec<Error>) {
    let records = Records::default();
    let tracing = tracing::subscriber::set_default(records.clone());
    let errors = calls().await;
    drop(tracing);
    assert!(!errors.is_empty(), "{place}: nothing failed");
    for error in &errors {
        assert_hidden(place, &shown(error));
    }
    assert_hidden(place, &records.text());
    assert!(records.text().contains("items"), "{place}: nothing was traced");
}

/// The ways in which a call can fail.
fn failures() -> Vec<Answer> {
    vec![
        Reply::json(400, r#"{"error":{"message":"no","code":"c"}}"#).into(),
        Reply::json(401, "{}").into(),
        Reply::json(200, "<html>").into(),
        Reply::json(200, "{").broken().into(),
        Reply::status(302).header("location", "https://elsewhere.example").into(),
        Answer::Fail(TransportErrorKind::Connect, Duration::ZERO),
        Answer::Fail(TransportErrorKind::Interrupted, Duration::ZERO),
        Answer::Hang,
    ]
}

/// A client with the secret as its key, over a transport that fails in this way.
fn failing(answer: &Answer) -> Shop {
    let transport = Scripted::new([answer.clone()]);
    let shop =
        builder(&transport).credential(SECRET).header("x-session", SECRET).header("cookie", SECRET);
    shop.timeout(Duration::from_secs(30)).build().unwrap()
}

/// Returns the errors of calls with the secret in every possible place.
async fn planted_by_the_caller(shop: &Shop) -> Vec<Error> {
    let id = ItemId::from("i");
    let new = NewItem { name: SECRET.into() };
    let items = shop.items();
    let options = CallOptions::new().header("x-session", SECRET).query("key", SECRET);
    let chunks = stream::iter([Ok::<_, std::io::Error>(Bytes::from(SECRET))]);
    let results = [
        // 1-3: the key, and headers of the client.
        items.retrieve(&id).await.err(),
        // 4, 5: a header and a credential of the call.
        items.retrieve(&id).header("x-session", SECRET).await.err(),
        items.retrieve(&id).header("authorization", format!("Bearer {SECRET}")).await.err(),
        // 6, 7: a value in the path and in the query.
        items.retrieve(&ItemId::from(SECRET)).await.err(),
        items.retrieve(&id).query("key", SECRET).await.err(),
        // 8: shared options.
        items.retrieve(&id).options(&options).await.err(),
        // 9: a name in the query.
        items.retrieve(&id).query(SECRET, "1").await.err(),
        // 8: shared options.
        items.create(&new).await.err(),
        items.paste(SECRET).await.err(),
        items.upload(Body::stream(chunks)).await.err(),
        // 13: the idempotency key.
        items.create(&new).idempotency_key(SECRET).await.err(),
        // 14: a structured query.
        items.search(&Filter { words: vec![SECRET.into()] }).await.err(),
        // 15: a cursor.
        items.list().after(SECRET).await.err(),
    ];
    results.into_iter().flatten().collect()
}

// A9
#[tokio::test(start_paused = true)]
async fn what_the_caller_plants_is_silent_in_every_failure() {
    for failure in failures() {
        let shop = failing(&failure);
        assert_silent(&format!("{failure:?}"), async || {
            let errors = planted_by_the_caller(&shop).await;
            assert_eq!(errors.len(), 13, "{failure:?}");
            errors
        })
        .await;
    }
}

// A9: 16, the body and headers of an error of the service; only its message is shown.
#[tokio::test(start_paused = true)]
async fn what_the_service_plants_is_silent() {
    let error = |body: String| {
        Reply::json(400, body).header("set-cookie", SECRET).header("x-debug", SECRET)
    };
    let replies = [
        error(format!(r#"{{"error":{{"message":"no","code":"c","key":"{SECRET}"}}}}"#)),
        error(format!("<html>{SECRET}</html>")),
        error(String::new()),
        Reply::json(200, SECRET),
        Reply::json(200, format!(r#"{{"id":"{SECRET}","stock":"{SECRET}"}}"#)),
        Reply::json(200, format!(r#"{{"id":"i","stock":"{SECRET}"}}"#)),
        Reply::json(200, format!(r#"{{"id":"i","stock":1{SECRET}"#)).broken(),
        Reply::status(302).header("location", &format!("https://elsewhere.example/?key={SECRET}")),
    ];
    for reply in replies {
        let transport = Scripted::new([reply.clone()]);
        let shop = builder(&transport).retries(0).build().unwrap();
        assert_silent(&format!("{reply:?}"), async || {
            vec![shop.items().retrieve(&ItemId::from("i")).await.unwrap_err()]
        })
        .await;
    }
}

// A9: some services repeat the key that they reject.
#[tokio::test]
async fn a_message_that_repeats_the_key_is_shown_without_it() {
    let body = format!(r#"{{"error":{{"message":"incorrect key: {SECRET}","code":"c"}}}}"#);
    let transport = Scripted::new([Reply::json(401, body)]);
    let shop = builder(&transport).credential(SECRET).build().unwrap();
    let error = shop.items().retrieve(&ItemId::from("i")).await.unwrap_err();
    assert!(error.to_string().contains("incorrect key: [redacted]"), "{error}");
    assert_hidden("a message", &shown(&error));
}

// A9: 17-19, rejected input.
#[tokio::test]
async fn refused_input_is_silent() {
    let transport = Scripted::always("{}");
    let shop = shop(&transport);
    let id = ItemId::from("i");
    let refused = [
        shop.items().retrieve(&ItemId::from(format!("../{SECRET}"))).await.err(),
        shop.items().retrieve(&id).header("x-session", format!("{SECRET}\n")).await.err(),
        builder(&transport).header("x-session", format!("{SECRET}\n")).build().err(),
        builder(&transport).credential(format!("{SECRET}\n")).build().err(),
        builder(&transport)
            .base_url(format!("https://user:{SECRET}@shop.example.com"))
            .build()
            .err(),
        builder(&transport).base_url(format!("{SECRET}.example.com")).build().err(),
        builder(&transport).base_url(format!("http://shop.example.com/{SECRET}")).build().err(),
    ];
    for (index, error) in refused.into_iter().enumerate() {
        assert_hidden(&format!("refused input {index}"), &shown(&error.expect("an error")));
    }
}

// A9: 20, a secret from a provider, and an error of the provider.
#[tokio::test(start_paused = true)]
async fn a_provided_secret_is_silent() {
    for failure in failures() {
        let transport = Scripted::new([failure.clone()]);
        let provider = || async { Ok::<_, std::io::Error>(SecretString::from(SECRET)) };
        let shop =
            Shop::builder().credential_provider(provider).transport(transport).build().unwrap();
        let shop = &shop;
        assert_silent(&format!("{failure:?}"), async || {
            vec![shop.items().retrieve(&ItemId::from("i")).await.unwrap_err()]
        })
        .await;
    }
}

// A9
#[tokio::test]
async fn nothing_that_is_printed_for_debugging_shows_it() {
    let transport = Scripted::always("{}");
    let secretive = builder(&transport)
        .credential(SECRET)
        .header("x-session", SECRET)
        .base_url(format!("https://shop.example.com/?key={SECRET}"));
    assert_hidden("a builder", &format!("{secretive:?} {secretive:#?}"));
    let shop = secretive.build().unwrap();
    assert_hidden("a client", &format!("{shop:?} {shop:#?}"));
    let options = CallOptions::new()
        .header("authorization", SECRET)
        .query("key", SECRET)
        .idempotency_key(SECRET);
    assert_hidden("options", &format!("{options:?} {options:#?}"));
    let id = ItemId::from("i");
    let call = shop.items().retrieve(&id).header("authorization", SECRET).query("key", SECRET);
    assert_hidden("a call", &format!("{call:?} {call:#?}"));
    let upload = shop.items().paste(SECRET);
    assert_hidden("a body", &format!("{upload:?} {upload:#?}"));
    assert_hidden("a body", &format!("{:?}", Body::from(SECRET)));
}

// A9: over reqwest and hyper, which have their own traces and errors.
#[tokio::test]
async fn the_http_stack_below_is_silent_too() {
    let failing_server = FaultServer::start([
        vec![Step::Read, Step::Reset],
        vec![Step::Read],
        vec![Step::Read, Step::raw("garbage")],
        vec![Step::Read, Step::raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{")],
        vec![Step::Read, Step::Stall],
    ])
    .await;
    let refused = refused_url().await;
    assert_silent("the HTTP stack", async || {
        let mut errors = Vec::new();
        for base in [failing_server.url(), refused] {
            let shop = Shop::builder()
                .base_url(format!("{base}/{SECRET}"))
                .credential(SECRET)
                .header("x-session", SECRET);
            let shop = shop.retries(0).attempt_timeout(Duration::from_millis(300)).build().unwrap();
            for _ in 0..5 {
                let call = shop.items().retrieve(&ItemId::from(SECRET)).query("key", SECRET);
                errors.push(call.header("authorization", SECRET).await.unwrap_err());
            }
        }
        errors
    })
    .await;
}

api! {
    client Basic at "https://basic.example.com" { auth basic; error ShopError; }

    get: GET /items -> Counts;
    watch: GET /items/events -> sse serde_json::Value;
}

api! {
    client Keyed at "https://keyed.example.com" { auth query "pass"; error ShopError; }

    get: GET /items -> Counts;
    watch: GET /items/events -> sse serde_json::Value;
}

type Counts = std::collections::BTreeMap<String, u32>;

/// The replies in which a service may repeat a text, each in a place that errors show.
fn repeating(text: &str) -> [Reply; 4] {
    let json = serde_json::json!(text);
    [
        Reply::json(400, format!(r#"{{"error":{{"message":{json},"code":"c"}}}}"#)),
        Reply::json(400, "{}").header("x-request-id", text),
        Reply::json(200, format!(r#"{{{json}:"x"}}"#)),
        Reply::json(200, format!("<{text}>")),
    ]
}

/// The same in a stream of events.
fn repeating_events(text: &str) -> [Reply; 2] {
    let json = serde_json::json!(text);
    let reply =
        |body: String| Reply::status(200).header("content-type", "text/event-stream").chunk(body);
    [
        reply(format!("event: {text}\ndata: {{\n\n")),
        reply(format!("data: {{\"error\":{{\"message\":{json}}}}}\n\n")),
    ]
}

/// Checks that no text of an error, and no trace, has one of the forms.
async fn assert_redacted<T>(
    form: &str,
    forms: &[&str],
    call: impl IntoFuture<Output = Result<T, Error>>,
) {
    let records = Records::default();
    let tracing = tracing::subscriber::set_default(records.clone());
    let Err(error) = call.await else { panic!("{form}: nothing failed") };
    drop(tracing);
    let (id, path) = (error.request_id(), error.json_path());
    let text = format!("{} {id:?} {path:?} {}", shown(&error), records.text());
    for form in forms {
        assert!(!text.contains(form), "{form} shows: {text}");
    }
    assert!(text.contains("[redacted]"), "{text}");
}

/// Every secret that a client sends is taken out of what a service says, in every form in which it is sent.
#[tokio::test]
async fn a_secret_that_the_service_repeats_is_redacted_in_every_form() {
    let basic = ["us:p&ss/word", "p&ss/word", "dXM6cCZzcy93b3Jk", "p%26ss%2Fword"];
    let keyed = ["k&y/1234", "k%26y%2F1234"];
    let shop_forms = ["sk-built", "sk-called", "sk-cookie", "sk-query", "sk-derived"];
    for form in basic {
        let on = |reply| Basic::builder().credential(basic[0]).transport(Scripted::new([reply]));
        for reply in repeating(form) {
            assert_redacted(form, &basic, on(reply).build().unwrap().get()).await;
        }
        for reply in repeating_events(form) {
            let mut events = on(reply).build().unwrap().watch().await.unwrap();
            assert_redacted(form, &basic, async { events.try_next().await }).await;
        }
    }
    for form in keyed {
        for reply in repeating(form) {
            let keyed_client = Keyed::builder().transport(Scripted::new([reply]));
            let fixed = keyed_client.credential(keyed[0]).build().unwrap();
            assert_redacted(form, &keyed, fixed.get()).await;
        }
        for reply in repeating(form) {
            let keyed_client = Keyed::builder().transport(Scripted::new([reply]));
            let provided = keyed_client
                .credential_provider(|| async {
                    Ok::<_, std::io::Error>(SecretString::from("k&y/1234"))
                })
                .build()
                .unwrap();
            assert_redacted(form, &keyed, provided.get()).await;
        }
    }
    for form in shop_forms {
        // An item has no keys of its own to be shown in a path.
        let [message, id, _, markup] = repeating(form);
        for reply in [message, id, markup] {
            let shop = builder(&Scripted::new([reply])).header("x-api-key", "sk-built");
            let shop = shop.build().unwrap().with_header("x-auth-token", "sk-derived");
            let id = ItemId::from("i");
            let call = shop.items().retrieve(&id).header("x-secret", "sk-called");
            let call = call.header("cookie", "a=b; session=sk-cookie").query("api_key", "sk-query");
            assert_redacted(form, &shop_forms, call).await;
        }
    }
}

/// Services escape text in ways of their own, and a cut in the middle leaves half of a secret.
#[tokio::test]
async fn a_secret_is_redacted_however_the_service_escapes_it_and_wherever_text_is_cut() {
    let secret = r#"k&y>12"34\5678"#;
    let forms = [secret, r#"k&y>12\"34\\5678"#, "k&y"];
    let long = "x".repeat(190);
    let bodies = [
        r#"{"k&y>12\"34\\5678":"x"}"#.to_owned(),
        r#"{"\u006b\u0026y\u003e12\u002234\\5678":"x"}"#.to_owned(),
        format!(r#"{{"{long}k&y>12\"34\\5678":"x"}}"#),
        r#"<k&y>12"34\5678>"#.to_owned(),
    ];
    for body in bodies {
        let keyed = Keyed::builder().transport(Scripted::new([Reply::json(200, body.clone())]));
        let keyed = keyed.credential(secret).build().unwrap();
        assert_redacted(&body, &forms, keyed.get()).await;
    }
}

#[tokio::test]
async fn a_secret_is_redacted_in_escapes_that_the_client_does_not_write_itself() {
    for echo in
        ["sk%2f1234%2b", "sk&#x2F;1234&#43;", "sk&sol;1234&plus;", r"sk\\/1234+", r"sk\\u002f1234+"]
    {
        let body = format!(r#"{{"error": {{"message": "bad {echo}!"}}}}"#);
        let transport =
            Scripted::new([Reply::json(401, body).header("x-request-id", "r%73k%2F1234%2B")]);
        let shop = Shop::builder().credential("sk/1234+").transport(transport).retries(0);
        let error = shop.build().unwrap().items().retrieve(&ItemId::from("i")).await.unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("1234"), "{echo}: {shown}");
        assert_eq!(error.request_id(), Some("r[redacted]"), "{echo}");
    }
}
