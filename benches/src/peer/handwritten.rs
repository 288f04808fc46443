//! reqwest, used as people usually write it, with one `async fn` per endpoint.

use std::fmt::Write;

use super::Codec;
use crate::declare::{Declaration, Endpoint, Kind, Role};

const CLIENT: &str = "
pub struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
";

/// The crate of one declaration.
pub fn source(declaration: &Declaration) -> String {
    let mut source = Codec::Serde.types(&declaration.types);
    source += CLIENT;
    for endpoint in &declaration.endpoints {
        method(endpoint, &mut source);
    }
    source + "}\n"
}

fn method(endpoint: &Endpoint, source: &mut String) {
    let (name, group) = (endpoint.name(), endpoint.group);
    let (item, create, act) = (
        endpoint.type_name(Role::Item),
        endpoint.type_name(Role::Create),
        endpoint.type_name(Role::Act),
    );
    let (arguments, reply, request) = match endpoint.kind {
        Kind::Retrieve => (
            "item: u64".to_owned(),
            item,
            format!("get(format!(\"{{}}/items{group}/{{item}}\", self.base))"),
        ),
        Kind::Create => (
            format!("body: &{create}"),
            item,
            format!("post(format!(\"{{}}/items{group}\", self.base)).json(body)"),
        ),
        Kind::Act => (
            format!("item: u64, part: u32, body: &{act}"),
            item,
            format!(
                "post(format!(\"{{}}/items{group}/{{item}}/parts/{{part}}/act\", self.base)).json(body)"
            ),
        ),
        Kind::List => (
            "limit: Option<u32>, after: Option<&str>".to_owned(),
            format!("Vec<{item}>"),
            format!(
                "get(format!(\"{{}}/items{group}\", self.base)).query(&[(\"limit\", limit)]).query(&[(\"after\", after)])"
            ),
        ),
    };
    _ = writeln!(
        source,
        "    pub async fn {name}(&self, {arguments}) -> Result<{reply}, reqwest::Error> {{
        self.http
            .{request}
            .bearer_auth(&self.token)
            .send()
            .await?
            .error_for_status()?
            .json()
            .await
    }}
"
    );
}
