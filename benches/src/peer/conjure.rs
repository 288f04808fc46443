//! A trait under `#[conjure_client]`.

use std::fmt::Write;

use super::Codec;
use crate::declare::{Declaration, Endpoint, Kind, Role};

const USES: &str = "
use conjure_error::Error;
use conjure_http::client::{StdRequestSerializer, StdResponseDeserializer};
use conjure_http::{conjure_client, endpoint};
use conjure_object::BearerToken;

";

/// The crate of one declaration.
pub fn source(declaration: &Declaration) -> String {
    let mut source = Codec::Serde.types(&declaration.types);
    source += USES;
    source += "#[conjure_client]\npub trait Api {\n";
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
    let (verb, path, arguments, reply) = match endpoint.kind {
        Kind::Retrieve => {
            ("GET", format!("/items{group}/{{item}}"), "#[path] item: u64".to_owned(), item)
        }
        Kind::Create => (
            "POST",
            format!("/items{group}"),
            format!("#[body(serializer = StdRequestSerializer)] body: &{create}"),
            item,
        ),
        Kind::Act => (
            "POST",
            format!("/items{group}/{{item}}/parts/{{part}}/act"),
            format!(
                "#[path] item: u64, #[path] part: u32, #[body(serializer = StdRequestSerializer)] body: &{act}"
            ),
            item,
        ),
        Kind::List => {
            ("GET", format!("/items{group}"), LIST_ARGUMENTS.to_owned(), format!("Vec<{item}>"))
        }
    };
    _ = writeln!(
        source,
        "    #[endpoint(method = {verb}, path = \"{path}\", accept = StdResponseDeserializer)]
    async fn {name}(&self, #[auth] auth: &BearerToken, {arguments}) -> Result<{reply}, Error>;
"
    );
}

const LIST_ARGUMENTS: &str = "#[query(name = \"limit\", encoder = conjure_http::client::DisplaySeqEncoder)] limit: Option<u32>, \
     #[query(name = \"after\", encoder = conjure_http::client::DisplaySeqEncoder)] after: Option<&str>";
