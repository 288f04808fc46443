//! Paths that groups begin, and paths with a rest that is not their end: from the call over a socket to the handler.
#![allow(dead_code)] // the handlers do not look at everything that they are given

use schematic_api::mock::{ErrorReply, Mock, Reason};
use schematic_api::{Error, ErrorKind, Method, StatusCode, api, reply::Text};

/// Groups that are declared apart from their client.
mod registry {
    schematic_api::api! {
        pub group Manifests at /v2/<name..>/manifests {
            read: GET /<reference> -> text;
        }
    }
    schematic_api::api! {
        pub group Tags at /v2/<name..>/tags {
            list: GET /list -> text;
        }
    }
}

api! {
    pub client Forge at "https://forge.example.com/api";

    pub id Owner;

    /// The issues of a repository.
    group issues at /repos/<owner: Owner>/<repo> {
        /// Lists them.
        list:  GET /issues?<state: String?> -> text;
        lock:  POST /issues/<issue: u64>:lock (text) -> text;
        about: GET / -> text;
        page:  GET /?of=2&<page: u32> -> text;
    }

    group manifests = registry::Manifests;
    group tags = registry::Tags;

    cancel: POST /v1/<operation..>:cancel -> text;
    lines:  GET /raw-<name..>.txt/lines/<line: u32> -> text;
}

fn mock() -> Mock<Forge> {
    use registry::{ManifestsReadRequest, TagsListRequest};
    let said = |parts: &[&str]| Ok::<_, ErrorReply>(parts.join(" "));
    Mock::new()
        .on(move |request: IssuesListRequest| async move {
            said(&[request.owner.as_ref(), &request.repo, &request.state.unwrap_or_default()])
        })
        .on(move |request: IssuesLockRequest| async move {
            said(&[
                request.owner.as_ref(),
                &request.repo,
                &request.issue.to_string(),
                &request.body,
            ])
        })
        .on(move |request: IssuesAboutRequest| async move {
            said(&[request.owner.as_ref(), &request.repo, "about"])
        })
        .on(move |request: IssuesPageRequest| async move {
            said(&[request.owner.as_ref(), &request.repo, &request.page.to_string()])
        })
        .on(move |request: ManifestsReadRequest| async move {
            said(&[&request.name, &request.reference])
        })
        .on(move |request: TagsListRequest| async move { said(&[&request.name, "tags"]) })
        .on(move |request: ForgeCancelRequest| async move { said(&[&request.operation]) })
        .on(move |request: ForgeLinesRequest| async move {
            said(&[&request.name, &request.line.to_string()])
        })
}

/// The paths and queries of what a mock has received.
fn targets(mock: &Mock<Forge>) -> Vec<String> {
    let target = |received: schematic_api::mock::Received| match received.query() {
        "" => received.full_path(),
        query => format!("{}?{query}", received.full_path()),
    };
    mock.requests().into_iter().map(target).collect()
}

#[tokio::test]
async fn the_parameters_of_a_group_come_first_and_its_path_before_that_of_the_line() {
    let mock = mock();
    let server = mock.listen().await.unwrap();
    let forge = server.client().unwrap();
    let (issues, owner) = (forge.issues(), Owner::from("octo cat"));
    assert_eq!(issues.list(&owner, "hello").state("open").await.unwrap(), "octo cat hello open");
    assert_eq!(issues.lock(&owner, "a/b", 7, "spam").await.unwrap(), "octo cat a/b 7 spam");
    assert_eq!(issues.about(&owner, "hello").await.unwrap(), "octo cat hello about");
    assert_eq!(issues.page(&owner, "hello", 3).await.unwrap(), "octo cat hello 3");
    assert_eq!(
        targets(&mock),
        [
            "/api/repos/octo%20cat/hello/issues?state=open",
            "/api/repos/octo%20cat/a%2Fb/issues/7:lock",
            "/api/repos/octo%20cat/hello",
            "/api/repos/octo%20cat/hello?page=3&of=2",
        ]
    );
}

