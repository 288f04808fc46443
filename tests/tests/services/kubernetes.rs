//! Kubernetes: a watch whose events are lines, patches that media types tell apart, selectors, tokens to go on with a list.
//!
//! The reference: <https://kubernetes.io/docs/reference/using-api/api-concepts/>, of which
//! <https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes>,
//! <https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks>,
//! <https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/>,
//! <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api>,
//! <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/>,
//! <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/>.

use std::collections::BTreeMap;

use futures_util::{TryStreamExt, stream};
use schematic_api::mock::{ErrorReply, Lines, Mock};
use schematic_api::{
    ApiError, Decode, ErrorKind, Extra, Object, Page, Patch, StatusCode, Union, api,
};
use schematic_tests::fault::{FaultServer, Step};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

api! {
    /// The API of a cluster, from within it.
    pub client Kubernetes at "https://kubernetes.default.svc" {
        auth     bearer env "KUBERNETES_TOKEN";
        base_url env "KUBERNETES_URL";
        error    Status;
    }

    /// The version of the cluster.
    version: GET /version -> Version;
    ready:   GET /readyz?verbose="" -> text;
    /// The pods of all namespaces.
    all_pods: GET /api/v1/pods?<labelSelector as labels?>&<fieldSelector as fields?>&<limit: u32?>&<continue as next?>
                  -> Listed<Pod> paged by "continue";

    group pods at /api/v1/namespaces/<namespace>/pods {
        list:    GET    /?<labelSelector as labels?>&<fieldSelector as fields?>&<limit: u32?>&<continue as next?>
                        -> Listed<Pod> paged by "continue";
        watch:   GET    /?watch=true&<labelSelector as labels?>&<fieldSelector as fields?>
                         &<resourceVersion as since?>&<allowWatchBookmarks as bookmarks: bool?>&<timeoutSeconds: u32?>
                        -> lines Change<Pod> error Gone when type = "ERROR";
        create:  POST   /?<dryRun: String?> (json Pod) -> Pod;
        read:    GET    /<name> -> Pod? none on 404;
        replace: PUT    /<name> (json Pod) -> Pod;
        merge:   PATCH  /<name> (json PodPatch as "application/merge-patch+json") -> Pod;
        amend:   PATCH  /<name> (json Vec<Operation> as "application/json-patch+json") -> Pod;
        apply:   PATCH  /<name>?<fieldManager as manager: String>&<force: bool?>
                        (text as "application/apply-patch+yaml") -> Pod;
        delete:  DELETE /<name> (json DeleteOptions?) -> Value;
        log:     GET    /<name>/log?<container?>&<follow: bool?>&<tailLines: u32?>&<timestamps: bool?> -> stream;
    }
}

/// What the API says of an error: an object like any other.
#[derive(Debug, Deserialize)]
pub struct Status {
    message: Option<String>,
    reason: Option<String>,
    code: Option<u16>,
}

impl ApiError for Status {
    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    fn code(&self) -> Option<&str> {
        self.reason.as_deref()
    }
}

/// The event that ends a watch.
#[derive(Debug, Deserialize)]
pub struct Gone {
    object: Status,
}

impl ApiError for Gone {
    fn message(&self) -> Option<&str> {
        self.object.message()
    }

    fn code(&self) -> Option<&str> {
        self.object.code()
    }
}

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct Version {
    pub major: String,
    pub git_version: String,
}

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct Meta {
    pub name: Option<String>,
    pub namespace: Option<String>,
    pub resource_version: Option<String>,
    pub labels: Option<BTreeMap<String, String>>,
    pub annotations: Option<BTreeMap<String, String>>,
    pub extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(apiVersion = "v1", kind = "Pod"))]
pub struct Pod {
    pub metadata: Meta,
    pub spec: Option<PodSpec>,
    pub extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct PodSpec {
    pub containers: Vec<Container>,
    pub termination_grace_period_seconds: Option<i64>,
    pub extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Container {
    pub name: String,
    pub image: Option<String>,
    pub ports: Option<Vec<Value>>,
}

/// A list of objects of one kind. The token of the next chunk is in its metadata.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Listed<T> {
    pub metadata: ListMeta,
    pub items: Vec<T>,
}

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct ListMeta {
    pub resource_version: Option<String>,
    pub r#continue: Option<String>,
    pub remaining_item_count: Option<u64>,
}

impl<T: Send + 'static> Page for Listed<T>
where
    Self: Decode,
{
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.items
    }

