//! What goes with every request, and what becomes of it: keys, idempotency, errors.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use schematic_api::mock::ErrorReply;
use schematic_api::{CallOptions, Credential, ErrorKind, StatusCode};
use serde_json::json;

use super::*;

#[tokio::test]
async fn the_key_is_a_user_without_a_password() {
    let mock = book();
    let server = mock.listen().await.unwrap();
    let builder = || server.client_builder();
    for builder in [
        builder().credential("sk_test_1"),
        builder().credential("sk_test_1:"),
        builder().credential(Credential::user("sk_test_1")),
    ] {
        let stripe = builder.header("Stripe-Account", "acct_1").build().unwrap();
        stripe.customers().retrieve(&id("cus_1")).await.unwrap();
    }
    for sent in mock.requests() {
        // `sk_test_1:`
        assert_eq!(sent.header("authorization"), Some("Basic c2tfdGVzdF8xOg=="));
        assert_eq!(sent.header("stripe-version"), Some("2025-03-31.basil"));
        assert_eq!(sent.header("stripe-account"), Some("acct_1"));
        assert_eq!(sent.header("idempotency-key"), None, "of a GET");
    }
}

#[tokio::test]
async fn a_post_is_repeated_with_its_key_and_made_once() {
    let made = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&made);
    let mock = Mock::<Stripe>::new().on(move |_: CustomersCreateRequest| {
        let number = count.fetch_add(1, Ordering::Relaxed) + 1;
        async move { Ok(customer(&format!("cus_{number}"))) }
    });
    let conflict = json!({ "error": { "type": "idempotency_error", "message": "in use" } });
    mock.fail_next(1, ErrorReply::new(StatusCode::CONFLICT).json(&conflict));
    mock.fail_next(1, StatusCode::INTERNAL_SERVER_ERROR);
    let server = mock.listen().await.unwrap();
    let customers = server.client_builder().jitter(|| 0.0).build().unwrap().customers();
    let new = NewCustomer::new().email("a@example.com");
    let response = customers.create(&new).response().await.unwrap();
    assert_eq!((response.value().id.as_ref(), response.retries()), ("cus_1", 2));
    let given = CallOptions::new().idempotency_key("order 7");
    customers.create(&new).options(&given).await.unwrap();

    let sent = mock.requests();
    let keys: Vec<_> = sent.iter().map(|sent| sent.header("idempotency-key").unwrap()).collect();
    assert!(keys[0] == keys[1] && keys[1] == keys[2] && keys[0].len() >= 32, "{keys:?}");
    assert_eq!(keys[3], "order 7");
    assert!(sent[..3].iter().all(|sent| sent.body() == "email=a%40example.com"));
}

#[tokio::test]
async fn errors_tell_type_code_and_parameter() {
    let declined = json!({ "error": {
        "type": "card_error",
        "code": "card_declined",
        "decline_code": "insufficient_funds",
        "message": "Your card has insufficient funds.",
    } });
    let missing = json!({ "error": {
        "type": "invalid_request_error",
        "code": "resource_missing",
        "message": "No such customer: 'cus_0'",
        "param": "id",
    } });
    let mock = Mock::<Stripe>::new()
        .on(move |_: ChargesCaptureRequest| {
            let reply = ErrorReply::new(StatusCode::PAYMENT_REQUIRED).json(&declined);
            async { Err::<Charge, _>(reply.header("request-id", "req_1")) }
        })
        .on(move |_: CustomersRetrieveRequest| {
            let reply = ErrorReply::new(StatusCode::NOT_FOUND).json(&missing);
            async { Err::<Customer, _>(reply.header("request-id", "req_2")) }
        });
    let server = mock.listen().await.unwrap();
    let stripe = server.client_builder().credential("sk_live_secret").build().unwrap();
    let error = stripe.charges().capture(&"ch_1".into()).await.unwrap_err();
    assert_eq!(error.code(), Some("insufficient_funds"));
    let problem = &error.api::<CardError>().unwrap().error;
    assert_eq!((&*problem.r#type, problem.code.as_deref()), ("card_error", Some("card_declined")));
    assert_eq!(error.request_id(), Some("req_1"));

    let error = stripe.customers().retrieve(&id("cus_0")).await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("resource_missing")));
    assert_eq!(error.api::<StripeError>().unwrap().error.param.as_deref(), Some("id"));
    assert!(error.to_string().contains("No such customer: 'cus_0'"), "{error}");
    assert!(!format!("{error:?}").contains("sk_live_secret"));
    assert_eq!(mock.requests().len(), 2, "neither is retried");
}

#[tokio::test]
async fn an_id_that_would_lead_elsewhere_is_not_sent() {
    let mock = book();
    for bad in ["", "..", "cus_1\n"] {
        let error = mock.client().customers().retrieve(&id(bad)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{bad:?}");
    }
    mock.client().customers().delete(&id("cus/1?x")).await.unwrap();
    assert_eq!(mock.requests()[0].path(), "/customers/cus%2F1%3Fx");
}
