//! What the service sends to its callers: the bodies of webhooks and callbacks, as types.

use super::client::Client;
use super::lines::Lines;
use super::literal::one_line;
use super::names::type_name;
use super::rust_type::RustType;
use super::types::Types;
use super::uses::Use;
use crate::document::Pointer;
use crate::operation::{Api, Notice};
use crate::schema::Schema;

/// Adds what the bodies lead to, before any type is made of it. Returns the notices of these operations, and without a selection
/// all webhooks.
pub(crate) fn chosen<'n, 'a>(
    types: &mut Types<'_>,
    api: &'n Api<'a>,
    operations: &[Pointer],
    all: bool,
) -> Vec<&'n Notice<'a>> {
    let is_chosen = |notice: &&Notice<'_>| match &notice.of {
        Some(of) => operations.contains(of),
        None => all,
    };
    let chosen: Vec<_> = api.notices.iter().filter(is_chosen).collect();
    chosen.iter().filter_map(|notice| body(notice)).for_each(|schema| types.uses_of(schema));
    chosen
}

/// Declares the types of the bodies. Comments say which is whose.
pub(crate) fn shape(
    types: &mut Types<'_>,
    notices: &[&Notice<'_>],
    client: &mut Client,
    lines: &mut Lines,
) {
    for notice in notices {
        let (kind, end) = match notice.of {
            Some(_) => ("callback", "Callback"),
            None => ("webhook", "Webhook"),
        };
        let hint = format!("{}{end}", type_name(notice.name));
        let ty = body(notice).map(|schema| types.ty(schema, &hint, Use::RECEIVED));
        types.finish_waiting();
        let name = format!("the {kind} `{}`", one_line(notice.name));
        if let Some(RustType::Named(ty)) = &ty {
            types.say(ty, &format!("The body of {name}, which the service sends."));
        }
        let comment = match ty {
            Some(ty) => format!("{name} has the body `{ty}`"),
            None => format!("lost: {name}, which has no body of JSON"),
        };
        let line = lines.lines.iter_mut().find(|line| Some(&line.at) == notice.of.as_ref());
        line.map_or(&mut client.comments, |line| &mut line.comments).push(comment);
    }
}

fn body<'n>(notice: &'n Notice<'_>) -> Option<&'n Schema> {
    let content = notice.operation.body.iter().flat_map(|body| &body.content);
    content.filter(|media| media.is_json()).find_map(|media| media.schema.as_ref())
}