    fn next_cursor(&self) -> Option<String> {
        self.metadata.r#continue.clone().filter(|token| !token.is_empty())
    }
}

/// An event of a watch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "object", rename_all = "UPPERCASE")]
pub enum Change<T> {
    Added(T),
    Modified(T),
    Deleted(T),
    Bookmark(Value),
    Error(Value),
}

/// A change of a pod, as RFC 7396 has it: `null` removes.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct PodPatch {
    pub metadata: Option<MetaPatch>,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct MetaPatch {
    pub labels: Option<BTreeMap<String, Option<String>>>,
    pub annotations: Patch<BTreeMap<String, String>>,
}

/// An operation of a JSON Patch, RFC 6902.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "op")]
pub enum Operation {
    Replace(Replace),
    Remove(Remove),
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Replace {
    pub path: String,
    pub value: Value,
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Remove {
    pub path: String,
}

#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct DeleteOptions {
    pub grace_period_seconds: Option<u32>,
    pub propagation_policy: Option<String>,
}

fn pod(name: &str, version: u32) -> Pod {
    Pod::new(Meta::new().name(name).resource_version(version.to_string()))
}

fn status(code: u16, reason: &str, message: &str) -> Value {
    json!({
        "kind": "Status",
        "apiVersion": "v1",
        "metadata": {},
        "status": "Failure",
        "message": message,
        "reason": reason,
        "code": code,
    })
}

fn failure(code: u16, reason: &str, message: &str) -> ErrorReply {
    ErrorReply::new(StatusCode::from_u16(code).unwrap()).json(&status(code, reason, message))
}

fn names(pods: &[Pod]) -> Vec<&str> {
    pods.iter().filter_map(|pod| pod.metadata.name.as_deref()).collect()
}

// ===== lists =====

#[tokio::test]
async fn pods_are_selected_and_listed_in_chunks() {
    let mock = Mock::<Kubernetes>::new()
        .on(|request: PodsListRequest| async move {
            assert_eq!(request.namespace, "default");
            let chunk = |pods: &[&str], next: &str| {
                let pods = pods.iter().map(|name| pod(name, 10)).collect::<Vec<_>>();
                Listed::new(ListMeta::new().resource_version("10245").r#continue(next), pods)
            };
            match request.next.as_deref() {
                None => Ok(chunk(&["a", "b"], "ENCODED_TOKEN_1==")),
                Some("ENCODED_TOKEN_1==") => Ok(chunk(&["c"], "")),
                Some(_) => {
                    Err(failure(410, "Expired", "The provided continue parameter is too old"))
                }
            }
        })
        .on(|_: KubernetesAllPodsRequest| async {
            Ok(Listed::new(ListMeta::new(), [pod("d", 1)]))
        });
    let server = mock.listen().await.unwrap();
    let cluster = server.client_builder().credential("eyJ.token").build().unwrap();
    let list = cluster.pods().list("default").labels("environment in (production, qa),tier!=front");
    let list = list.fields("status.phase=Running").limit(2);
    let all: Vec<_> = list.items().try_collect().await.unwrap();
    assert_eq!(names(&all), ["a", "b", "c"]);
    let all: Vec<_> = cluster.all_pods().items().try_collect().await.unwrap();
    assert_eq!(names(&all), ["d"]);
    let error = cluster.pods().list("default").next("old").await.unwrap_err();
    assert_eq!((error.status(), error.code()), (Some(StatusCode::GONE), Some("Expired")));
    assert_eq!(error.api::<Status>().unwrap().code, Some(410));

    let sent = mock.requests();
    assert_eq!(sent[0].path(), "/api/v1/namespaces/default/pods");
    let selected = "labelSelector=environment%20in%20%28production%2C%20qa%29%2Ctier%21%3Dfront&\
                    fieldSelector=status.phase%3DRunning&limit=2";
    assert_eq!(sent[0].query(), selected);
    assert_eq!(sent[1].query(), format!("{selected}&continue=ENCODED_TOKEN_1%3D%3D"));
    assert_eq!(sent[2].path(), "/api/v1/pods");
    assert_eq!(sent[0].header("authorization"), Some("Bearer eyJ.token"));
}

// ===== watches =====

#[tokio::test]
async fn a_watch_gives_events_as_they_happen() {
    let (sender, receiver) = tokio::sync::mpsc::unbounded_channel();
    let receiver = std::sync::Arc::new(std::sync::Mutex::new(Some(receiver)));
    let mock = Mock::<Kubernetes>::new()
        .on(move |request: PodsWatchRequest| {
            assert_eq!((request.since.as_deref(), request.bookmarks), (Some("10245"), Some(true)));
            let mut events = receiver.lock().unwrap().take().unwrap();
            let events = stream::poll_fn(move |context| events.poll_recv(context));
            async { Ok(Lines::stream(events)) }
        })
        .on(|_: PodsListRequest| async {
            Ok(Listed::new(ListMeta::new().resource_version("10245"), [pod("a", 1)]))
        });
    let server = mock.listen().await.unwrap();
    let pods = server.client().unwrap().pods();
    let listed = pods.list("default").await.unwrap();
    let since = listed.metadata.resource_version.unwrap();
    let watch = pods.watch("default").labels("app=web").since(&since).bookmarks(true);
    let mut watch = watch.await.unwrap();

    sender.send(Change::Added(pod("b", 10596))).unwrap();
    assert_eq!(watch.try_next().await.unwrap(), Some(Change::Added(pod("b", 10596))));
    let bookmark = json!({ "kind": "Pod", "metadata": { "resourceVersion": "12746" } });
    sender.send(Change::Bookmark(bookmark.clone())).unwrap();
    assert_eq!(watch.try_next().await.unwrap(), Some(Change::Bookmark(bookmark)));
    sender.send(Change::Deleted(pod("b", 11000))).unwrap();
    assert_eq!(watch.try_next().await.unwrap(), Some(Change::Deleted(pod("b", 11000))));
    drop(sender);
    assert_eq!(watch.try_next().await.unwrap(), None, "the service ends it after some minutes");

    let sent = mock.requests();
    assert_eq!(sent[0].path(), sent[1].path());
    assert_eq!(
        sent[1].query(),
        "watch=true&labelSelector=app%3Dweb&resourceVersion=10245&allowWatchBookmarks=true"
    );
}

#[tokio::test]
async fn an_error_in_a_watch_ends_it_and_says_why() {
    let line =
        |kind: &str, object: Value| format!("{}\n", json!({ "type": kind, "object": object }));
    let pod = json!({
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": { "name": "a", "uid": "7" },
        "status": { "phase": "Running" },
    });
    let gone = status(410, "Expired", "too old resource version: 1 (12746)");
    let body = line("MODIFIED", pod.clone()) + &line("ERROR", gone);
    let server = FaultServer::start([
        [Step::Read, Step::reply(200, "content-type: application/json\r\n", &body)],
        [Step::Read, Step::json(403, &status(403, "Forbidden", "pods is forbidden").to_string())],
    ])
    .await;
    let cluster = Kubernetes::builder().base_url(server.url()).credential("t").build().unwrap();
    let mut watch = cluster.pods().watch("default").since("1").await.unwrap();
    let Some(Change::Modified(seen)) = watch.try_next().await.unwrap() else { panic!("a change") };
    assert_eq!(serde_json::to_value(seen).unwrap(), pod, "it keeps what is not declared");
    let error = watch.try_next().await.unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("Expired")));
    assert_eq!(error.message(), Some("too old resource version: 1 (12746)"));
    assert_eq!(error.api::<Gone>().unwrap().object.code, Some(410));
    assert_eq!(watch.try_next().await.unwrap(), None);

