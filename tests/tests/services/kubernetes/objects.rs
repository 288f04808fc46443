//! The life of a pod, and its log.

use futures_util::TryStreamExt;
use schematic_api::mock::Mock;
use schematic_tests::fault::{FaultServer, Step};

use super::*;

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
