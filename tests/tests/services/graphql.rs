//! GraphQL, as GitHub speaks it: one route for all queries, variables and data of generic types, errors with the status 200,
//! data beside errors, and a cursor in the variables.
//!
//! - <https://docs.github.com/en/graphql/guides/forming-calls-with-graphql>
//! - <https://docs.github.com/en/graphql/guides/using-pagination-in-the-graphql-api>
//! - <https://spec.graphql.org/October2021/#sec-Response-Format>

use futures_util::TryStreamExt;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{ApiError, ErrorKind, Object, Page, StatusCode, api};
use schematic_tests::replies::body_of;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A query with the text `Q`.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Query<Q, V> {
    /// The text.
    pub query: Q,
    /// The values of its variables.
    pub variables: V,
}

/// What a query asked for.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Data<T> {
    /// The data.
    pub data: T,
}

/// Types with one value, which is the text of a query.
macro_rules! queries {
    ($($Query:ident = $text:literal)*) => {$(
        /// The text of a query.
        #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
        pub enum $Query {
            /// The text.
            #[serde(rename = $text)]
            Text,
        }
    )*};
}

queries! {
    Viewer = "query { viewer { login } }"
    Issues = "query($owner: String!, $name: String!, $first: Int!, $after: String) { repository(owner: $owner, name: $name) { issues(first: $first, after: $after) { nodes { number } pageInfo { endCursor hasNextPage } } } }"
    AddStar = "mutation($id: ID!) { addStar(input: {starrableId: $id}) { clientMutationId } }"
}

/// No variables.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Nothing {}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct ViewerData {
    /// The user.
    pub viewer: User,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct User {
    /// The name.
    pub login: String,
}

/// Which issues.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct IssuesOf {
    /// The owner of the repository.
    pub owner: String,
    /// Its name.
    pub name: String,
    /// How many at once.
    pub first: u32,
    /// After which.
    pub after: Option<String>,
}

/// The issues of a repository.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct IssuesData {
    /// The repository.
    pub repository: Repository,
}

/// A repository.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Repository {
    /// Its issues.
    pub issues: Connection<Issue>,
}

/// An issue.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Issue {
    /// Its number.
    pub number: u64,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct Connection<T> {
    /// The items.
    pub nodes: Vec<T>,
    /// Where the next page is.
    pub page_info: PageInfo,
}

/// Where the next page is.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(rename_all = "camelCase")]
pub struct PageInfo {
    /// Where this page ends.
    pub end_cursor: Option<String>,
    /// Whether there are more.
    pub has_next_page: bool,
}

impl Page for Data<IssuesData> {
    type Item = Issue;

    fn into_items(self) -> Vec<Issue> {
        self.data.repository.issues.nodes
    }

    fn next_cursor(&self) -> Option<String> {
        let info = &self.data.repository.issues.page_info;
        info.end_cursor.clone().filter(|_| info.has_next_page)
    }
}

/// What is to be starred.
#[derive(Clone, Debug, PartialEq, Object)]
pub struct Starred {
    /// Its id.
    pub id: String,
}

/// The reply to a query that failed, in whole or in part.
#[derive(Debug, Deserialize)]
pub struct GraphQlErrors {
    errors: Vec<GraphQlError>,
    data: Option<Value>,
}

/// One mistake.
#[derive(Debug, Deserialize)]
pub struct GraphQlError {
    message: String,
    #[serde(rename = "type")]
    kind: Option<String>,
}

impl ApiError for GraphQlErrors {
    fn message(&self) -> Option<&str> {
        self.errors.first().map(|error| error.message.as_str())
    }

    fn code(&self) -> Option<&str> {
        self.errors.first()?.kind.as_deref()
    }
}

/// The reply to a request without a query, or without a token.
#[derive(Debug, Deserialize)]
pub struct Refused {
    message: String,
}

