//! Patches, which their media types tell apart.

use schematic_api::mock::Mock;

use super::*;

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
