//! A 409 says that the request does not fit what is there. Sent again it would not fit either, so that it is repeated only
//! where a declaration or a builder says so.

use schematic_api::{Api, Error, NotRetried, RetryPolicy, StatusSet, api};
use schematic_openai::OpenAi;
use schematic_tests::{
    scripted::Scripted,
    shop::{ItemId, Shop, builder, shop},
};

use crate::retry::status;

api! {
    pub client Careful at "https://careful.example.com" {
        retry 2 on 409;
    }

    get:   GET  /x -> text;
    post:  POST /x -> text;
    again: POST /again -> text idempotent;
    other: GET  /other -> text { retry 1 on 5xx; }
}

api! {
    pub client Plain at "https://plain.example.com" {
        retry 1;
    }

    get:      GET /x -> text;
    conflict: GET /conflict -> text { retry 2 on 409; }
}

/// How often a call is sent to a service that always answers with this status.
async fn attempts<A: Api, T, C>(code: u16, call: impl FnOnce(&A) -> C) -> usize
where
    C: IntoFuture<Output = Result<T, Error>>,
{
    let transport = Scripted::new([status(code)]);
    let client = schematic_api::ClientBuilder::<A>::new().transport(transport.clone());
    let client = client.credential("k").jitter(|| 0.0).build().expect("a client");
    let Err(error) = call(&client).await else { panic!("{code} is no success") };
    assert_eq!(error.attempts() as usize, transport.attempts());
    transport.attempts()
}

#[tokio::test(start_paused = true)]
async fn a_conflict_is_not_repeated_by_itself() {
    let transport = Scripted::new([status(409)]);
    let error = shop(&transport).items().retrieve(&ItemId::from("i")).await.unwrap_err();
    assert_eq!((error.attempts(), error.not_retried()), (1, None::<NotRetried>));
    assert_eq!(attempts(409, |plain: &Plain| plain.get()).await, 1);
    // That is about this status, and not about the call.
    assert_eq!(attempts(503, |plain: &Plain| plain.get()).await, 2);
}

#[tokio::test(start_paused = true)]
async fn a_conflict_is_repeated_where_the_declaration_says_so() {
    assert_eq!(attempts(409, |careful: &Careful| careful.get()).await, 3);
    assert_eq!(attempts(409, |careful: &Careful| careful.again()).await, 3);
    assert_eq!(attempts(409, |plain: &Plain| plain.conflict()).await, 3);
    // The list is whole: what it leaves out is not repeated any more.
    assert_eq!(attempts(503, |careful: &Careful| careful.get()).await, 1);
    // The nearer clause goes before.
    assert_eq!(attempts(409, |careful: &Careful| careful.other()).await, 1);
    // Nor does it make a request safe that is not.
    assert_eq!(attempts(409, |careful: &Careful| careful.post()).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_conflict_is_repeated_where_the_builder_says_so() {
    let transport = Scripted::new([status(409)]);
    let policy = RetryPolicy::new().retries(1).statuses(StatusSet::of(&[(409, 409)]));
    let shop: Shop = builder(&transport).retry_policy(policy).build().unwrap();
    shop.items().retrieve(&ItemId::from("i")).await.unwrap_err();
    assert_eq!(transport.attempts(), 2);
}

/// The service answers 409 while another request holds a lock, and its own clients repeat that.
#[tokio::test(start_paused = true)]
async fn the_openai_client_repeats_a_conflict() {
    assert_eq!(attempts(409, |openai: &OpenAi| openai.models().list()).await, 3);
    assert_eq!(attempts(404, |openai: &OpenAi| openai.models().list()).await, 1);
}