    let error = cluster.pods().watch("default").await.unwrap_err();
    assert_eq!(error.code(), Some("Forbidden"));
    assert!(error.api::<Status>().is_some());
}

#[tokio::test]
async fn a_watch_that_breaks_off_is_an_error_after_what_arrived() {
    let mock = Mock::<Kubernetes>::new()
        .on(|_: PodsWatchRequest| async { Ok(Lines::new([Change::Added(pod("a", 7))]).cut_off()) });
    let server = mock.listen().await.unwrap();
    let mut watch = server.client().unwrap().pods().watch("default").await.unwrap();
    assert!(matches!(watch.try_next().await, Ok(Some(Change::Added(_)))));
    assert_eq!(watch.try_next().await.unwrap_err().kind(), ErrorKind::Truncated);
}

// ===== patches =====

fn patched() -> Mock<Kubernetes> {
    Mock::new()
        .on(|request: PodsMergeRequest| async move {
            let labels = request.body.metadata.and_then(|metadata| metadata.labels);
            let labels = labels.unwrap_or_default().into_iter();
            let labels = labels.filter_map(|(name, value)| Some((name, value?)));
            let labels: BTreeMap<_, _> = labels.collect();
            Ok(Pod::new(Meta::new().name(request.name).labels(labels)))
        })
        .on(|request: PodsAmendRequest| async move {
            match &request.body[..] {
                [Operation::Replace(_), Operation::Remove(_)] => Ok(pod(&request.name, 2)),
                _ => Err(failure(422, "Invalid", "the server rejected our request")),
            }
        })
        .on(|request: PodsApplyRequest| async move {
            match request.force {
                Some(true) => Ok(pod(&request.name, request.body.len().try_into().unwrap())),
                _ => Err(failure(409, "Conflict", "conflict with \"kubectl\": .spec.replicas")),
            }
        })
}

