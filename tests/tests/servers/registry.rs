//! A container registry, by the distribution specification: a challenge and the tokens that answer it, names of any depth, uploads in
//! parts to the places that the server gives, digests, pages by `Link`, errors by code.

mod tokens;

use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use schematic_api::{
    ApiError, Body, ClientBuilder, Error, ErrorKind, HeaderMap, List, Object, Response, StatusCode,
    api,
};
use serde::Deserialize;
use serde_json::Value;
use tokens::{Challenge, PUSHER};

api! {
    pub client Registry at "https://registry.example.com" {
        auth  bearer env "REGISTRY_TOKEN";
        error RegistryError;
    }

    check:   GET /v2/ -> empty;
    catalog: GET /v2/_catalog?<n: u32?> -> Catalog paged by link;
    tags:    GET /v2/<name..>/tags/list -> Tags;

    group manifests at /v2/<name..>/manifests/<reference> {
        header "Accept": "application/vnd.oci.image.manifest.v1+json";

        put:    PUT    / (json Manifest as "application/vnd.oci.image.manifest.v1+json") -> empty;
        find:   GET    / -> Manifest? none on 404;
        exists: HEAD   / -> empty;
        delete: DELETE / -> empty;
    }

    group blobs at /v2/<name..>/blobs {
        begin:  POST   /uploads/?<mount: String?>&<from: String?> -> empty;
        exists: HEAD   /<digest> -> empty;
        get:    GET    /<digest> (header "Range": String?) -> stream;
        delete: DELETE /<digest> -> empty;
    }

    append: PATCH  <location: Url> (stream, header "Content-Range" as part: String?) -> empty;
    status: GET    <location: Url> -> empty;
    finish: PUT    <location: Url>?<digest> (bytes?) -> empty;
    cancel: DELETE <location: Url> -> empty;
}

#[derive(Debug, Deserialize)]
struct Catalog {
    repositories: Vec<String>,
}

impl List for Catalog {
    type Item = String;

    fn into_vec(self) -> Vec<String> {
        self.repositories
    }
}

#[derive(Debug, Object)]
struct Tags {
    name: String,
    tags: Option<Vec<String>>,
}

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
struct Manifest {
    schema_version: u32,
    media_type: String,
    config: Descriptor,
    layers: Vec<Descriptor>,
}

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
struct Descriptor {
    media_type: String,
    digest: String,
    size: u64,
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
    #[serde(default)]
    detail: Value,
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

/// A client without a token.
fn stranger() -> Option<Registry> {
    Some(builder()?.without_credential().build().unwrap())
}

/// What the server answered to somebody who may not do what he tried.
fn challenge(error: &Error) -> Challenge<'_> {
    assert_eq!(told(error), (401, "UNAUTHORIZED"));
    Challenge(header(error.headers().unwrap(), "www-authenticate"))
}

/// A client that may do everything with these repositories, and read the catalog.
async fn registry(names: &[&str]) -> Option<Registry> {
    let stranger = stranger()?;
    let error = stranger.check().await.unwrap_err();
    let repositories = names.iter().map(|name| format!("repository:{name}:pull,push,delete"));
    let scopes: Vec<_> = repositories.chain(["registry:catalog:*".to_owned()]).collect();
    let token = challenge(&error).token(&scopes, PUSHER).await.unwrap();
    Some(builder()?.credential(token).build().unwrap())
}

/// A repository of the flow's own, three levels deep.
fn name() -> String {
    format!("flows/of/{}", super::unique("these"))
}

/// The status and the code of the service's error.
fn told(error: &Error) -> (u16, &str) {
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    (error.status().unwrap().as_u16(), &error.api::<RegistryError>().unwrap().errors[0].code)
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers[name].to_str().unwrap()
}

/// Where the server wants the next part.
fn location(reply: &Response<()>) -> &str {
    header(reply.headers(), "location")
}

const NOTHING: &str = "sha256:0000000000000000000000000000000000000000000000000000000000000000";
const CONFIG: &str = "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
const LAYER: &str = "sha256:0c6c96cc20d3f906e54f1f1296e8878c1ac39262fb587cd56235c3aa9103d837";

/// The 70,000 bytes of which `LAYER` is the digest.
fn layer() -> Bytes {
    (0..=255).cycle().take(70_000).collect::<Vec<u8>>().into()
}

/// Puts a blob in one request.
async fn put(registry: &Registry, name: &str, digest: &str, content: impl Into<Bytes>) {
    let begun = registry.blobs().begin(name).response().await.unwrap();
    let done = registry.finish(location(&begun), digest).body(content).response().await.unwrap();
    assert_eq!(done.status(), StatusCode::CREATED);
    assert_eq!(header(done.headers(), "docker-content-digest"), digest);
}

