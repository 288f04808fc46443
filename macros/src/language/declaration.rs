//! What a reader is told of a declaration.

/// One `api!` block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Declaration {
    /// The line of the word `api!`, from 1 on.
    pub line: usize,
    /// `None` for a block of groups that a client in another block mounts.
    pub client: Option<Client>,
    /// The routes, in the order of the constant `ENDPOINTS`: those of the client itself, then those of its groups.
    pub routes: Vec<Route>,
    /// The groups that the block declares.
    pub groups: Vec<Group>,
    /// The groups of other blocks that the client mounts.
    pub mounts: Vec<Mount>,
}

/// `client Notes at "https://notes.example.com/v1"`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Client {
    /// The name of its type.
    pub name: String,
    /// The base URL, or the path of the constant that has it. `None` if the builder has to be given one.
    pub base_url: Option<String>,
}

/// The line of an endpoint. Types and clauses are spelled as in the declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Route {
    /// The line of its name, or of its method if it has none; from 1 on.
    pub line: usize,
    /// The name within the whole API, as in `ENDPOINTS`: `runs.create`, or `create` without a group.
    pub id: String,
    /// The HTTP method.
    pub method: String,
    /// The path template, relative to the base URL: `/threads/{thread}/runs`. A parameter that takes several segments
    /// is written `{path..}`; a URL that the caller gives is its name in braces, without a slash.
    pub path: String,
    /// The parts of the query: `limit`, `limit?` if it is optional, `beta=true`, or `<ListQuery>` for a struct.
    pub query: Vec<String>,
    /// The headers that the caller gives, and the body: `json CreateRun`.
    pub inputs: Vec<String>,
    /// What follows `->`: `Run | sse RunEvent`.
    pub reply: String,
    /// The clauses that say how calls are made, those of the group included: `paged by after`, `error 404: NotFound`.
    pub clauses: Vec<String>,
}

/// `group runs { .. }` of a client, or `pub group Runs { .. }` for a client in another block.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// The line of the name, from 1 on.
    pub line: usize,
    /// What the ids of its routes begin with: `runs`.
    pub name: String,
    /// The name of its type: `Runs`.
    pub ty: String,
}

/// `group runs = crate::runs::Runs;`
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mount {
    /// The line of the name, from 1 on.
    pub line: usize,
    /// The accessor of the client: `runs`.
    pub name: String,
    /// The path of the type of the group: `crate::runs::Runs`.
    pub ty: String,
}

impl Route {
    /// The path, and the names of the query behind it: `/notes?limit&tag?`.
    pub fn path_and_query(&self) -> String {
        match self.query.as_slice() {
            [] => self.path.clone(),
            query => format!("{}?{}", self.path, query.join("&")),
        }
    }
}