#[tokio::test]
async fn the_media_type_says_which_patch_it_is() {
    let mock = patched();
    let server = mock.listen().await.unwrap();
    let pods = server.client().unwrap().pods();
    let labels = [("app".to_owned(), Some("web".to_owned())), ("old".to_owned(), None)];
    let patch = PodPatch::new().metadata(MetaPatch::new().labels(labels).clear_annotations());
    let merged = pods.merge("default", "a", &patch).await.unwrap();
    assert_eq!(merged.metadata.labels.unwrap(), [("app".to_owned(), "web".to_owned())].into());

    let steps = [
        Replace::new("/spec/containers/0/image", "nginx:1.27").into(),
        Remove::new("/metadata/labels/a~1b").into(),
    ];
    assert_eq!(pods.amend("default", "a", &steps).await.unwrap(), pod("a", 2));
    let error = pods.amend("default", "a", &[]).await.unwrap_err();
    assert_eq!(error.code(), Some("Invalid"));

    let yaml = "apiVersion: v1\nkind: Pod\n";
    let error = pods.apply("default", "a", "my-controller", yaml).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Some("Conflict"), 1));
    let applied = pods.apply("default", "a", "my-controller", yaml).force(true).await.unwrap();
    assert_eq!(applied, pod("a", 25));

    let sent = mock.requests();
    let kinds: Vec<_> = sent.iter().map(|sent| sent.header("content-type").unwrap()).collect();
    let json = "application/json-patch+json";
    let yaml = "application/apply-patch+yaml";
    assert_eq!(kinds, ["application/merge-patch+json", json, json, yaml, yaml]);
    assert_eq!(
        sent[0].body(),
        r#"{"metadata":{"labels":{"app":"web","old":null},"annotations":null}}"#
    );
    assert_eq!(
        sent[1].body(),
        concat!(
            r#"[{"op":"replace","path":"/spec/containers/0/image","value":"nginx:1.27"},"#,
            r#"{"op":"remove","path":"/metadata/labels/a~1b"}]"#
        )
    );
    assert_eq!(
        (sent[2].body(), sent[4].query()),
        (&"[]".into(), "fieldManager=my-controller&force=true")
    );
}

// ===== objects =====