/// Puts an image with one layer, under these tags.
async fn put_image(registry: &Registry, name: &str, tags: &[&str]) -> Manifest {
    put(registry, name, CONFIG, "{}").await;
    put(registry, name, LAYER, layer()).await;
    let config = Descriptor::new("application/vnd.oci.image.config.v1+json", CONFIG, 2);
    let layer = Descriptor::new("application/vnd.oci.image.layer.v1.tar", LAYER, 70_000);
    let manifest = Manifest::new(2, MANIFEST, config, [layer]);
    for tag in tags {
        registry.manifests().put(name, tag, &manifest).await.unwrap();
    }
    manifest
}

/// Whether a scope is for writing to a repository. This server names what it is about in any order.
fn pushes_to(name: &str, scope: &str) -> bool {
    ["pull,push", "push,pull"].iter().any(|actions| scope == format!("repository:{name}:{actions}"))
}

#[tokio::test]
async fn a_token_answers_the_challenge_and_opens_only_what_it_is_for() {
    let (Some(stranger), name) = (stranger(), name()) else { return };
    let refused = stranger.blobs().begin(&name).await.unwrap_err();
    assert_eq!((refused.attempts(), refused.message()), (1, Some("authentication required")));
    let challenge = challenge(&refused);
    assert_eq!(challenge.parameter("service"), Some("schematic"));
    let scope = [challenge.parameter("scope").unwrap().to_owned()];
    assert!(pushes_to(&name, &scope[0]), "{scope:?}");

    let error = challenge.token(&scope, "pusher:close sesame").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert!(!format!("{error} {error:?}").contains("close sesame"));

    let token = challenge.token(&scope, PUSHER).await.unwrap();
    let admitted = builder().unwrap().credential(&*token).build().unwrap();
    let reply = admitted.check().response().await.unwrap();
    assert_eq!(header(reply.headers(), "docker-distribution-api-version"), "registry/2.0");
    put(&admitted, &name, CONFIG, "{}").await;
    let other = admitted.blobs().begin("flows/of/others").await.unwrap_err();
    assert!(!format!("{other} {other:?}").contains(&token));
    let wants = Challenge(header(other.headers().unwrap(), "www-authenticate"));
    assert!(pushes_to("flows/of/others", wants.parameter("scope").unwrap()), "{}", wants.0);
    assert_eq!(wants.parameter("error"), Some("insufficient_scope"));

    // The server says no before it has read a body of that size.
    let place = format!("/v2/{name}/blobs/uploads/none");
    let error = stranger.finish(place, LAYER).body(vec![0; 20_000_000]).await.unwrap_err();
    assert_eq!(told(&error), (401, "UNAUTHORIZED"));
}

#[tokio::test]
async fn a_layer_is_sent_in_parts_to_wherever_the_server_says() {
    let name = name();
    let Some(registry) = registry(&[&name]).await else { return };
    let (first, second) = (layer().slice(..40_000), layer().slice(40_000..));
    let begun = registry.blobs().begin(&name).response().await.unwrap();
    assert_eq!(begun.status(), StatusCode::ACCEPTED);

    // A part of known length, then one in chunks.
    let sized = Body::sized(stream::iter([Ok::<_, std::io::Error>(first)]), 40_000);
    let reply = registry.append(location(&begun), sized).part("0-39999").response().await.unwrap();
    assert_eq!(header(reply.headers(), "range"), "0-39999");

    // Another process would ask how far it got, and go on from there.
    let known = registry.status(location(&reply)).response().await.unwrap();
    assert_eq!(header(known.headers(), "range"), "0-39999");
    let chunks = second.chunks(7_000).map(|part| Ok::<_, std::io::Error>(second.slice_ref(part)));
    let rest = Body::stream(stream::iter(chunks.collect::<Vec<_>>()));
    let reply = registry.append(location(&known), rest).response().await.unwrap();
    assert_eq!(header(reply.headers(), "range"), "0-69999");

    // The digest comes after the query that the place has already.
    let done = registry.finish(location(&reply), LAYER).response().await.unwrap();
    assert_eq!(header(done.headers(), "docker-content-digest"), LAYER);
    assert!(header(done.headers(), "location").ends_with(LAYER));

    let found = registry.blobs().exists(&name, LAYER).response().await.unwrap();
    assert_eq!(header(found.headers(), "content-length"), "70000");
    assert_eq!(header(found.headers(), "docker-content-digest"), LAYER);
    let mut stream = registry.blobs().get(&name, LAYER).await.unwrap();
    let mut content = Vec::new();
    while let Some(chunk) = stream.try_next().await.unwrap() {
        content.extend_from_slice(&chunk);
    }
    assert!(content == layer());
    let mut part = registry.blobs().get(&name, LAYER).range("bytes=10-19").await.unwrap();
    assert_eq!(part.try_next().await.unwrap().unwrap(), layer().slice(10..20));
}

