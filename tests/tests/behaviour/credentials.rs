//! Credentials with names, of several variables, and of a user and a password.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use schematic_api::transport::{BoxError, BoxFuture};
use schematic_api::{Api, Credential, CredentialProvider, ErrorKind, SecretString, api};
use schematic_tests::scripted::{Reply, Scripted};

mod other_block {
    schematic_api::api! {
        pub group Audits {
            auth auditor;

            list: GET /audits -> text;
        }
    }
}

api! {
    pub client Office at "https://office.example.com" {
        auth bearer env "OFFICE_KEY" or env "OFFICE_TOKEN";
        auth admin:   basic env "OFFICE_ADMIN";
        auth auditor: header "X-Audit-Key" env "OFFICE_AUDIT" or env "OFFICE_AUDIT_OLD";
        auth guest:   query "pass";
    }

    read: GET /read -> text;

    group users {
        auth admin;

        list:   GET /users -> text;
        health: GET /users/health -> text auth none;
        visit:  GET /users/visit -> text auth guest;
    }

    group audits = other_block::Audits;
}

api! {
    pub client Unaware at "https://unaware.example.com" {
        auth admin: bearer;
    }

    group audits = other_block::Audits;
}

api! {
    pub client Payments at "https://payments.example.com" { auth basic env "PAYMENTS_KEY"; }

    charge: GET /charge -> text;
}

fn ok() -> Scripted {
    Scripted::new([Reply::status(200)])
}

fn office(transport: &Scripted) -> schematic_api::ClientBuilder<Office> {
    Office::builder().transport(transport.clone()).credential("k")
}

#[tokio::test]
async fn each_line_sends_the_credential_that_it_or_its_group_names() {
    let transport = ok();
    let client = office(&transport)
        .credential_for("admin", Credential::basic("user", "pass"))
        .credential_for("auditor", "audit-key")
        .credential_for("guest", String::from("guest-pass"))
        .build()
        .unwrap();
    client.read().await.unwrap();
    client.users().list().await.unwrap();
    client.users().health().await.unwrap();
    client.users().visit().await.unwrap();
    client.audits().list().await.unwrap();
    let sent = transport.sent();
    let auth = |index: usize| sent[index].header("authorization");
    assert_eq!(auth(0), Some("Bearer k"));
    assert_eq!(auth(1), Some("Basic dXNlcjpwYXNz"));
    assert_eq!(auth(2), None);
    assert_eq!(
        (auth(3), sent[3].url.as_str()),
        (None, "https://office.example.com/users/visit?pass=guest-pass")
    );
    assert_eq!((auth(4), sent[4].header("x-audit-key")), (None, Some("audit-key")));
    assert_eq!(sent[0].header("x-audit-key"), None);
}

#[tokio::test]
async fn a_missing_credential_is_an_error_of_the_lines_that_need_it_only() {
    let transport = ok();
    let client = office(&transport).build().unwrap();
    client.read().await.unwrap();
    client.users().health().await.unwrap();
    let sent = transport.sent().len();
    let error = client.users().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    for part in ["`admin`", "`OFFICE_ADMIN`", "credential_for(\"admin\", ..)"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    let error = client.users().visit().await.unwrap_err();
    assert!(error.to_string().contains("credential_for(\"guest\", ..)"), "{error}");
    let error = client.audits().list().await.unwrap_err().to_string();
    assert!(error.contains("`OFFICE_AUDIT` or `OFFICE_AUDIT_OLD`"), "{error}");
    assert_eq!(transport.sent().len(), sent);
    // A call that brings its own needs none.
    client.users().list().header("authorization", "Basic own").await.unwrap();
    client.users().visit().query("pass", "own").await.unwrap();
}

#[tokio::test]
async fn the_first_variable_that_is_set_is_the_credential_and_the_message_for_none_names_all() {
    let read = |set: &'static [(&'static str, &'static str)]| {
        let transport = ok();
        let vars = |name: &str| {
            set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        };
        let client = Office::builder().transport(transport.clone()).read_vars(vars).build();
        (client, transport)
    };
    for (set, expected) in [
        (&[("OFFICE_KEY", "a"), ("OFFICE_TOKEN", "b")][..], "Bearer a"),
        (&[("OFFICE_TOKEN", "b")], "Bearer b"),
        (&[("OFFICE_KEY", " "), ("OFFICE_TOKEN", "b")], "Bearer b"),
    ] {
        let (client, transport) = read(set);
        client.unwrap().read().await.unwrap();
        assert_eq!(transport.only().header("authorization"), Some(expected), "{set:?}");
    }
    let error = read(&[]).0.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("`OFFICE_KEY` or `OFFICE_TOKEN`"), "{error}");
    let (client, transport) =
        read(&[("OFFICE_KEY", "a"), ("OFFICE_AUDIT_OLD", "old"), ("OFFICE_ADMIN", "u:p")]);
    client.unwrap().audits().list().await.unwrap();
    assert_eq!(transport.only().header("x-audit-key"), Some("old"));
    assert_eq!(Office::SPEC.auth().variables().collect::<Vec<_>>(), ["OFFICE_KEY", "OFFICE_TOKEN"]);
}

