//! The retry budget that all calls of a client share.

use http::StatusCode;
use schematic_tests::{
    scripted::Scripted,
    shop::{ItemId, Shop, builder},
};

use crate::retry::{good, status};

// R13
#[tokio::test(start_paused = true)]
async fn the_budget_runs_out_before_the_attempts_do() {
    let transport = Scripted::new([status(503)]);
    let shop = builder(&transport).retry_budget(30, 10).retries(10).build().unwrap();
    let error = shop.items().retrieve(&ItemId::from("i")).await.unwrap_err();
    assert!(error.is_budget_exhausted());
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
    assert_eq!(transport.attempts(), 4);
}

// R13
#[tokio::test(start_paused = true)]
async fn clones_share_a_budget_and_clients_do_not() {
    let transport = Scripted::new([status(503)]);
    let build = || builder(&transport).retry_budget(20, 10).build().unwrap();
    let attempts =
        async |shop: &Shop| shop.items().retrieve(&ItemId::from("i")).await.unwrap_err().attempts();
    let (one, other) = (build(), build());
    assert_eq!(attempts(&one).await, 3);
    assert_eq!(attempts(&one.clone()).await, 1);
    assert_eq!(attempts(&other).await, 3);
}

// R13
#[tokio::test(start_paused = true)]
async fn successes_refill_the_budget() {
    let mut script = vec![status(503), status(503), status(503)];
    script.extend(vec![good(); 10]);
    script.extend([status(503), good()]);
    let transport = Scripted::new(script);
    let shop = builder(&transport).retry_budget(20, 10).build().unwrap();
    let call = async || shop.items().retrieve(&ItemId::from("i")).response().await;
    assert_eq!(call().await.unwrap_err().attempts(), 3);
    for _ in 0..10 {
        assert_eq!(call().await.unwrap().retries(), 0);
    }
    assert_eq!(call().await.unwrap().retries(), 1);
}

// R13
#[tokio::test(start_paused = true)]
async fn a_retry_that_succeeds_costs_nothing() {
    let script: Vec<_> = (0..20).flat_map(|_| [status(503), good()]).collect();
    let shop = builder(&Scripted::new(script)).retry_budget(10, 10).build().unwrap();
    for _ in 0..20 {
        assert_eq!(
            shop.items().retrieve(&ItemId::from("i")).response().await.unwrap().retries(),
            1
        );
    }
}
