//! What the documents of declarations say that others do not: the extension `x-schematic`.

use super::literal::quoted;
use crate::document::Node;
use crate::operation::Operation;

/// The extension of an operation, a document or a part of one.
fn of(node: &Node) -> Option<&Node> {
    node.get("x-schematic")
}

/// The group and the name of a line: `runs.create`.
pub(crate) fn name<'a>(operation: &Operation<'a>) -> Option<&'a str> {
    of(operation.node)?.text("name")
}

/// The parameter that is the rest of a path.
pub(crate) fn rest<'a>(operation: &Operation<'a>) -> Option<&'a str> {
    of(operation.node)?.text("rest")
}

/// The words about the events of a reply: what asks for them, and how they end.
pub(crate) struct Events<'a> {
    pub(crate) when: Option<String>,
    pub(crate) until: Option<&'a str>,
    pub(crate) error: Option<&'a str>,
}

/// What is said of the events of a reply.
pub(crate) fn events<'a>(operation: &Operation<'a>) -> Option<Events<'a>> {
    let events = of(operation.node)?.get("events")?;
    let in_body =
        events.text("when").map(|name| format!(" when {}", super::spelling::wire_name(name)));
    let in_query = events
        .text("when_query")
        .map(|name| format!(" when query {}", super::spelling::wire_name(name)));
    Some(Events {
        when: in_body.or(in_query),
        until: events.text("until"),
        error: events.text("error"),
    })
}

/// The clauses of a line or a client about repetition and time.
pub(crate) fn clauses(node: &Node) -> Vec<String> {
    let Some(own) = of(node) else { return Vec::new() };
    let retry = own.get("retry").and_then(retry);
    let timeout = own.get("timeout_ms").and_then(whole).map(|ms| format!("timeout {}", time(ms)));
    let idempotent = own.flag("idempotent").then(|| "idempotent".to_owned());
    [retry, timeout, idempotent].into_iter().flatten().collect()
}

fn whole(node: &Node) -> Option<u64> {
    match node {
        Node::Number(number) => number.as_u64(),
        _ => None,
    }
}

fn retry(retry: &Node) -> Option<String> {
    let retries = retry.get("retries").and_then(whole)?;
    let statuses = retry.items("on").iter().filter_map(|status| match status {
        Node::Number(number) => Some(number.to_string()),
        Node::String(class) if ["4XX", "5XX"].contains(&class.as_str()) => {
            Some(class.to_lowercase())
        }
        _ => None,
    });
    let statuses: Vec<_> = statuses.collect();
    let on =
        if statuses.is_empty() { String::new() } else { format!(" on {}", statuses.join(" ")) };
    Some(format!("retry {retries}{on}"))
}

fn time(ms: u64) -> String {
    match ms {
        _ if ms % 60_000 == 0 => format!("{} min", ms / 60_000),
        _ if ms % 1000 == 0 => format!("{} s", ms / 1000),
        _ => format!("{ms} ms"),
    }
}

/// Whether a line is polled.
pub(crate) fn is_polled(operation: &Operation<'_>) -> bool {
    of(operation.node).is_some_and(|own| own.text("polled_until").is_some())
}

/// A way from page to page: what follows `paged by`, and what the type of the page has to say.
pub(crate) struct Way {
    pub(crate) clause: String,
    pub(crate) said_by: SaidBy,
}

/// Where it is said which page is next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SaidBy {
    /// In the page, for this parameter.
    Cursor(String),
    /// In the page, as a URL.
    Url,
    /// Not in the page.
    Others,
}

/// The way from page to page.
pub(crate) fn paging(operation: &Operation<'_>) -> Option<Way> {
    let own = of(operation.node)?;
    let mut way = way(own.get("paged_by")?)?;
    if let Some(back) = own.get("paged_back_by").and_then(self::way) {
        way.clause += &format!(" back by {}", back.clause);
    }
    Some(way)
}

fn way(node: &Node) -> Option<Way> {
    let from = node.get("from").and_then(whole);
    let wire_name = super::spelling::wire_name;
    if let Some(cursor) = node.text("cursor") {
        let name = match ["link", "url", "number", "offset"].contains(&cursor) {
            true => quoted(cursor),
            false => wire_name(cursor),
        };
        let place = if node.text("in") == Some("body") { " in body" } else { "" };
        let header = node.text("from_header").map(|name| format!(" from header {}", quoted(name)));
        let said_by = match header {
            Some(_) => SaidBy::Others,
            None => SaidBy::Cursor(cursor.to_owned()),
        };
        return Some(Way {
            clause: format!("{name}{place}{}", header.unwrap_or_default()),
            said_by,
        });
    }
    let (clause, said_by) = if node.get("link").is_some() {
        ("link".to_owned(), SaidBy::Others)
    } else if node.get("url").is_some() {
        ("url".to_owned(), SaidBy::Url)
    } else if let Some(number) = node.text("number") {
        (format!("number {} from {}", wire_name(number), from.unwrap_or(1)), SaidBy::Others)
    } else {
        let offset = node.text("offset")?;
        let from =
            from.filter(|from| *from > 0).map_or_else(String::new, |from| format!(" from {from}"));
        (format!("offset {}{from}", wire_name(offset)), SaidBy::Others)
    };
    Some(Way { clause, said_by })
}

/// The name of a client.
pub(crate) fn client(root: &Node) -> Option<&str> {
    let name = of(root)?.text("client")?;
    (super::names::type_name(name) == name).then_some(name)
}

/// The variable of the base URL.
pub(crate) fn base_url_variable(root: &Node) -> Option<&str> {
    of(root)?.text("base_url_env")
}

/// The variables of a credential or a header.
pub(crate) fn variables(node: &Node) -> Vec<&str> {
    let Some(own) = of(node) else { return Vec::new() };
    match own.text("env") {
        Some(variable) => vec![variable],
        None => own.strings("env").collect(),
    }
}
