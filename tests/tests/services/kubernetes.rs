//! Kubernetes: a watch whose events are lines, patches that media types tell apart, selectors, tokens to go on with a list.
//!
//! The reference: <https://kubernetes.io/docs/reference/using-api/api-concepts/>, of which
//! <https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes>,
//! <https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks>,
//! <https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/>,
//! <https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api>,
//! <https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/>,
//! <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/>.

mod lists;
mod objects;
mod patches;
mod watches;

use std::collections::BTreeMap;

use schematic_api::mock::ErrorReply;
use schematic_api::{ApiError, Decode, Extra, Object, Page, Patch, StatusCode, Union, api};
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
