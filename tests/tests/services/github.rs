//! GitHub: pages by links, conditional requests, one resource in several media types, paths of files.
//!
//! The reference: <https://docs.github.com/en/rest>, of which
//! <https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api>,
//! <https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>,
//! <https://docs.github.com/en/rest/repos/contents>, <https://docs.github.com/en/rest/issues/issues>,
//! <https://docs.github.com/en/rest/search/search>, <https://docs.github.com/en/rest/releases/assets>.

use std::borrow::Cow;

use bytes::Bytes;
use futures_util::TryStreamExt;
use schematic_api::mock::{ErrorReply, Mock, PageReply};
use schematic_api::{
    ApiError, Body, ErrorKind, Extra, List, Object, StatusCode, StringEnum, Union, api,
};
use schematic_tests::fault::{FaultServer, Step};
use serde::Deserialize;
use serde_json::{Value, json};

api! {
    /// The REST API of GitHub.
    pub client GitHub at "https://api.github.com" {
        auth   bearer env "GITHUB_TOKEN" or env "GH_TOKEN";
        header "Accept": "application/vnd.github+json";
        header "X-GitHub-Api-Version": "2022-11-28";
        error  GitHubError;
    }

    /// Searches issues and pull requests.
    search_issues: GET  /search/issues?<q>&<per_page: u32?>&<page: u32?> -> Found<Issue> paged by link;
    /// Renders a document in Markdown as HTML.
    markdown:      POST /markdown/raw (text) -> text { header "Accept": "text/html"; }
    /// Downloads from the host that the `Location` of an archive names.
    download:      GET  <location: Url> -> stream auth none;

    /// A repository.
    group repos at /repos/<owner>/<repo> {
        get:     GET / (header "If-None-Match" as etag: String?) -> Repo? none on 304;
        archive: GET /tarball/<git_ref..> -> stream;
    }

    /// Issues of a repository.
    group issues at /repos/<owner>/<repo>/issues {
        error 410 422: Invalid;

        list:   GET    /?<state: State?>&<labels: Vec<String> by ","?>&<per_page: u32?>&<page: u32?>
                       -> Vec<Issue> paged by link back by link;
        create: POST   / (json NewIssue<'_>) -> Issue;
        lock:   PUT    /<number: u64>/lock (json Lock?) -> empty;
        unlock: DELETE /<number: u64>/lock -> empty;
    }

    /// The files of a repository.
    group contents at /repos/<owner>/<repo>/contents {
        get:    GET    /<path..>?<ref as git_ref: String?> -> Content;
        raw:    GET    /<path..>?<ref as git_ref: String?> -> bytes { header "Accept": "application/vnd.github.raw+json"; }
        html:   GET    /<path..>?<ref as git_ref: String?> -> text { header "Accept": "application/vnd.github.html+json"; }
        put:    PUT    /<path..> (json PutFile) -> Committed;
        delete: DELETE /<path..> (json DeleteFile) -> Committed;
    }
}

api! {
    /// Where the assets of releases are uploaded to.
    pub client Uploads at "https://uploads.github.com" {
        auth   bearer env "GITHUB_TOKEN";
        header "X-GitHub-Api-Version": "2022-11-28";
        error  GitHubError;
    }

    upload: POST /repos/<owner>/<repo>/releases/<release: u64>/assets?<name>&<label?>
                 (stream, header "Content-Type" as media_type: String) -> Asset;
    /// The URL that the release has, without the template at its end.
    upload_to: POST <upload_url: Url>?<name> (bytes as "application/zip") -> Asset;
}

/// The error body of most errors.
#[derive(Debug, Deserialize)]
pub struct GitHubError {
    message: String,
}

impl ApiError for GitHubError {
    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

/// The error body of a validation that failed.
#[derive(Debug, Deserialize)]
pub struct Invalid {
    message: String,
    #[serde(default)]
    errors: Vec<InvalidField>,
}

#[derive(Debug, Deserialize)]
pub struct InvalidField {
    field: Option<String>,
    code: String,
}

impl ApiError for Invalid {
    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn code(&self) -> Option<&str> {
        self.errors.first().map(|error| &*error.code)
    }
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Repo {
    pub id: u64,
    pub full_name: String,
    pub private: bool,
    pub extra: Extra,
}

#[derive(Clone, Debug, PartialEq, StringEnum)]
pub enum State {
    Open,
    Closed,
    All,
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct Issue {
    pub number: u64,
    pub title: String,
    pub state: State,
    pub labels: Vec<Label>,
}

/// A label: an object, or only its name.
#[derive(Clone, Debug, PartialEq, Union)]
pub enum Label {
    #[wire(string)]
    Name(String),
    #[wire(object)]
    Full(FullLabel),
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq, Object)]
pub struct FullLabel {
    pub name: String,
    pub color: Option<String>,
}

/// A new issue, whose texts are borrowed.
#[derive(Debug, serde::Serialize, Deserialize)]
pub struct NewIssue<'a> {
    title: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    labels: Vec<Cow<'a, str>>,
}

#[derive(Debug, Object)]
pub struct Lock {
    pub lock_reason: String,
}

/// A page of what a search found.
#[derive(Debug, Object)]
pub struct Found<T> {
    pub total_count: u64,
    pub incomplete_results: bool,
    pub items: Vec<T>,
}

impl<T> List for Found<T>
where
    T: schematic_api::Decode,
    Self: schematic_api::Decode,
{
    type Item = T;

    fn into_vec(self) -> Vec<T> {
        self.items
    }
}

/// What is at a path: a directory is an array of what is in it.
#[derive(Debug, PartialEq, Union)]
pub enum Content {
    #[wire(array)]
    Directory(Vec<Entry>),
    #[wire(object)]
    Entry(Entry),
    Unknown(Value),
}

#[derive(Debug, PartialEq, Object)]
pub struct Entry {
    pub r#type: String,
    pub path: String,
    pub sha: String,
    pub content: Option<String>,
}

#[derive(Debug, Object)]
pub struct PutFile {
    pub message: String,
    pub content: String,
    pub sha: Option<String>,
    pub branch: Option<String>,
}

#[derive(Debug, Object)]
pub struct DeleteFile {
    pub message: String,
    pub sha: String,
}

#[derive(Debug, Object)]
#[wire(nullable)]
pub struct Committed {
    pub content: Option<Entry>,
    pub commit: Commit,
}

#[derive(Debug, Object)]
pub struct Commit {
    pub sha: String,
}

#[derive(Debug, Object)]
pub struct Asset {
    pub name: String,
    pub size: u64,
}

fn issue(number: u64) -> Issue {
    Issue::new(number, format!("Issue {number}"), "open", ["bug"])
}

fn repo() -> Repo {
    Repo::new(1_296_269, "octocat/Hello-World", false)
}

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

// ===== contents =====

fn entry(path: &str) -> Entry {
    Entry::new("file", path, "3d21ec53a331a6f037a91c368710b99387d012c1")
}

fn contents() -> Mock<GitHub> {
    Mock::new()
        .on(|request: ContentsGetRequest| async move {
            Ok(match &*request.path {
                "docs" => Content::Directory(vec![entry("docs/a.md")]),
                path => Content::Entry(entry(path).content("SGVsbG8=")),
            })
        })
        .on(|request: ContentsRawRequest| async move {
            assert_eq!(request.git_ref.as_deref(), Some("release/1.0"));
            Ok(Bytes::from(format!("raw {}", request.path)))
        })
        .on(|request: ContentsHtmlRequest| async move { Ok(format!("<p>{}</p>", request.path)) })
        .on(|request: ContentsPutRequest| async move {
            let put = request.body;
            match put.sha.as_deref() {
                None => Err(ErrorReply::new(StatusCode::UNPROCESSABLE_ENTITY)
                    .json(&json!({ "message": "Invalid request.\n\n\"sha\" wasn't supplied." }))),
                Some(_) => Ok(Committed::new(Commit::new("7638417"))
                    .content(entry(&request.path).content(put.content))),
            }
        })
        .on(|request: ContentsDeleteRequest| async move {
            assert_eq!(request.body.sha, "3d21ec5");
            Ok(Committed::new(Commit::new("7638418")))
        })
}

#[tokio::test]
async fn one_path_has_three_media_types() {
    let mock = contents();
    let server = mock.listen().await.unwrap();
    let files = server.client().unwrap().contents();
    let path = "docs/über uns/a#b?.md";
    let got = files.get("octocat", "Hello-World", path).await.unwrap();
    assert_eq!(got, Content::Entry(entry(path).content("SGVsbG8=")));
    let got = files.get("octocat", "Hello-World", "docs").await.unwrap();
    assert_eq!(got, Content::Directory(vec![entry("docs/a.md")]));
    let raw = files.raw("octocat", "Hello-World", path).git_ref("release/1.0").await.unwrap();
    assert_eq!(raw, format!("raw {path}"));
    let html = files.html("octocat", "Hello-World", path).await.unwrap();
    assert_eq!(html, format!("<p>{path}</p>"));

    let sent = mock.requests();
    let accepted: Vec<_> = sent.iter().map(|sent| sent.header("accept").unwrap()).collect();
    assert_eq!(
        accepted,
        [
            "application/vnd.github+json",
            "application/vnd.github+json",
            "application/vnd.github.raw+json",
            "application/vnd.github.html+json"
        ]
    );
    let encoded = "/repos/octocat/Hello-World/contents/docs/%C3%BCber%20uns/a%23b%3F.md";
    assert_eq!(sent[0].path(), encoded);
    assert_eq!((sent[2].path(), sent[2].query()), (encoded, "ref=release%2F1.0"));
}

#[tokio::test]
async fn files_are_written_and_deleted_with_bodies() {
    let mock = contents();
    let server = mock.listen().await.unwrap();
    let files = server.client().unwrap().contents();
    let put = |sha: Option<&str>| {
        let file = PutFile { sha: sha.map(str::to_owned), ..PutFile::new("Change it", "SGk=") };
        files.put("octocat", "Hello-World", "docs/a.md", &file)
    };
    let error = put(None).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNPROCESSABLE_ENTITY));
    assert!(error.message().unwrap().starts_with("Invalid request."), "{error}");
    let committed = put(Some("3d21ec5")).await.unwrap();
    assert_eq!(committed.content, Some(entry("docs/a.md").content("SGk=")));
    let delete = DeleteFile::new("Remove it", "3d21ec5");
    let committed = files.delete("octocat", "Hello-World", "docs/a.md", &delete).await.unwrap();
    assert_eq!((committed.content, &*committed.commit.sha), (None, "7638418"));

    let sent = mock.requests();
    assert_eq!(sent[1].body(), r#"{"message":"Change it","content":"SGk=","sha":"3d21ec5"}"#);
    assert_eq!(sent[2].method(), "DELETE");
    assert_eq!(sent[2].body(), r#"{"message":"Remove it","sha":"3d21ec5"}"#);
    assert_eq!(sent[2].header("content-length"), Some("39"));
}

#[tokio::test]
async fn a_path_that_leads_elsewhere_is_not_sent() {
    let mock = contents();
    let files = mock.client().contents();
    for path in ["", "../../../user", "docs/./a.md", "docs/.."] {
        let error = files.get("octocat", "Hello-World", path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{path}");
    }
    let error = files.get("octocat", "..", "a.md").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(mock.requests().is_empty());
}

// ===== bodies and errors =====

#[tokio::test]
async fn a_lock_without_a_reason_says_that_its_body_has_no_length() {
    let server = FaultServer::start([[
        Step::Read,
        Step::raw("HTTP/1.1 204 No Content\r\n\r\n"),
        Step::Read,
        Step::raw("HTTP/1.1 204 No Content\r\n\r\n"),
        Step::Read,
        Step::reply(200, "content-type: text/html\r\n", "<h1>Hi</h1>"),
    ]])
    .await;
    let github = GitHub::builder().base_url(server.url()).credential("ghp_1").build().unwrap();
    let issues = github.issues();
    issues.lock("octocat", "Hello-World", 7).await.unwrap();
    issues.lock("octocat", "Hello-World", 7).body(&Lock::new("too heated")).await.unwrap();
    assert_eq!(github.markdown("# Hi").await.unwrap(), "<h1>Hi</h1>");
    let sent = server.requests();
    assert_eq!(sent[0].target, "/repos/octocat/Hello-World/issues/7/lock");
    assert_eq!((sent[0].method.as_str(), sent[0].header("content-length")), ("PUT", Some("0")));
    assert_eq!(sent[1].body, r#"{"lock_reason":"too heated"}"#);
    assert_eq!(sent[2].header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(sent[2].header("accept"), Some("text/html"));
    assert_eq!(sent[2].body, "# Hi");
}

#[tokio::test]
async fn errors_say_what_github_said() {
    let mock = Mock::<GitHub>::new()
        .on(|request: IssuesCreateRequest| async move {
            assert_eq!((&*request.body.title, &*request.body.labels), ("", &["bug".into()][..]));
            Err::<Issue, _>(ErrorReply::new(StatusCode::UNPROCESSABLE_ENTITY).json(&json!({
                "message": "Validation Failed",
                "errors": [{ "resource": "Issue", "field": "title", "code": "missing_field" }],
                "documentation_url": "https://docs.github.com/rest/issues/issues#create-an-issue",
                "status": "422",
            })))
        })
        .on(|_: ReposGetRequest| async {
            Err::<Option<Repo>, _>(
                ErrorReply::new(StatusCode::FORBIDDEN)
                    .json(&json!({ "message": "API rate limit exceeded for user ID 1." }))
                    .header("x-ratelimit-remaining", "0")
                    .header("x-ratelimit-reset", "1372700873"),
            )
        });
    let server = mock.listen().await.unwrap();
    let github = server.client().unwrap();
    let new = NewIssue { title: "".into(), body: None, labels: vec!["bug".into()] };
    let error = github.issues().create("octocat", "Hello-World", &new).await.unwrap_err();
    assert_eq!((error.message(), error.code()), (Some("Validation Failed"), Some("missing_field")));
    let invalid = error.api::<Invalid>().unwrap();
    assert_eq!(invalid.errors[0].field.as_deref(), Some("title"));
    assert_eq!(mock.requests()[0].body(), r#"{"title":"","labels":["bug"]}"#);

    let error = github.repos().get("octocat", "Hello-World").await.unwrap_err();
    assert_eq!(error.message(), Some("API rate limit exceeded for user ID 1."));
    assert!(error.api::<GitHubError>().is_some());
    assert_eq!(error.headers().unwrap()["x-ratelimit-reset"], "1372700873");
    assert_eq!(mock.requests().len(), 2, "it is not retried");
}

// ===== other hosts =====

#[tokio::test]
async fn an_archive_comes_from_another_host_which_gets_no_token() {
    let other = FaultServer::start([[Step::Read, Step::reply(200, "", "tar")]]).await;
    let location = format!("location: {}/octocat/legacy.tar.gz?token=1\r\n", other.url());
    let server = FaultServer::start([[Step::Read, Step::reply(302, &location, "")]]).await;
    let github = GitHub::builder().base_url(server.url()).credential("ghp_1").build().unwrap();
    let archive = github.repos().archive("octocat", "Hello-World", "heads/main").await;
    let error = archive.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Redirect, Some(StatusCode::FOUND)));
    let location = error.headers().unwrap()["location"].to_str().unwrap();
    let archive = github.download(location).await.unwrap();
    let chunks: Vec<Bytes> = archive.try_collect().await.unwrap();
    assert_eq!(chunks.concat(), b"tar");
    assert_eq!(server.requests()[0].target, "/repos/octocat/Hello-World/tarball/heads/main");
    let sent = &other.requests()[0];
    assert_eq!(sent.target, "/octocat/legacy.tar.gz?token=1");
    assert_eq!((sent.header("authorization"), sent.header("x-github-api-version")), (None, None));
    assert!(sent.header("user-agent").is_some());
}

#[tokio::test]
async fn an_asset_is_uploaded_as_a_stream_of_known_length() {
    let mock = Mock::<Uploads>::new()
        .on(|request: UploadsUploadRequest| async move {
            Ok(Asset::new(request.name, request.body.len() as u64))
        })
        .on(|request: UploadsUploadToRequest| async move {
            Ok(Asset::new(request.name, request.body.len() as u64))
        });
    let server = mock.listen().await.unwrap();
    let uploads = server.client().unwrap();
    let parts = ["PK", "zip"].map(|part| Ok::<_, std::io::Error>(Bytes::from(part)));
    let body = Body::sized(futures_util::stream::iter(parts), 5);
    let upload = uploads.upload("octocat", "Hello-World", 1, "a b.zip", "application/zip", body);
    let asset = upload.label("Source").await.unwrap();
    assert_eq!((&*asset.name, asset.size), ("a b.zip", 5));
    let url = format!("{}/repos/octocat/Hello-World/releases/1/assets", server.base_url());
    assert_eq!(uploads.upload_to(&url, "b.zip", "PK").await.unwrap().size, 2);

    let sent = mock.requests();
    assert_eq!(sent[0].full_path(), "/repos/octocat/Hello-World/releases/1/assets");
    assert_eq!(sent[0].query(), "name=a%20b.zip&label=Source");
    assert_eq!(sent[0].header("content-length"), Some("5"));
    assert_eq!(sent[0].header("content-type"), Some("application/zip"));
    assert_eq!(sent[1].header("content-type"), Some("application/zip"));
    assert_eq!(sent[1].body(), "PK");
}

#[tokio::test]
async fn the_url_of_a_release_is_refused_if_it_is_that_of_another_host() {
    let uploads = Mock::<Uploads>::new().client();
    for url in [
        "https://evil.example/repos/octocat/Hello-World/releases/1/assets",
        // As GitHub gives it, with the template that the caller has to cut off.
        "https://uploads.github.com/repos/octocat/Hello-World/releases/1/assets{?name,label}",
    ] {
        let error = uploads.upload_to(url, "a.zip", "PK").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{url}");
    }
}