#[tokio::test]
async fn a_name_that_no_client_declares_is_an_error_when_the_client_is_built() {
    let error = Unaware::builder().transport(ok()).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    for part in ["`audits.list`", "`auditor`", "Unaware"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    let error = office(&ok()).credential_for("amdin", "k").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(
        error.to_string().contains("`amdin`") && error.to_string().contains("`admin`"),
        "{error}"
    );
    // A group can also be called through the client of another API.
    let client = Payments::builder().credential("k").transport(ok()).build().unwrap();
    let error = other_block::Audits::new(client.client()).list().await.unwrap_err();
    assert!(error.to_string().contains("`auditor`"), "{error}");
}

#[tokio::test]
async fn a_user_and_a_password_are_taken_apart_and_a_user_alone_is_enough() {
    let sent = async |credential: Credential| {
        let transport = ok();
        let client = Payments::builder().credential(credential).transport(transport.clone());
        client.build().unwrap().charge().await.unwrap();
        transport.only().header("authorization").map(str::to_owned)
    };
    let basic = |encoded: &str| Some(format!("Basic {encoded}"));
    assert_eq!(sent(Credential::basic("user", "pass:word")).await, basic("dXNlcjpwYXNzOndvcmQ="));
    assert_eq!(sent(Credential::user("sk_live_123")).await, basic("c2tfbGl2ZV8xMjM6"));
    assert_eq!(sent("sk_live_123".into()).await, basic("c2tfbGl2ZV8xMjM6"));
    assert_eq!(sent("sk_live_123:".into()).await, basic("c2tfbGl2ZV8xMjM6"));
    assert_eq!(sent(Credential::basic("", "key")).await, basic("OmtleQ=="));
    for (credential, reason) in
        [(Credential::basic("us:er", "secret-pass"), "colon"), (Credential::user(""), "empty")]
    {
        assert!(!format!("{credential:?}").contains("secret-pass"));
        let error = Payments::builder().credential(credential).transport(ok()).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains(reason), "{error}");
        assert!(!format!("{error:?}").contains("secret-pass"), "{error:?}");
    }
    let error = office(&ok()).credential(Credential::basic("u", "p")).build().unwrap_err();
    assert!(error.to_string().contains("`basic`"), "{error}");
}

#[tokio::test]
async fn every_credential_is_redacted_and_none_is_sent_over_plain_http() {
    let echo = r#"{"message": "bad user-pass-1234 dXNlcjp1c2VyLXBhc3MtMTIzNA== sk-guest-1234 sk_live_1234"}"#;
    let transport = Scripted::new([
        Reply::json(400, echo).header("x-request-id", "sk-guest-1234 user-pass-1234")
    ]);
    let client = office(&transport)
        .credential_for("admin", Credential::basic("user", "user-pass-1234"))
        .credential_for("guest", "sk-guest-1234")
        .build()
        .unwrap();
    let error = client.users().list().await.unwrap_err();
    let shown = format!("{client:?} {error} {error:?} {:?}", error.request_id());
    assert!(!shown.contains("pass-1234") && !shown.contains("guest-1234"), "{shown}");
    let exposed = Office::builder().without_credential().base_url("http://office.example.com");
    let error = exposed.credential_for("admin", "u:p").transport(ok()).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    // A user without a password is the secret itself.
    let transport = Scripted::new([Reply::status(400).header("x-request-id", "sk_live_1234")]);
    let client = Payments::builder().credential(Credential::user("sk_live_1234"));
    let error = client.transport(transport).build().unwrap().charge().await.unwrap_err();
    assert!(!format!("{:?}", error.request_id()).contains("sk_live"), "{:?}", error.request_id());
}

