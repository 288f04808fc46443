//! What comes back: statuses, media types and what is in them.

use super::known_errors::Known;
use super::walk::Walk;
use super::{Aspect, Direction, How, Outcome, Part, events};
use crate::operation::{Media, Operation, Reply, Status};
use crate::schema::Kind;

/// Notes the replies of an operation. To a client, an error that only our document describes is no difference: most documents
/// leave errors out, and clients expect them all the same.
pub(super) fn read(
    walk: &mut Walk<'_, '_>,
    place: &str,
    ours: &Operation<'_>,
    theirs: &Operation<'_>,
) {
    walk.direction = Some(Direction::Response);
    successes(walk, place, ours, theirs);
    errors(walk, place, ours, theirs);
    walk.direction = None;
}

fn successes(walk: &mut Walk<'_, '_>, place: &str, ours: &Operation<'_>, theirs: &Operation<'_>) {
    let part = Part::Reply(Outcome::Success);
    let known = Known::of(ours);
    let ours = ours.successes();
    let mut left = ours.clone();
    let theirs = theirs.successes();
    for their in &theirs {
        let exact = found(&ours, their.status);
        let only = || ours.first().copied().filter(|_| theirs.len() == 1 && ours.len() == 1);
        let found = exact.or_else(only);
        let place = format!("{place} {}", their.status);
        walk.present(&place, part, [found.is_some(), true]);
        if let Some(our) = found {
            left.retain(|left| left.status != our.status);
            let how = exact.is_none().then_some(How::Changed);
            walk.fact(&place, Aspect::Status, [our, their].map(|it| it.status.to_string()), how);
            reply(walk, &place, &known.without(our, their), their);
        }
    }
    // A document of errors alone says nothing of a success, and a reply without content adds nothing to that.
    left.retain(|our| !theirs.is_empty() || !our.content.is_empty() || walk.for_changes());
    for our in left {
        walk.present(&format!("{place} {}", our.status), part, [true, false]);
    }
}

fn errors(walk: &mut Walk<'_, '_>, place: &str, ours: &Operation<'_>, theirs: &Operation<'_>) {
    let part = Part::Reply(Outcome::Error);
    let ours: Vec<&Reply> = ours.errors().collect();
    for their in theirs.errors() {
        let place = format!("{place} {}", their.status);
        let found = found(&ours, their.status);
        walk.present(&place, part, [found.is_some(), true]);
        if let Some(our) = found.filter(|_| !their.content.is_empty()) {
            reply(walk, &place, our, their);
        }
    }
    if walk.for_changes() {
        let is_new = |our: &&&Reply| !theirs.errors().any(|their| their.status == our.status);
        for our in ours.iter().filter(is_new) {
            walk.present(&format!("{place} {}", our.status), part, [true, false]);
        }
    }
}

/// Our reply of a status: the one of that status alone, or else one of several.
fn found<'a>(ours: &[&'a Reply], status: Status) -> Option<&'a Reply> {
    let same = ours.iter().find(|our| our.status == status);
    let covering = same.or_else(|| ours.iter().find(|our| covers(our.status, status)));
    // All errors of the client, and all of the service.
    let of_class = |class: u16| ours.iter().find(|our| our.status == Status::Class(class));
    let both = || of_class(5).and(of_class(4)).filter(|_| status == Status::Default);
    covering.or_else(both).copied()
}

/// Whether a reply of one status is the reply of the other, too.
fn covers(ours: Status, theirs: Status) -> bool {
    match (ours, theirs) {
        (Status::Default, _) => true,
        (Status::Class(class), theirs) => theirs.class() == Some(class),
        (ours, theirs) => ours == theirs,
    }
}

fn reply(walk: &mut Walk<'_, '_>, place: &str, ours: &Reply, theirs: &Reply) {
    if walk.for_changes() {
        headers(walk, place, ours, theirs);
    }
    content(walk, place, &ours.content, &theirs.content);
}

fn headers(walk: &mut Walk<'_, '_>, place: &str, ours: &Reply, theirs: &Reply) {
    let has = |reply: &Reply, name: &str| {
        reply.headers.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    for name in &theirs.headers {
        walk.present(&format!("{place} header {name}"), Part::Header, [has(ours, name), true]);
    }
    for name in ours.headers.iter().filter(|name| !has(theirs, name)) {
        walk.present(&format!("{place} header {name}"), Part::Header, [true, false]);
    }
}

/// Notes what a body can be.
pub(super) fn content(walk: &mut Walk<'_, '_>, place: &str, ours: &[Media], theirs: &[Media]) {
    let find = |content: &[Media], wanted: &Media| {
        let same = content.iter().find(|media| media.media_type == wanted.media_type);
        // Lines of JSON have many names.
        let lines = || content.iter().find(|media| media.is_json_lines() && wanted.is_json_lines());
        same.or_else(lines).or_else(|| in_range(content, wanted)).cloned()
    };
    for their in theirs {
        let place = format!("{place} {}", their.media_type);
        let found = find(ours, their);
        walk.present(&place, Part::MediaType, [found.is_some(), true]);
        match found {
            Some(our) if their.is_events() => events::read(walk, &place, &our, their),
            Some(our) => schemas(walk, &place, &our, their),
            // JSON by another name is one difference, and what is in it can be compared.
            None => {
                other_json(ours, their).iter().for_each(|our| schemas(walk, &place, our, their))
            }
        }
    }
    let is_told = |our: &&Media| find(theirs, our).is_some() || other_json(theirs, our).is_some();
    for our in ours.iter().filter(|our| !is_told(our)) {
        walk.present(&format!("{place} {}", our.media_type), Part::MediaType, [true, false]);
    }
}

fn other_json<'a>(content: &'a [Media], wanted: &Media) -> Option<&'a Media> {
    let is_json = |media: &&Media| media.is_json() && !media.is_json_lines();
    content.iter().find(is_json).filter(|_| is_json(&wanted))
}

/// The only media type, if it is in the range that is wanted, or the other way round: a range names none.
fn in_range<'a>(content: &'a [Media], wanted: &Media) -> Option<&'a Media> {
    let is_in = |one: &Media, range: &Media| match range.media_type.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => one.media_type.starts_with(kind),
        None => false,
    };
    match content {
        [only] if is_in(only, wanted) || is_in(wanted, only) => Some(only),
        _ => None,
    }
}

fn schemas(walk: &mut Walk<'_, '_>, place: &str, ours: &Media, theirs: &Media) {
    let of = |media: &Media| media.item.clone().or_else(|| media.schema.clone());
    let Some(their) = of(theirs) else { return };
    match of(ours) {
        Some(our) => walk.value(place, &our, &their),
        None if their.kind == Kind::Any => {}
        None => {
            let texts = ["none", "a schema"].map(str::to_owned);
            walk.fact(place, Aspect::Type, texts, Some(How::Wider));
        }
    }
}
