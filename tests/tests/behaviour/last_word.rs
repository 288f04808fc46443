//! The last word on a header wins, whoever says it and in whatever way.

use schematic_api::{Call, CallOptions, NotRetried, api, reply::Text};
use schematic_tests::scripted::{Reply, Scripted};

use crate::retry::status;

api! {
    pub client Till at "https://till.example.com" {
        auth        bearer env "TILL_KEY";
        header      "X-Till": "declared";
        idempotency "X-Once";
    }

    look: GET  /payments (header "X-View": String?) -> text;
    pay:  POST /payments -> text;
}

api! {
    /// The same without a header for a key.
    pub client Chest at "https://chest.example.com" { auth bearer env "CHEST_KEY"; }

    pay: POST /payments -> text;
}

fn done() -> Reply {
    Reply::status(200).chunk("done")
}

fn till(transport: &Scripted) -> Till {
    let till = Till::builder().credential("k").transport(transport.clone()).jitter(|| 0.0);
    till.build().unwrap()
}

fn chest(transport: &Scripted) -> Chest {
    let chest = Chest::builder().credential("k").transport(transport.clone()).jitter(|| 0.0);
    chest.build().unwrap()
}

/// The values of a header that a call sends.
async fn sent(name: &str, tuned: impl FnOnce(Call<Text>) -> Call<Text>) -> Vec<String> {
    let transport = Scripted::new([done()]);
    tuned(till(&transport).look().into()).await.unwrap();
    transport.only().header_values(name).into_iter().map(str::to_owned).collect()
}

const NONE: [&str; 0] = [];

#[tokio::test]
async fn the_last_word_of_a_call_wins() {
    assert_eq!(sent("x-a", |call| call.header("x-a", "1").without_header("x-a")).await, NONE);
    assert_eq!(sent("x-a", |call| call.without_header("x-a").header("x-a", "1")).await, ["1"]);
    assert_eq!(sent("x-a", |call| call.header("x-a", "1").header("X-A", "2")).await, ["2"]);
    let twice = |call: Call<Text>| {
        call.header("x-a", "1").without_header("X-A").header("x-A", "2").without_header("x-a")
    };
    assert_eq!(sent("x-a", twice).await, NONE);
}

#[tokio::test]
async fn the_last_word_on_a_declared_header_wins() {
    assert_eq!(sent("x-till", |call| call).await, ["declared"]);
    assert_eq!(sent("x-till", |call| call.without_header("x-till")).await, NONE);
    assert_eq!(
        sent("x-till", |call| call.without_header("x-till").header("x-till", 2)).await,
        ["2"]
    );
}

#[tokio::test]
async fn the_last_word_on_the_credential_wins() {
    let name = "authorization";
    assert_eq!(sent(name, |call| call).await, ["Bearer k"]);
    assert_eq!(sent(name, |call| call.header(name, "a").without_header(name)).await, NONE);
    assert_eq!(sent(name, |call| call.without_header(name).header(name, "a")).await, ["a"]);
}

#[tokio::test]
async fn the_last_word_on_what_a_kind_of_reply_or_a_body_sets_wins() {
    let transport = Scripted::new([Reply::json(200, "[]")]);
    let request =
        |call: &dyn Fn(schematic_api::UndeclaredRequest) -> schematic_api::UndeclaredRequest| {
            let request = till(&transport).request(http::Method::POST, "/x").json(&[1]);
            call(request).send::<schematic_api::reply::Json<Vec<u8>>>()
        };
    request(&|request| request.without_header("accept").without_header("content-type"))
        .await
        .unwrap();
    request(&|request| request.header("accept", "a/b").header("content-type", "c/d"))
        .await
        .unwrap();
    let sent = transport.sent();
    assert_eq!((sent[0].header("accept"), sent[0].header("content-type")), (None, None));
    assert_eq!(
        (sent[1].header("accept"), sent[1].header("content-type")),
        (Some("a/b"), Some("c/d"))
    );
}

/// A setter of an optional input is a word like any other.
#[tokio::test]
async fn the_last_word_on_an_optional_input_wins() {
    let transport = Scripted::new([done()]);
    let till = till(&transport);
    till.look().x_view("setter").header("x-view", "option").await.unwrap();
    till.look().header("x-view", "option").x_view("setter").await.unwrap();
    till.look().x_view("setter").without_header("x-view").await.unwrap();
    till.look().without_header("x-view").x_view("setter").await.unwrap();
    let views: Vec<_> =
        transport.sent().iter().map(|sent| sent.header("x-view").map(str::to_owned)).collect();
    let expected = [Some("option"), Some("setter"), None, Some("setter")];
    assert_eq!(views, expected.map(|view| view.map(str::to_owned)));
}

