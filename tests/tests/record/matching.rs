//! Which exchange answers a request, and what is said if there is none.

use std::panic::{AssertUnwindSafe, catch_unwind};

use http::Method;
use schematic_api::record::NotRecorded;
use schematic_tests::folder::Folder;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::json;

use crate::{
    Notes, get, json as json_of, player, post, reason, record, recorder, replay, request, said,
    text,
};

/// Records requests, each of which is answered by its number.
async fn recorded(folder: &Folder, requests: impl AsyncFnOnce(&Notes)) -> std::path::PathBuf {
    let path = folder.path("notes.json");
    let script = Scripted::new((1..=20).map(|number| said(&number.to_string())));
    requests(&recorder(&record(&path), &script)).await;
    path
}

#[tokio::test]
async fn equal_requests_are_answered_in_their_order_and_each_once() {
    let folder = Folder::new();
    let path = recorded(&folder, async |notes| {
        for path in ["/a", "/b", "/a", "/a"] {
            text(get(notes, path)).await.unwrap();
        }
    })
    .await;
    let cassette = replay(&path);
    let notes = player(&cassette);
    let mut answers = Vec::new();
    for path in ["/a", "/a", "/b", "/a"] {
        answers.push(text(get(&notes, path)).await.unwrap());
    }
    assert_eq!(answers, ["1", "3", "2", "4"]);
    cassette.assert_all_used();
    let error = text(get(&notes, "/a")).await.unwrap_err();
    let message = "PATH has no reply for GET /a: number 1 of 4 was replayed already, and `repeat_last()` is not set (0 left)";
    assert_eq!(reason(&error).replace(path.to_str().unwrap(), "PATH"), message);
    assert_eq!(error.attempts(), 1, "it is not repeated");
    assert!(std::error::Error::source(&error).unwrap().is::<NotRecorded>());

    let notes = player(&replay(&path).repeat_last());
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(text(get(&notes, "/a")).await.unwrap());
    }
    assert_eq!(answers, ["1", "3", "4", "4", "4"]);
}

#[tokio::test]
async fn what_is_left_is_named() {
    let folder = Folder::new();
    let path = recorded(&folder, async |notes| {
        text(get(notes, "/a")).await.unwrap();
        text(post(notes, "/b").text("x")).await.unwrap();
    })
    .await;
    let cassette = replay(&path);
    assert_eq!(cassette.unused().unwrap(), ["GET /a", "POST /b"]);
    text(get(&player(&cassette), "/a")).await.unwrap();
    assert_eq!(cassette.clone().unused().unwrap(), ["POST /b"]);
    let panic = catch_unwind(AssertUnwindSafe(|| cassette.assert_all_used())).unwrap_err();
    let message = format!("{}: 1 exchanges were not replayed: POST /b", path.display());
    assert_eq!(panic.downcast_ref::<String>(), Some(&message));
}

