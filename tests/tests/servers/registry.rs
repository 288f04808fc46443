//! A container registry, by the distribution specification: its challenge, and its errors.

use schematic_api::{ApiError, ClientBuilder, Error, ErrorKind, api};
use serde::Deserialize;

api! {
    pub client Registry at "https://registry.example.com" {
        auth  basic env "REGISTRY_PASSWORD";
        error RegistryError;
    }

    check:     GET  /v2/ -> empty;
    catalog:   GET  /v2/_catalog?<n: u32?>&<last?> -> Catalog;
    manifest:  GET  /v2/<owner>/<name>/manifests/<reference> -> bytes;
    exists:    HEAD /v2/<owner>/<name>/blobs/<digest> -> empty;
    put:       PUT  /v2/<owner>/<name>/manifests/<reference> (bytes) -> empty;
}

#[derive(Debug, Deserialize)]
struct Catalog {
    repositories: Vec<String>,
}

/// The error body of the specification.
#[derive(Debug, Deserialize)]
struct RegistryError {
    errors: Vec<Fault>,
}

#[derive(Debug, Deserialize)]
struct Fault {
    code: String,
    message: String,
}

impl ApiError for RegistryError {
    fn message(&self) -> Option<&str> {
        self.errors.first().map(|fault| fault.message.as_str())
    }

    fn code(&self) -> Option<&str> {
        self.errors.first().map(|fault| fault.code.as_str())
    }
}

fn builder() -> Option<ClientBuilder<Registry>> {
    Some(Registry::builder().base_url(super::address("registry")?))
}

/// A client with this user and password.
fn registry(credential: &str) -> Option<Registry> {
    Some(builder()?.credential(credential).build().unwrap())
}

/// The client of the user whom `tests/servers/registry.htpasswd` has.
fn pusher() -> Option<Registry> {
    registry("pusher:open sesame")
}

/// The status and the code of the service's error.
fn told(error: &Error) -> (u16, &str) {
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    (error.status().unwrap().as_u16(), &error.api::<RegistryError>().unwrap().errors[0].code)
}

const NOTHING: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

#[tokio::test]
async fn the_challenge_names_what_the_server_wants() {
    let (Some(registry), Some(builder)) = (pusher(), builder()) else { return };
    let stranger = registry.with_credential("pusher:close sesame");
    let error = builder.without_credential().build().unwrap().check().await.unwrap_err();
    assert_eq!(told(&error), (401, "UNAUTHORIZED"));
    let challenge = error.headers().unwrap()["www-authenticate"].to_str().unwrap();
    assert_eq!(challenge, "Basic realm=\"schematic\"");

    let reply = registry.check().response().await.unwrap();
    assert_eq!(reply.headers()["docker-distribution-api-version"], "registry/2.0");
    let error = stranger.check().await.unwrap_err();
    assert_eq!((told(&error), error.attempts()), ((401, "UNAUTHORIZED"), 1));
    assert!(!format!("{error} {error:?}").contains("close sesame"));

    // The server says no before it has read a body of that size.
    let error = stranger.put("team", "app", "v1", vec![0; 20_000_000]).await.unwrap_err();
    assert_eq!(told(&error), (401, "UNAUTHORIZED"));
}

#[tokio::test]
async fn errors_have_the_code_of_the_specification() {
    let Some(registry) = pusher() else { return };
    assert_eq!(
        told(&registry.manifest("team", "none", "latest").await.unwrap_err()),
        (404, "MANIFEST_UNKNOWN")
    );
    assert_eq!(
        told(&registry.put("team", "none", "v1", "{}").await.unwrap_err()),
        (400, "MANIFEST_INVALID")
    );
    // What is no route of the specification has no error of the specification either.
    let error = registry.manifest("team", "UPPER", "latest").await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.code()), (404, None));
    assert_eq!(error.body().unwrap(), "404 page not found\n");
    // A reply to HEAD has no body, and so no code.
    let error = registry.exists("team", "none", NOTHING).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.code()), (404, None));
    assert!(!registry.catalog().await.unwrap().repositories.contains(&"team/none".to_owned()));
}
