//! Lists over pages, whose links lead on and back, and a repository that has not changed.

use futures_util::TryStreamExt;
use schematic_api::mock::{ErrorReply, Mock, PageReply};
use schematic_api::{ErrorKind, StatusCode};
use schematic_tests::fault::{FaultServer, Step};

use super::*;

const ETAG: &str = "\"644b5b0155e6404a9cc4bd9d8b1ae730\"";

#[tokio::test]
async fn issues_are_listed_over_pages_whose_links_have_another_path() {
    // GitHub's links have the number of the repository in place of its name.
    let link = |page: &str, rel: &str| {
        format!("</repositories/1296269/issues?state=all&page={page}>; rel=\"{rel}\"")
    };
    let replies = [
        (format!("link: {}, {}\r\n", link("2", "next"), link("3", "last")), [issue(1)]),
        (format!("link: {}, {}\r\n", link("1", "prev"), link("3", "next")), [issue(2)]),
        (format!("link: {}, {}\r\n", link("2", "prev"), link("1", "first")), [issue(3)]),
    ];
    let scripts = replies.map(|(links, page)| {
        let page = serde_json::to_string(&page).unwrap();
        [Step::Read, Step::reply(200, &format!("connection: close\r\n{links}"), &page)]
    });
    let server = FaultServer::start(scripts).await;
    let github = GitHub::builder().base_url(server.url()).credential("ghp_1").build().unwrap();
    let list = github.issues().list("octocat", "Hello-World").state("all");
    let list = list.labels(["bug", "help wanted"]).per_page(1);
    let seen: Vec<_> = list.items().try_collect().await.unwrap();
    assert_eq!(seen, [issue(1), issue(2), issue(3)]);
    let sent = server.requests();
    let targets: Vec<_> = sent.iter().map(|sent| &*sent.target).collect();
    assert_eq!(
        targets,
        [
            "/repos/octocat/Hello-World/issues?state=all&labels=bug,help%20wanted&per_page=1",
            "/repositories/1296269/issues?state=all&page=2",
            "/repositories/1296269/issues?state=all&page=3",
        ]
    );
    for sent in sent {
        assert_eq!(sent.header("accept"), Some("application/vnd.github+json"));
        assert_eq!(sent.header("x-github-api-version"), Some("2022-11-28"));
        assert_eq!(sent.header("authorization"), Some("Bearer ghp_1"));
        assert!(sent.header("user-agent").is_some(), "GitHub refuses requests without it");
    }
}

#[tokio::test]
async fn pages_lead_in_both_directions_and_only_to_the_same_service() {
    let mock = Mock::<GitHub>::new()
        .on(|request: IssuesListRequest| async move {
            let page = request.page.unwrap_or(1);
            let url = |page| format!("/repos/octocat/Hello-World/issues?page={page}");
            let reply = PageReply::new(vec![issue(page.into())]);
            let reply = if page < 3 { reply.next(url(page + 1)) } else { reply };
            Ok(if page > 1 { reply.previous(url(page - 1)) } else { reply })
        })
        .on(|request: GitHubSearchIssuesRequest| async move {
            assert_eq!(request.q, "repo:octocat/Hello-World is:open C# 100%");
            Ok(PageReply::new(Found::new(2, false, [issue(1)])).next("https://evil.example/search"))
        });
    let server = mock.listen().await.unwrap();
    let github = server.client().unwrap();
    let issues = github.issues();
    let list = || issues.list("octocat", "Hello-World");
    let seen: Vec<_> = list().page(2).items().try_collect().await.unwrap();
    assert_eq!(seen, [issue(2), issue(3)]);
    let back: Vec<_> = list().page(3).items_back().try_collect().await.unwrap();
    assert_eq!(back, [issue(3), issue(2), issue(1)]);

    let mut found = github.search_issues("repo:octocat/Hello-World is:open C# 100%").items();
    assert_eq!(found.try_next().await.unwrap(), Some(issue(1)));
    assert_eq!(found.try_next().await.unwrap_err().kind(), ErrorKind::Paging);
    let sent = mock.requests();
    assert_eq!(
        sent.last().unwrap().query(),
        "q=repo%3Aoctocat%2FHello-World%20is%3Aopen%20C%23%20100%25"
    );
}

#[tokio::test]
async fn a_repository_that_has_not_changed_is_nothing_and_tells_its_tag() {
    let mock = Mock::<GitHub>::new().on(|request: ReposGetRequest| async move {
        match request.etag.as_deref() {
            Some(ETAG) => Err(ErrorReply::new(StatusCode::NOT_MODIFIED).header("etag", ETAG)),
            _ => Ok(Some(repo())),
        }
    });
    let mock = mock.stamp(|headers| drop(headers.insert("etag", ETAG.parse().unwrap())));
    let server = mock.listen().await.unwrap();
    let repos = server.client().unwrap().repos();
    let first = repos.get("octocat", "Hello-World").response().await.unwrap();
    assert_eq!(first.value(), &Some(repo()));
    let etag = first.headers()["etag"].to_str().unwrap();
    let again = repos.get("octocat", "Hello-World").etag(etag).response().await.unwrap();
    assert_eq!((again.status(), again.value()), (StatusCode::NOT_MODIFIED, &None));
}