#[tokio::test]
async fn pods_are_created_read_replaced_and_deleted() {
    let mock = Mock::<Kubernetes>::new()
        .on(|request: PodsCreateRequest| async move {
            assert_eq!(request.dry_run.as_deref(), Some("All"));
            let mut made = request.body;
            made.metadata.resource_version = Some("1".to_owned());
            Ok(made)
        })
        .on(|request: PodsReadRequest| async move {
            match &*request.name {
                "web-0.a" => Ok(Some(pod("web-0.a", 5))),
                name => Err(failure(404, "NotFound", &format!("pods \"{name}\" not found"))),
            }
        })
        .on(|request: PodsReplaceRequest| async move {
            match request.body.metadata.resource_version.as_deref() {
                Some("5") => Ok(pod("web-0.a", 6)),
                _ => Err(failure(409, "Conflict", "the object has been modified")),
            }
        })
        .on(|request: PodsDeleteRequest| async move {
            Ok(match request.body {
                Some(_) => serde_json::to_value(pod(&request.name, 7)).unwrap(),
                None => json!({ "kind": "Status", "status": "Success" }),
            })
        });
    let server = mock.listen().await.unwrap();
    let pods = server.client().unwrap().pods();
    let container = Container::new("web").image("nginx").ports([json!({ "containerPort": 80 })]);
    let spec = PodSpec::new([container]).termination_grace_period_seconds(30);
    let made = pods.create("default", &Pod::new(Meta::new().name("web-0.a")).spec(spec));
    let made = made.dry_run("All").await.unwrap();
    assert_eq!(made.metadata.resource_version.as_deref(), Some("1"));

    assert_eq!(pods.read("default", "none").await.unwrap(), None);
    let found = pods.read("default", "web-0.a").await.unwrap().unwrap();
    assert_eq!(pods.replace("default", "web-0.a", &found).await.unwrap(), pod("web-0.a", 6));
    let error = pods.replace("default", "web-0.a", &pod("web-0.a", 4)).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Some("Conflict"), 1));

    assert_eq!(pods.delete("default", "web-0.a").await.unwrap()["kind"], "Status");
    let options = DeleteOptions::new().grace_period_seconds(0).propagation_policy("Foreground");
    let deleted = pods.delete("default", "web-0.a").body(&options).await.unwrap();
    assert_eq!(deleted["kind"], "Pod");

    let sent = mock.requests();
    assert_eq!(
        sent[0].body(),
        concat!(
            r#"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"web-0.a"},"spec":{"containers":[{"name":"web","#,
            r#""image":"nginx","ports":[{"containerPort":80}]}],"terminationGracePeriodSeconds":30}}"#
        )
    );
    assert_eq!(sent[5].body(), "");
    assert_eq!(sent[6].body(), r#"{"gracePeriodSeconds":0,"propagationPolicy":"Foreground"}"#);
    assert_eq!(sent[6].path(), "/api/v1/namespaces/default/pods/web-0.a");
}

#[tokio::test]
async fn a_log_is_followed_as_a_stream_of_bytes() {
    let mut reply =
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n\r\n"
            .to_owned();
    reply.push_str("6\r\nfirst\n\r\n");
    let server = FaultServer::start([
        vec![Step::Read, Step::raw(reply), Step::raw("7\r\nsecond\n\r\n"), Step::raw("0\r\n\r\n")],
        vec![Step::Read, Step::reply(200, "content-type: text/plain\r\n", "[+]ping ok\n")],
        vec![Step::Read, Step::json(200, r#"{"major":"1","gitVersion":"v1.33.1"}"#)],
    ])
    .await;
    let cluster = Kubernetes::builder().base_url(server.url()).credential("t").build().unwrap();
    let log = cluster.pods().log("default", "web-0").container("web").follow(true).tail_lines(2);
    let chunks: Vec<_> = log.await.unwrap().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), b"first\nsecond\n");
    assert_eq!(cluster.ready().await.unwrap(), "[+]ping ok\n");
    assert_eq!(cluster.version().await.unwrap().git_version, "v1.33.1");
    let sent = server.requests();
    assert_eq!(
        sent[0].target,
        "/api/v1/namespaces/default/pods/web-0/log?container=web&follow=true&tailLines=2"
    );
    assert_eq!(sent[1].target, "/readyz?verbose=");
}
