//! Credentials: where they come from, and where they go.

use super::*;

#[test]
fn a_missing_key_names_its_variable() {
    let error = ClientBuilder::<Things>::new().read_vars(|_| None).build().err().unwrap();
    assert!(error.is_config());
    assert!(error.to_string().contains("THINGS_API_KEY"), "{error}");
}

#[tokio::test]
async fn the_environment_is_read_on_request_only() {
    let script = Script::new([ok("{}")]);
    let read = |name: &str| match name {
        "THINGS_API_KEY" => Some("from-env".to_owned()),
        "THINGS_ORG" => Some("org-1".to_owned()),
        _ => Some("  ".to_owned()),
    };
    let client =
        ClientBuilder::<Things>::new().read_vars(read).transport(script.clone()).build().unwrap().0;
    get::<Json<Value>>(&client).await.unwrap();
    let seen = script.last();
    assert_eq!(seen.header("authorization"), Some("Bearer from-env"));
    assert_eq!(seen.header("things-org"), Some("org-1"));
    assert!(seen.url.starts_with("https://api.example.com/v1/"));
}

#[test]
fn a_credential_does_not_go_over_plain_http_to_others() {
    let builder = |url| ClientBuilder::<Things>::new().api_key("sk-secret").base_url(url);
    assert!(builder("http://api.example.com").build().err().unwrap().is_config());
    assert!(builder("http://api.example.com").allow_insecure_http().build().is_ok());
    assert!(builder("http://127.0.0.1:8080").build().is_ok());
}

#[test]
fn a_key_from_the_environment_is_for_the_declared_host() {
    let read = |name: &str| (name == "THINGS_API_KEY").then(|| "from-env".to_owned());
    let builder = |url| ClientBuilder::<Things>::new().read_vars(read).base_url(url);
    assert!(builder("https://evil.example/v1").build().err().unwrap().is_config());
    assert!(builder("https://evil.example/v1").api_key("its-own").build().is_ok());
    assert!(builder("https://api.example.com/v2").build().is_ok());
    assert!(builder("http://127.0.0.1:8080").build().is_ok());
}

#[test]
fn errors_are_small_and_calls_can_be_spawned() {
    fn spawnable<T: Send + 'static>() {}
    fn shareable<T: Send + Sync + 'static>() {}
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    shareable::<Error>();
    shareable::<Client>();
    spawnable::<crate::CallFuture<'static, Json<Value>>>();
    spawnable::<crate::Items<'static, super::pages::List>>();
    spawnable::<ByteStream>();
    spawnable::<Body>();
}

#[tokio::test]
async fn a_provider_is_asked_for_each_attempt_and_not_for_public_endpoints() {
    let script = Script::new([ok(""), status(503), ok("{}")]);
    let asked = Arc::new(Mutex::new(0));
    let count = asked.clone();
    let provider = move || {
        *count.lock().unwrap() += 1;
        let secret = SecretString::from(format!("token-{}", count.lock().unwrap()));
        async move { Ok::<_, std::io::Error>(secret) }
    };
    let client = ClientBuilder::<Things>::new()
        .credential_provider(provider)
        .transport(script.clone())
        .build()
        .unwrap()
        .0;
    Request::new(PUBLIC).call::<Empty>(&client).await.unwrap();
    assert_eq!((*asked.lock().unwrap(), script.last().header("authorization")), (0, None));
    get::<Json<Value>>(&client).await.unwrap();
    assert_eq!(script.last().header("authorization"), Some("Bearer token-2"));
}

#[tokio::test]
async fn a_provider_that_was_not_asked_is_not_told_of_a_401() {
    let script = Script::new([status(401), status(401)]);
    let provider = || async { panic!("it was asked") };
    let provider = move || -> BoxFuture<'static, Result<SecretString, std::io::Error>> {
        Box::pin(provider())
    };
    let client =
        ClientBuilder::<Things>::new().credential_provider(provider).transport(script.clone());
    let client = client.build().unwrap().0;
    Request::new(PUBLIC).call::<Empty>(&client).await.unwrap_err();
    let call = Request::new(GET).path("a").call::<Empty>(&client).header("authorization", "own");
    call.await.unwrap_err();
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn a_refused_credential_is_renewed_once() {
    let script = Script::new([status(401), ok("{}"), status(401), status(401)]);
    let provider = || async { Ok::<_, std::io::Error>(SecretString::from("token")) };
    let client = ClientBuilder::<Things>::new()
        .credential_provider(provider)
        .transport(script.clone())
        .build()
        .unwrap()
        .0;
    get::<Json<Value>>(&client).await.unwrap();
    assert_eq!(script.count(), 2);
    assert_eq!(
        get::<Json<Value>>(&client).await.unwrap_err().status(),
        Some(StatusCode::UNAUTHORIZED)
    );
    assert_eq!(script.count(), 4);
}

#[tokio::test]
async fn nothing_shows_the_credential() {
    let body = r#"{"message":"incorrect key: sk-secret"}"#;
    let script = Script::new([Act::Reply(StatusCode::UNAUTHORIZED, &[], body.into())]);
    let builder = script.builder().header("x-api-key", "sk-secret");
    assert!(!format!("{builder:?}").contains("sk-secret"));
    let client = builder.build().unwrap().0;
    let call = Request::new(GET).path("a").query("key", "sk-secret").call::<Empty>(&client);
    assert!(!format!("{client:?} {call:?}").contains("sk-secret"));
    let error = call.await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("sk-secret"), "{error:?}");
    assert!(error.to_string().contains("incorrect key: [redacted]"), "{error}");
}