#[tokio::test]
async fn a_group_in_a_block_of_its_own_has_a_path_too() {
    let mock = mock();
    let server = mock.listen().await.unwrap();
    let forge = server.client().unwrap();
    let read = forge.manifests().read("library/ubuntu", "latest").await.unwrap();
    assert_eq!(read, "library/ubuntu latest");
    let read = forge.manifests().read("a/manifests/b", "manifests").await.unwrap();
    assert_eq!(read, "a/manifests/b manifests");
    assert_eq!(forge.tags().list("library/ubuntu").await.unwrap(), "library/ubuntu tags");
    assert_eq!(targets(&mock)[0], "/api/v2/library/ubuntu/manifests/latest");
}

#[tokio::test]
async fn segments_and_text_may_follow_the_rest_of_a_path() {
    let mock = mock();
    let server = mock.listen().await.unwrap();
    let forge = server.client().unwrap();
    for operation in ["projects/a/jobs/b", "a:cancel/b", "a:cancel", "a b/ü", "v1"] {
        assert_eq!(forge.cancel(operation).await.unwrap(), operation);
    }
    for name in ["a", "a/b", "a.txt/lines/1/b", ".txt"] {
        assert_eq!(forge.lines(name, 4).await.unwrap(), format!("{name} 4"));
    }
    assert_eq!(targets(&mock)[0], "/api/v1/projects/a/jobs/b:cancel");
    assert_eq!(targets(&mock)[5], "/api/raw-a.txt/lines/4");
}

#[tokio::test]
async fn what_would_lead_to_another_path_is_not_sent() {
    let mock = mock();
    let forge = mock.client();
    let refused = |sent: Result<String, Error>, name: &str| {
        let error = sent.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{error}");
        assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
    };
    refused(forge.issues().about(&Owner::from(""), "a").await, "owner");
    refused(forge.issues().about(&Owner::from("a"), "..").await, "repo");
    for name in ["", "a/", "/a", "a//b", "a/../b", "../a", "a\nb"] {
        refused(forge.manifests().read(name, "latest").await, "name");
        refused(forge.cancel(name).await, "operation");
    }
    for name in ["..", "a/%2e%2e", "a/."] {
        refused(forge.manifests().read(name, "latest").await, "name");
    }
    refused(forge.manifests().read("a", "..").await, "reference");
    // Beside text, dots are no segment of their own.
    assert_eq!(forge.lines("..", 1).await.unwrap(), ".. 1");
    assert_eq!(forge.cancel("a/..").await.unwrap(), "a/..");
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_path_that_only_looks_like_it_is_not_found() {
    let mock = mock().reject_with(|rejection| {
        assert_eq!(rejection.reason(), &Reason::UnknownPath);
        rejection.into()
    });
    let forge = mock.client();
    for path in [
        "/repos/a",
        "/repos/a/b/",
        "/repos/a/b/issue",
        "/v2/manifests/latest",
        "/v2/a/manifests/",
        "/v2/a/tags/lists",
        "/v1/a:cancelled",
        "/raw-.txt/lines/1",
    ] {
        let error = forge.request(Method::GET, path).send::<Text>().await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::NOT_FOUND), "{path}");
    }
}

#[test]
fn the_table_and_the_calls_show_the_whole_path() {
    let paths: Vec<_> = Forge::ENDPOINTS.iter().map(|endpoint| endpoint.to_string()).collect();
    assert_eq!(
        paths,
        [
            "POST /v1/{operation..}:cancel",
            "GET /raw-{name..}.txt/lines/{line}",
            "GET /repos/{owner}/{repo}/issues",
            "POST /repos/{owner}/{repo}/issues/{issue}:lock",
            "GET /repos/{owner}/{repo}",
            "GET /repos/{owner}/{repo}",
            "GET /v2/{name..}/manifests/{reference}",
            "GET /v2/{name..}/tags/list",
        ]
    );
    let lock = Forge::ENDPOINTS.get("issues.lock").unwrap();
    assert_eq!(lock.path_parameters().collect::<Vec<_>>(), ["owner", "repo", "issue"]);
    let read = Forge::ENDPOINTS.get("manifests.read").unwrap();
    assert_eq!(read.path_parameters().collect::<Vec<_>>(), ["name", "reference"]);
    let forge = mock().client();
    let call = forge.issues().about(&Owner::from("a"), "b");
    assert!(format!("{call:?}").contains("GET /repos/{owner}/{repo}"), "{call:?}");
}