impl ApiError for Refused {
    fn message(&self) -> Option<&str> {
        Some(&self.message)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

api! {
    /// Everything that GitHub knows.
    pub client GitHub at "https://api.github.com" {
        auth  bearer env "GH_TOKEN" or env "GITHUB_TOKEN";
        error Refused;
        error GraphQlErrors when errors;
    }

    viewer:   POST /graphql (json Query<Viewer, Nothing>) -> Data<ViewerData> idempotent;
    issues:   POST /graphql (json Query<Issues, IssuesOf>) -> Data<IssuesData> paged by variables[after] in body idempotent;
    add_star: POST /graphql (json Query<AddStar, Starred>) -> Data<Value>;
}

fn viewer() -> Query<Viewer, Nothing> {
    Query::new(Viewer::Text, Nothing {})
}

fn issues(name: &str) -> Query<Issues, IssuesOf> {
    Query::new(Issues::Text, IssuesOf::new("octocat", name, 2))
}

fn github() -> Mock<GitHub> {
    Mock::new()
        .on(|_: GitHubViewerRequest| async { Ok(Data::new(ViewerData::new(User::new("octocat")))) })
        .on(|request: GitHubIssuesRequest| async move {
            let variables = request.body.variables;
            if variables.name == "gone" {
                return Err(ErrorReply::new(StatusCode::OK).json(&json!({
                    "data": { "repository": null },
                    "errors": [{ "type": "NOT_FOUND", "path": ["repository"], "message": "no such repository" }],
                })));
            }
            let begin = variables.after.map_or(0, |cursor| cursor.parse().unwrap());
            let end = 5.min(begin + u64::from(variables.first));
            let info = PageInfo::new(end < 5).end_cursor(end.to_string());
            let page = Connection::new((begin..end).map(Issue::new), info);
            Ok(Data::new(IssuesData::new(Repository::new(page))))
        })
}

#[tokio::test]
async fn the_text_says_which_query_it_is() {
    let mock = github();
    let server = mock.listen().await.unwrap();
    let client = server.client_builder().credential("t0ken").build().unwrap();
    assert_eq!(client.viewer(&viewer()).await.unwrap().data.viewer.login, "octocat");
    let page = client.issues(&issues("hello")).await.unwrap();
    assert_eq!(page.data.repository.issues.nodes, [Issue::new(0), Issue::new(1)]);
    let sent = mock.requests();
    assert_eq!(&sent[0].body()[..], br#"{"query":"query { viewer { login } }","variables":{}}"#);
    assert_eq!(
        (sent[0].full_path().as_str(), sent[0].header("authorization")),
        ("/graphql", Some("Bearer t0ken"))
    );
    let variables = json!({ "owner": "octocat", "name": "hello", "first": 2 });
    assert_eq!(sent[1].json::<Value>().unwrap()["variables"], variables);
}

#[tokio::test]
async fn the_cursor_is_one_of_the_variables() {
    let mock = github();
    let found: Vec<_> = mock.client().issues(&issues("hello")).items().try_collect().await.unwrap();
    assert_eq!(found, (0..5).map(Issue::new).collect::<Vec<_>>());
    let sent = mock.received::<GitHubIssuesRequest>();
    let cursors: Vec<_> = sent.iter().map(|sent| sent.body.variables.after.as_deref()).collect();
    assert_eq!(cursors, [None, Some("2"), Some("4")]);
    let last: Value = mock.requests()[2].json().unwrap();
    assert_eq!(
        last["variables"],
        json!({ "owner": "octocat", "name": "hello", "first": 2, "after": "4" })
    );
    assert_eq!(last.as_object().unwrap().len(), 2, "{last}");
}

#[tokio::test]
async fn errors_beside_data_are_an_error_that_keeps_the_data() {
    let error = github().client().issues(&issues("gone")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(StatusCode::OK)));
    assert_eq!((error.code(), error.message()), (Some("NOT_FOUND"), Some("no such repository")));
    let errors = error.api::<GraphQlErrors>().unwrap();
    assert_eq!(errors.data, Some(json!({ "repository": null })));
}

#[tokio::test]
async fn a_request_without_a_token_has_another_error() {
    let mock = github().guard(|request| match request.header("authorization") {
        Some("Bearer t0ken") => Ok(()),
        _ => Err(ErrorReply::new(StatusCode::UNAUTHORIZED)
            .json(&json!({ "message": "Bad credentials" }))),
    });
    let error = mock.client().viewer(&viewer()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(error.api::<Refused>().unwrap().message, "Bad credentials");
}

#[tokio::test]
async fn a_mutation_without_a_handler_is_not_taken_for_a_query() {
    let error = github()
        .client()
        .add_star(&Query::new(AddStar::Text, Starred::new("R_1")))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::BAD_REQUEST));
    let body = body_of(&error);
    assert!(body.contains("viewer") && body.contains("issues"), "{body}");
}