#[tokio::test]
async fn an_upload_is_cancelled_or_refused() {
    let name = name();
    let Some(registry) = registry(&[&name]).await else { return };
    let begun = registry.blobs().begin(&name).response().await.unwrap();
    registry.cancel(location(&begun)).await.unwrap();
    let error = registry.status(location(&begun)).await.unwrap_err();
    assert_eq!(told(&error), (404, "BLOB_UPLOAD_UNKNOWN"));

    let begun = registry.blobs().begin(&name).response().await.unwrap();
    let error = registry.finish(location(&begun), NOTHING).body(layer()).await.unwrap_err();
    assert_eq!(told(&error), (400, "DIGEST_INVALID"));
    assert_eq!(error.api::<RegistryError>().unwrap().errors[0].detail["Digest"], NOTHING);

    // The credential goes to no other place than the service's own.
    let error = registry.finish("http://127.0.0.1:9/v2/upload", LAYER).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input, "{error}");
}

#[tokio::test]
async fn an_image_of_any_depth_is_put_found_mounted_and_deleted() {
    let (name, other) = (name(), super::unique("mounted"));
    let Some(registry) = registry(&[&name, &other]).await else { return };
    assert_eq!(registry.manifests().find(&name, "v1").await.unwrap(), None);
    let manifest = put_image(&registry, &name, &["v1", "v2"]).await;
    assert_eq!(registry.manifests().find(&name, "v1").await.unwrap(), Some(manifest.clone()));
    assert_eq!(registry.manifests().find(&name, "v2").await.unwrap(), Some(manifest));
    let tags = registry.tags(&name).await.unwrap();
    let mut known = tags.tags.unwrap();
    known.sort_unstable();
    assert_eq!((tags.name, known), (name.clone(), vec!["v1".to_owned(), "v2".to_owned()]));

    let mounted = registry.blobs().begin(&other).mount(LAYER).from(&name).response().await.unwrap();
    assert_eq!(mounted.status(), StatusCode::CREATED);
    registry.blobs().exists(&other, LAYER).await.unwrap();
    registry.blobs().delete(&other, LAYER).await.unwrap();
    assert_eq!(registry.blobs().exists(&other, LAYER).await.unwrap_err().status().unwrap(), 404);

    let found = registry.manifests().exists(&name, "v1").response().await.unwrap();
    let digest = header(found.headers(), "docker-content-digest").to_owned();
    registry.manifests().delete(&name, &digest).await.unwrap();
    assert_eq!(registry.manifests().find(&name, "v1").await.unwrap(), None);
    assert_eq!(registry.tags(&name).await.unwrap().tags, None);
}

#[tokio::test]
async fn the_catalog_comes_page_by_page() {
    let mut names: Vec<_> = (0..5).map(|_| name()).collect();
    names.sort_unstable();
    let ours: Vec<_> = names.iter().map(String::as_str).collect();
    let Some(registry) = registry(&ours).await else { return };
    for name in &names {
        put(&registry, name, CONFIG, "{}").await;
    }
    // Other flows have repositories too, which come and go.
    let listed: Vec<_> = registry.catalog().n(2).items().try_collect().await.unwrap();
    let ours: Vec<_> = listed.into_iter().filter(|name| names.contains(name)).collect();
    assert_eq!(ours, names);
    let pages: Vec<_> = registry.catalog().n(2).pages().try_collect().await.unwrap();
    assert!(pages.len() >= 3 && pages.iter().all(|page| page.repositories.len() <= 2), "{pages:?}");
}

#[tokio::test]
async fn errors_have_the_code_of_the_specification() {
    let Some(registry) = registry(&["flows/none"]).await else { return };
    let error = registry.blobs().get("flows/none", NOTHING).await.unwrap_err();
    assert_eq!(told(&error), (404, "BLOB_UNKNOWN"));
    // What is no route of the specification has no error of the specification either.
    let error = registry.tags("flows/UPPER").await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.code()), (404, None));
    assert_eq!(error.body().unwrap(), "404 page not found\n");
    // A reply to HEAD has no body, and so no code.
    let error = registry.blobs().exists("flows/none", NOTHING).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.code()), (404, None));
}
