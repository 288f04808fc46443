//! Where an API is.

use crate::document::Node;

/// A server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its URL, with the defaults of its variables put in. It may be relative.
    pub url: String,
    /// What it is.
    pub description: Option<String>,
    /// The names of its variables.
    pub variables: Vec<String>,
}

/// The servers of a document, a path or an operation.
pub(super) fn servers(owner: &Node) -> Vec<Server> {
    let servers = owner.items("servers").iter().filter_map(|node| {
        let mut url = node.text("url")?.trim().to_owned();
        let mut variables = Vec::new();
        for (name, variable) in node.members("variables") {
            variables.push(name.to_owned());
            let first = || variable.strings("enum").next().map(str::to_owned);
            let default = variable.get("default").and_then(super::written);
            if let Some(value) = default.or_else(first) {
                url = url.replace(&format!("{{{name}}}"), &value);
            }
        }
        let description = node.text("description").map(str::to_owned);
        Some(Server { url, description, variables })
    });
    servers.collect()
}