#[tokio::test]
async fn shared_options_are_a_word_of_their_own() {
    let set = &CallOptions::new().header("x-a", "shared");
    let remove = &CallOptions::new().without_header("x-a");
    assert_eq!(sent("x-a", |call| call.header("x-a", "1").options(set)).await, ["shared"]);
    assert_eq!(sent("x-a", |call| call.options(set).header("x-a", "1")).await, ["1"]);
    assert_eq!(sent("x-a", |call| call.options(set).without_header("x-a")).await, NONE);
    assert_eq!(sent("x-a", |call| call.without_header("x-a").options(set)).await, ["shared"]);
    assert_eq!(sent("x-a", |call| call.header("x-a", "1").options(remove)).await, NONE);
    assert_eq!(sent("x-a", |call| call.options(remove).header("x-a", "1")).await, ["1"]);
    assert_eq!(sent("x-a", |call| call.options(set).options(remove)).await, NONE);
    assert_eq!(sent("x-a", |call| call.options(remove).options(set)).await, ["shared"]);
    let nested = &CallOptions::new().options(remove).options(set);
    assert_eq!(sent("x-a", |call| call.options(nested)).await, ["shared"]);
}

// ===== idempotency keys =====

/// The keys of all attempts of a payment that fails once, and why it was not repeated.
async fn keys(
    name: &str,
    tuned: impl FnOnce(Call<Text>) -> Call<Text>,
) -> (Vec<Option<String>>, Option<NotRetried>) {
    let transport = Scripted::new([status(500), done().into()]);
    let result = tuned(till(&transport).pay().into()).await;
    let sent = transport.sent();
    let keys = sent.iter().map(|sent| sent.header(name).map(str::to_owned)).collect();
    (keys, result.err().and_then(|error| error.not_retried()))
}

fn twice(key: &str) -> (Vec<Option<String>>, Option<NotRetried>) {
    (vec![Some(key.to_owned()); 2], None)
}

const NOT_REPEATED: Option<NotRetried> = Some(NotRetried::NotIdempotent);

#[tokio::test(start_paused = true)]
async fn a_payment_gets_a_key_and_is_repeated_with_it() {
    let (keys, _) = keys("x-once", |call| call).await;
    assert_eq!(keys.len(), 2);
    assert!(keys[0].is_some() && keys[0] == keys[1], "{keys:?}");
}

#[tokio::test(start_paused = true)]
async fn a_payment_without_its_key_is_not_repeated() {
    let not_repeated = (vec![None], NOT_REPEATED);
    assert_eq!(keys("x-once", |call| call.without_header("X-Once")).await, not_repeated);
    let key_first = keys("x-once", |call| call.idempotency_key("k").without_header("x-once"));
    assert_eq!(key_first.await, not_repeated);
    let options = &CallOptions::new().idempotency_key("k").without_header("x-once");
    assert_eq!(keys("x-once", |call| call.options(options)).await, not_repeated);
}

#[tokio::test(start_paused = true)]
async fn a_payment_with_a_key_of_the_callers_is_repeated_with_that_key() {
    let key_last = keys("x-once", |call| call.without_header("x-once").idempotency_key("k"));
    assert_eq!(key_last.await, twice("k"));
    assert_eq!(keys("x-once", |call| call.header("x-once", "k")).await, twice("k"));
    let both = keys("x-once", |call| call.header("x-once", "1").idempotency_key("2"));
    assert_eq!(both.await, twice("2"));
    let both = keys("x-once", |call| call.idempotency_key("2").header("x-once", "1"));
    assert_eq!(both.await, twice("1"));
}

/// The name of the header is the declaration's, so another header is not the key.
#[tokio::test(start_paused = true)]
async fn only_the_declared_header_is_the_key() {
    let (keys, _) = keys("x-once", |call| call.without_header("idempotency-key")).await;
    assert!(keys.len() == 2 && keys[0].is_some(), "{keys:?}");
}

#[tokio::test(start_paused = true)]
async fn without_a_declared_header_a_key_goes_into_the_usual_one() {
    for (tuned, attempts) in [
        (CallOptions::new(), 1),
        (CallOptions::new().idempotency_key("k"), 2),
        (CallOptions::new().idempotency_key("k").without_header("idempotency-key"), 1),
        (CallOptions::new().without_header("idempotency-key").idempotency_key("k"), 2),
    ] {
        let transport = Scripted::new([status(500), done().into()]);
        let result = chest(&transport).pay().options(&tuned).await;
        let sent = transport.sent();
        assert_eq!(sent.len(), attempts, "{tuned:?}");
        let key = (attempts == 2).then_some("k");
        assert!(sent.iter().all(|sent| sent.header("idempotency-key") == key), "{tuned:?}");
        assert_eq!(result.is_ok(), attempts == 2, "{tuned:?}");
    }
}

/// A mistake in an option is told even if a later word takes its header away.
#[tokio::test]
async fn a_mistake_is_not_taken_back() {
    let transport = Scripted::new([done()]);
    let call = till(&transport).look().header("x-a", "a\nb").without_header("x-a");
    assert!(call.await.unwrap_err().is_input());
    assert_eq!(transport.attempts(), 0);
}