#[tokio::test]
async fn the_order_of_queries_forms_and_keys_and_the_origin_do_not_matter() {
    let folder = Folder::new();
    let path = recorded(&folder, async |notes| {
        text(get(notes, "/a").query("x", &1).query("y", &["b", "c"])).await.unwrap();
        text(post(notes, "/b").form(&json!({ "x": "1 2", "y": "3" }))).await.unwrap();
        text(post(notes, "/c").json(&json!({ "x": [1, { "y": null }], "z": 0.5 }))).await.unwrap();
    })
    .await;
    let cassette = replay(&path);
    let notes =
        Notes::builder().base_url("http://localhost:1/other").cassette(&cassette).build().unwrap();
    assert_eq!(text(get(&notes, "/a").query("y", &["c", "b"]).query("x", &1)).await.unwrap(), "1");
    let form = post(&notes, "/b").bytes("y=3&x=1+2").send::<schematic_api::reply::Text>();
    let form = form.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(form.await.unwrap(), "2");
    let body = post(&notes, "/c").bytes(r#"{ "z":5e-1,"x" : [1,{"y":null}]}"#);
    let body = body.send::<schematic_api::reply::Text>().header("content-type", "application/json");
    assert_eq!(body.await.unwrap(), "3");
    cassette.assert_all_used();
}

#[tokio::test]
async fn headers_matter_if_they_are_named() {
    let folder = Folder::new();
    let path = recorded(&folder, async |notes| {
        for tenant in ["a", "b"] {
            let call = get(notes, "/x").send::<schematic_api::reply::Text>();
            call.header("x-tenant", tenant).await.unwrap();
        }
    })
    .await;
    let of = async |notes: &Notes, tenant: &str| {
        let call = get(notes, "/x").send::<schematic_api::reply::Text>();
        call.header("x-tenant", tenant).await
    };
    assert_eq!(of(&player(&replay(&path)), "b").await.unwrap(), "1");
    let notes = player(&replay(&path).match_header("X-Tenant"));
    assert_eq!(of(&notes, "b").await.unwrap(), "2");
    let message = "PATH has no reply for GET /x: number 1 of 2, GET /x, came nearest; they differ in the header \
                   `x-tenant`: recorded a, now c (1 left)";
    let error = of(&notes, "c").await.unwrap_err();
    assert_eq!(reason(&error).replace(path.to_str().unwrap(), "PATH"), message);
    let error = text(get(&notes, "/x")).await.unwrap_err();
    assert!(reason(&error).ends_with("recorded a, now absent (1 left)"));
}

#[tokio::test]
async fn an_error_names_the_nearest_exchange_and_what_differs() {
    let folder = Folder::new();
    let path = recorded(&folder, async |notes| {
        let model = |model: &str| json!({ "messages": [{ "content": "hello" }], "model": model });
        text(get(notes, "/models")).await.unwrap();
        text(post(notes, "/messages").json(&model("large"))).await.unwrap();
        text(post(notes, "/messages").json(&model("small"))).await.unwrap();
        text(get(notes, "/threads/t-1/runs/r-1").query("limit", &5)).await.unwrap();
        text(post(notes, "/form").form(&json!({ "a": 1, "b": 2 }))).await.unwrap();
    })
    .await;
    let notes = player(&replay(&path));
    let message = |model: &str, text: &str| {
        post(&notes, "/messages")
            .json(&json!({ "model": model, "messages": [{ "content": text }] }))
    };
    for (request, expected) in [
        (
            message("small", "bye"),
            "POST /messages: number 2 of 5, POST /messages, came nearest; they differ in `messages[0].content` in the \
             body: recorded \"hello\", now \"bye\" (5 left)",
        ),
        (
            message("huge", "hello"),
            "POST /messages: number 2 of 5, POST /messages, came nearest; they differ in `model` in the body: recorded \
             \"large\", now \"huge\" (5 left)",
        ),
        (
            get(&notes, "/threads/t-1/runs/r-2").query("limit", &5),
            "GET /threads/t-1/runs/r-2: number 4 of 5, GET /threads/t-1/runs/r-1, came nearest; they differ in the \
             path: recorded /threads/t-1/runs/r-1, now /threads/t-1/runs/r-2 (5 left)",
        ),
        (
            get(&notes, "/threads/t-1/runs/r-1").query("limit", &6),
            "GET /threads/t-1/runs/r-1: number 4 of 5, GET /threads/t-1/runs/r-1, came nearest; they differ in the \
             parameter `limit` of the query: recorded \"5\", now \"6\" (5 left)",
        ),
        (
            request(&notes, Method::DELETE, "/models"),
            "DELETE /models: number 1 of 5, GET /models, came nearest; they differ in the method: recorded GET, now \
             DELETE (5 left)",
        ),
        (
            post(&notes, "/form").form(&json!({ "a": 1, "b": 3 })),
            "POST /form: number 5 of 5, POST /form, came nearest; they differ in `b` in the body: recorded \"2\", now \
             \"3\" (5 left)",
        ),
        (
            post(&notes, "/messages").text("hello"),
            "POST /messages: number 2 of 5, POST /messages, came nearest; they differ in the body: recorded \
             {\"messages\":[{\"content\":\"hello\"}],\"model\":\"large\"}, now \"hello\" (5 left)",
        ),
    ] {
        let error = text(request).await.unwrap_err();
        let expected = format!("PATH has no reply for {expected}");
        assert_eq!(reason(&error).replace(path.to_str().unwrap(), "PATH"), expected);
    }
}

#[tokio::test]
async fn an_empty_recording_says_so() {
    let folder = Folder::new();
    let path = recorded(&folder, async |_| {}).await;
    let cassette = replay(&path);
    cassette.assert_all_used();
    let error = text(get(&player(&cassette), "/a")).await.unwrap_err();
    assert_eq!(reason(&error), format!("{} has no reply for GET /a: it is empty", path.display()));
    let shown = format!("{error:?}");
    assert!(shown.contains(&reason(&error)), "a test that unwraps shows it: {shown}");
}

#[tokio::test]
async fn concurrent_calls_get_what_is_theirs() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let echoes = (0..40).map(|number| Reply::json(200, json!({ "id": number }).to_string()));
    let notes = recorder(&record(&path), &Scripted::new(echoes));
    for number in 0..40 {
        json_of(get(&notes, &format!("/notes/{number}"))).await.unwrap();
    }
    let cassette = replay(&path);
    let notes = player(&cassette);
    let calls = (0..40).rev().map(|number| {
        let notes = notes.clone();
        tokio::spawn(
            async move { (number, json_of(get(&notes, &format!("/notes/{number}"))).await) },
        )
    });
    for call in calls.collect::<Vec<_>>() {
        let (number, reply) = call.await.unwrap();
        assert_eq!(reply.unwrap()["id"], number);
    }
    cassette.assert_all_used();
}
