//! Clients that have a cassette, and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};

use schematic_api::record::Cassette;
use schematic_api::{Api, SecretString, api};
use schematic_tests::folder::Folder;
use schematic_tests::replies::Rows;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::json;

use crate::{KEY, get, player, record, recorder, recording, replay, said, text, written};

api! {
    client Vault at "https://vault.example.com" {
        auth     basic env "VAULT_LOGIN";
        auth     admin: bearer env "VAULT_ADMIN";
        header   "X-Tenant": env "VAULT_TENANT";
        header   append "X-Beta": env "VAULT_BETA";
        query    "region": env "VAULT_REGION";
        base_url env "VAULT_URL";
    }

    read: GET /secrets/<name> -> text;
    seal: GET /seal -> text auth admin;
    list: GET /rows?<page_token: String?> -> Rows<u32> paged by page_token;
}

#[tokio::test]
async fn a_replay_needs_nothing_of_the_environment() {
    let folder = Folder::new();
    let path = folder.path("vault.json");
    let vars = |name: &str| match name {
        "VAULT_LOGIN" => Some("alice:opensesame".to_owned()),
        "VAULT_URL" => Some("https://other.example.com".to_owned()),
        _ => Some(format!("{name}-value")),
    };
    let cassette = record(&path);
    let script = Scripted::new([said("a"), said("b")]);
    let vault = Vault::builder().read_vars(vars).transport(script).cassette(&cassette);
    let vault = vault.build().unwrap();
    vault.read("x").await.unwrap();
    vault.seal().await.unwrap();
    let request = written(&path).1["exchanges"][0]["request"].clone();
    assert_eq!(request["url"], "/secrets/x?region=VAULT_REGION-value");
    assert_eq!(request["headers"]["x-tenant"], "VAULT_TENANT-value");

    let cassette = replay(&path).match_header("x-tenant").match_header("x-beta");
    let vault = Vault::builder().read_vars(|_| None).cassette(&cassette).build().unwrap();
    assert_eq!(
        vault.client().base_url(),
        "https://other.example.com",
        "links in replies are on it"
    );
    assert_eq!(
        (vault.read("x").await.unwrap(), vault.seal().await.unwrap()),
        ("a".into(), "b".into())
    );
    cassette.assert_all_used();

    // Without a cassette, and while recording, it does.
    assert!(Vault::builder().read_vars(|_| None).build().is_err());
    let builder = Vault::builder().read_vars(|_| None).cassette(&record(&path));
    assert!(builder.transport(Scripted::new([said("a")])).build().is_err());
}

#[tokio::test]
async fn what_is_set_is_used_and_need_not_be_what_was_recorded() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let notes = recorder(&record(&path), &Scripted::new([said("a test")]));
    text(get(&notes, "/test")).await.unwrap();
    let script = Scripted::new([said("never")]);
    // A word of the request as the credential changes nothing.
    let notes = recording(&replay(&path), &script).credential("test").build().unwrap();
    assert_eq!(text(get(&notes, "/test")).await.unwrap(), "a test");
    assert_eq!(script.attempts(), 0, "nothing is sent");
}

#[tokio::test]
async fn a_provider_is_asked_as_it_was() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let script = Scripted::new([Reply::status(401), said("welcome")]);
    let provider = |asked: Arc<AtomicBool>| {
        move || {
            asked.store(true, SeqCst);
            async { Ok::<_, std::io::Error>(SecretString::from(KEY)) }
        }
    };
    let asked = Arc::<AtomicBool>::default();
    let builder = recording(&record(&path), &script).credential_provider(provider(asked.clone()));
    assert_eq!(text(get(&builder.build().unwrap(), "/a")).await.unwrap(), "welcome");
    let cassette = replay(&path);
    let builder = crate::Notes::builder().credential_provider(provider(asked)).cassette(&cassette);
    assert_eq!(text(get(&builder.build().unwrap(), "/a")).await.unwrap(), "welcome");
    cassette.assert_all_used();
}

#[tokio::test]
async fn the_parameters_of_pages_are_kept_although_they_look_secret() {
    let folder = Folder::new();
    let path = folder.path("vault.json");
    let page = |data: &[u32], next: Option<&str>| {
        Reply::json(200, json!({ "data": data, "next": next }).to_string())
    };
    let script =
        Scripted::new([page(&[1], Some("p-2222")), page(&[2], Some("p-3333")), page(&[3], None)]);
    let rows = async |vault: Vault| {
        use futures_util::TryStreamExt as _;
        vault.list().items().try_collect::<Vec<_>>().await.unwrap()
    };
    let vars = |name: &str| {
        Some(if name == "VAULT_URL" { "https://v.example".into() } else { format!("{name}-1") })
    };
    let cassette = record(&path);
    let vault = Vault::builder().read_vars(vars).transport(script).cassette(&cassette);
    assert_eq!(rows(vault.build().unwrap()).await, [1, 2, 3]);
    let file = written(&path).1;
    let url = "/rows?region=VAULT_REGION-1&page_token=p-2222";
    let last = file["exchanges"][1]["request"]["url"].as_str().unwrap();
    let sorted = |url: &str| {
        let mut pairs: Vec<_> = url.split(['?', '&']).map(str::to_owned).collect();
        pairs.sort();
        pairs
    };
    assert_eq!(sorted(last), sorted(url));
    let cassette = replay(&path);
    assert_eq!(rows(Vault::builder().cassette(&cassette).build().unwrap()).await, [1, 2, 3]);
    cassette.assert_all_used();
}

#[tokio::test]
async fn clones_of_a_cassette_and_clients_of_it_share_its_exchanges() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let cassette = record(&path);
    for word in ["one", "two"] {
        let notes = recorder(&cassette.clone(), &Scripted::new([said(word)]));
        text(get(&notes, "/a")).await.unwrap();
    }
    let cassette = replay(&path);
    assert_eq!(text(get(&player(&cassette), "/a")).await.unwrap(), "one");
    assert_eq!(text(get(&player(&cassette.clone()), "/a")).await.unwrap(), "two");
    cassette.assert_all_used();
}

#[test]
fn a_mode_from_the_environment_is_that_of_its_word() {
    let folder = Folder::new();
    let path = folder.path("none.json");
    // `PATH` is set everywhere, and is no mode.
    let error =
        crate::Notes::builder().cassette(&Cassette::new(&path).mode_from_env("PATH")).build();
    let message =
        "the environment variable `PATH` is none of `replay`, `record` and `record-if-absent`";
    assert_eq!(error.err().unwrap().to_string(), message);
    let unset = Cassette::new(&path).mode_from_env("SCHEMATIC_NO_SUCH_VARIABLE");
    assert!(unset.unused().is_err(), "it replays, and there is no file");
}
