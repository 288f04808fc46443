//! Which operation of ours is which of theirs, and what is true of each as a whole.

use super::common::template;
use super::walk::Walk;
use super::{Absent, Aspect, Direction, Facts, Need, Part, parameters, replies};
use crate::operation::{Api, Body, Operation, Place, SchemeKind};
use std::collections::BTreeSet;

/// Notes what is said of the operations of our document.
pub(super) fn read(mut walk: Walk<'_, '_>, ours: &Api<'_>, theirs: &Api<'_>) -> Facts {
    if walk.for_changes() {
        servers(&mut walk, ours, theirs);
    }
    let mut found = BTreeSet::new();
    for our in &ours.operations {
        walk.resource = resource(our);
        let is_it = |their: &Operation<'_>| is_same(ours, our, theirs, their);
        let found_it = theirs.operations.iter().position(is_it);
        let by_fragment = || theirs.operations.iter().position(|it| is_fragment(our, it));
        match found_it.or_else(by_fragment) {
            Some(index) => {
                found.insert(index);
                let their = &theirs.operations[index];
                if walk.for_changes() {
                    security(&mut walk, [(ours, our), (theirs, their)]);
                }
                let carried = carried(ours, our);
                operation(&mut walk, our, their, &carried);
            }
            None => walk.present_at(&name(our), Part::Operation, (Some(&our.at), false)),
        }
    }
    let absent = theirs.operations.iter().enumerate().filter(|(index, _)| !found.contains(index));
    let absent = absent.map(|(_, it)| Absent { place: name(it), deprecated: it.deprecated });
    Facts { absent: absent.collect(), facts: walk.facts }
}

/// `POST /threads/{thread_id}/runs`
fn name(operation: &Operation<'_>) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn resource(operation: &Operation<'_>) -> String {
    let segment = || operation.path.split('/').find(|segment| !segment.is_empty());
    operation.tags.first().copied().or_else(segment).unwrap_or("/").to_owned()
}

/// The same method, and the same path under the base URL or from the root of the server.
fn is_same(ours: &Api<'_>, our: &Operation<'_>, theirs: &Api<'_>, their: &Operation<'_>) -> bool {
    let (our_path, their_path) = (template(our.path), template(their.path));
    our.method == their.method
        && (our_path == their_path || base(ours) + &our_path == base(theirs) + &their_path)
}

/// The same method and path, but for what follows a `#`, which is never sent.
fn is_fragment(our: &Operation<'_>, their: &Operation<'_>) -> bool {
    let sent = |path: &str| template(path.split('#').next().unwrap_or_default());
    our.method == their.method && their.path.contains('#') && template(our.path) == sent(their.path)
}

/// The path of the first server.
fn base(api: &Api<'_>) -> String {
    let url = api.servers.first().map_or("", |server| server.url.as_str());
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => url,
    };
    path.trim_end_matches('/').to_owned()
}

/// The headers and the parameters of the query that have a credential.
fn carried<'a>(api: &Api<'a>, operation: &Operation<'_>) -> Vec<(Place, &'a str)> {
    let ways = operation.security.as_ref().unwrap_or(&api.security);
    let is_used = |name: &str| ways.iter().flatten().any(|used| used == name);
    let used = api.schemes.iter().filter(|scheme| is_used(scheme.name));
    let carried = used.filter_map(|scheme| match scheme.kind {
        SchemeKind::Header(name) => Some((Place::Header, name)),
        SchemeKind::Query(name) => Some((Place::Query, name)),
        _ => None,
    });
    carried.collect()
}

fn operation(
    walk: &mut Walk<'_, '_>,
    ours: &Operation<'_>,
    theirs: &Operation<'_>,
    carried: &[(Place, &str)],
) {
    let place = name(theirs);
    walk.present_at(&place, Part::Operation, (Some(&ours.at), true));
    if walk.for_changes() {
        walk.flag(&place, Aspect::Deprecated, [ours.deprecated, theirs.deprecated]);
        walk.optional(&place, Aspect::OperationId, [ours.id, theirs.id], |ours, theirs| {
            ours == theirs
        });
    }
    walk.direction = Some(Direction::Request);
    parameters::read(walk, &place, [ours, theirs], carried);
    body(walk, &place, ours.body.as_ref(), theirs.body.as_ref());
    walk.direction = None;
    replies::read(walk, &place, ours, theirs);
}

fn body(walk: &mut Walk<'_, '_>, place: &str, ours: Option<&Body>, theirs: Option<&Body>) {
    let place = format!("{place} body");
    let Some(either) = ours.or(theirs) else { return };
    let part = Part::Body(Need::of(either.required));
    walk.present(&place, part, [ours.is_some(), theirs.is_some()]);
    if let (Some(ours), Some(theirs)) = (ours, theirs) {
        walk.flag(&place, Aspect::Required, [ours.required, theirs.required]);
        replies::content(walk, &place, &ours.content, &theirs.content);
    }
}

fn servers(walk: &mut Walk<'_, '_>, ours: &Api<'_>, theirs: &Api<'_>) {
    let urls = |api: &Api<'_>| {
        api.servers.iter().map(|server| server.url.clone()).collect::<BTreeSet<_>>()
    };
    each(walk, "the API", Aspect::Server, &[urls(ours), urls(theirs)]);
}

/// Each way of authentication of which any one suffices; without any, none is needed.
fn security(walk: &mut Walk<'_, '_>, [ours, theirs]: [(&Api<'_>, &Operation<'_>); 2]) {
    let ways = |(api, operation): (&Api<'_>, &Operation<'_>)| {
        let ways = operation.security.as_ref().unwrap_or(&api.security);
        let name =
            |way: &Vec<String>| if way.is_empty() { NONE.to_owned() } else { way.join(" and ") };
        let mut names: BTreeSet<_> = ways.iter().map(name).collect();
        if names.is_empty() {
            names.insert(NONE.to_owned());
        }
        names
    };
    each(walk, &name(theirs.1), Aspect::Security, &[ways(ours), ways(theirs)]);
}

/// No authentication.
const NONE: &str = "none";

/// Notes which of them are in which set.
fn each(
    walk: &mut Walk<'_, '_>,
    place: &str,
    aspect: fn(String) -> Aspect,
    [ours, theirs]: &[BTreeSet<String>; 2],
) {
    for name in ours.union(theirs) {
        walk.flag(place, aspect(name.clone()), [ours.contains(name), theirs.contains(name)]);
    }
}