#[tokio::test]
async fn a_header_of_the_whole_client_does_not_replace_the_credential_that_a_line_names() {
    let transport = ok();
    let client = Office::builder()
        .header("authorization", "Custom whole")
        .credential_for("admin", "u:p")
        .transport(transport.clone())
        .build()
        .unwrap();
    client.read().await.unwrap();
    client.users().list().await.unwrap();
    client.users().list().header("authorization", "Custom call").await.unwrap();
    let sent = transport.sent();
    let sent: Vec<_> = sent.iter().map(|sent| sent.header("authorization")).collect();
    assert_eq!(sent, [Some("Custom whole"), Some("Basic dTpw"), Some("Custom call")]);
}

#[tokio::test]
async fn a_credential_from_the_environment_is_not_sent_to_a_host_that_the_code_names() {
    let vars = |name: &str| (name == "OFFICE_ADMIN").then(|| "u:p".to_owned());
    let other = || office(&ok()).read_vars(vars).base_url("https://elsewhere.example.com");
    assert_eq!(other().build().unwrap_err().kind(), ErrorKind::Config);
    assert!(other().credential_for("admin", "x:y").build().is_ok());
}

struct Rotating(Arc<AtomicUsize>);

impl CredentialProvider for Rotating {
    fn credential(&self) -> BoxFuture<'_, Result<SecretString, BoxError>> {
        let pair = format!("user:{}", self.0.load(SeqCst));
        Box::pin(async move { Ok(pair.into()) })
    }

    fn rejected(&self) {
        self.0.fetch_add(1, SeqCst);
    }
}

#[tokio::test]
async fn a_provider_of_a_named_credential_is_asked_again_after_a_401() {
    let transport = Scripted::new([Reply::status(401), Reply::status(200)]);
    let provider = Credential::provided(Rotating(Arc::default()));
    let client = office(&transport).credential_for("admin", provider).build().unwrap();
    client.users().list().await.unwrap();
    let sent = transport.sent();
    let sent: Vec<_> = sent.iter().map(|sent| sent.header("authorization")).collect();
    assert_eq!(sent, [Some("Basic dXNlcjow"), Some("Basic dXNlcjox")]);
}

#[tokio::test]
async fn a_derived_client_has_another_credential_of_a_name() {
    let transport = ok();
    let client = office(&transport).credential_for("admin", "u:p").build().unwrap();
    let other = client.with_credential_for("admin", Credential::basic("other", "p"));
    for office in [&client, &other] {
        office.users().list().await.unwrap();
        office.read().await.unwrap();
    }
    let sent = transport.sent();
    let sent: Vec<_> = sent.iter().map(|sent| sent.header("authorization").unwrap()).collect();
    assert_eq!((sent[0], sent[2]), ("Basic dTpw", "Basic b3RoZXI6cA=="));
    assert_eq!(sent[1], sent[3]);
    let error = client.with_credential_for("root", "u:p").users().list().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Config, 0));
    assert!(error.to_string().contains("`admin`"), "{error}");
}

#[tokio::test]
async fn the_client_of_a_mock_has_every_credential() {
    let mock = schematic_api::mock::Mock::<Office>::new()
        .on(|_: UsersListRequest| async { Ok("users".to_owned()) })
        .on(|_: UsersVisitRequest| async { Ok("visit".to_owned()) });
    let client = mock.client();
    assert_eq!(client.users().list().await.unwrap(), "users");
    assert_eq!(client.users().visit().await.unwrap(), "visit");
    assert!(mock.requests()[0].header("authorization").unwrap().starts_with("Basic "));
}

#[test]
fn the_table_of_endpoints_names_the_credential() {
    let credential = |id: &str| {
        let endpoint = Office::ENDPOINTS.get(id).unwrap();
        (endpoint.credential(), endpoint.sends_credential())
    };
    assert_eq!(credential("read"), (None, true));
    assert_eq!(credential("users.list"), (Some("admin"), true));
    assert_eq!(credential("users.health"), (None, false));
    let names: Vec<_> = Office::SPEC.credentials().iter().map(|spec| spec.name()).collect();
    assert_eq!(names, ["admin", "auditor", "guest"]);
}
