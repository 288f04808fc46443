//! Lists in chunks, of what selectors name.

use futures_util::TryStreamExt;
use schematic_api::mock::Mock;

use super::*;

fn names(pods: &[Pod]) -> Vec<&str> {
    pods.iter().filter_map(|pod| pod.metadata.name.as_deref()).collect()
}

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
