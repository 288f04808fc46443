//! GitHub: pages by links, conditional requests, one resource in several media types, paths of files.
//!
//! The reference: <https://docs.github.com/en/rest>, of which
//! <https://docs.github.com/en/rest/using-the-rest-api/using-pagination-in-the-rest-api>,
//! <https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api>,
//! <https://docs.github.com/en/rest/repos/contents>, <https://docs.github.com/en/rest/issues/issues>,
//! <https://docs.github.com/en/rest/search/search>, <https://docs.github.com/en/rest/releases/assets>.

mod contents;
mod hosts;
mod issues;
mod pages;

use std::borrow::Cow;

use schematic_api::{ApiError, Extra, List, Object, StringEnum, Union, api};
use serde::Deserialize;
use serde_json::Value;

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
