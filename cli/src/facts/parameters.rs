//! The parameters of requests.

use super::walk::Walk;
use super::{Aspect, Need, Part};
use crate::operation::{Operation, Parameter, Place, Style};
use crate::schema::Kind;

/// Notes the parameters of an operation. `carried` are those that have a credential, by our document.
pub(super) fn read(
    walk: &mut Walk<'_, '_>,
    place: &str,
    [ours, theirs]: [&Operation<'_>; 2],
    carried: &[(Place, &str)],
) {
    in_path(walk, place, ours, theirs);
    let mut left: Vec<_> = ours.parameters.iter().filter(|it| is_sent(it)).collect();
    for their in theirs.parameters.iter().filter(|it| is_sent(it)) {
        let place = format!("{place} {} {}", word_of(their.place), their.name);
        match find(&left, their).map(|found| left.remove(found)) {
            Some(our) if walk.is_new_part([Some(&our.at), Some(&their.at)]) => {
                parameter(walk, &place, our, their);
            }
            None if walk.is_new_part([None, Some(&their.at)]) => {
                let part = Part::Parameter(Need::of(their.required));
                // What has a credential is a parameter in one document, and a way of authentication in another.
                let is_carried = !walk.for_changes() && is_carried(carried, their);
                walk.present(&place, part, [is_carried, true]);
            }
            _ => {}
        }
    }
    for our in left {
        if walk.is_new_part([Some(&our.at), None]) {
            let place = format!("{place} {} {}", word_of(our.place), our.name);
            let part = Part::Parameter(Need::of(our.required));
            walk.present_at(&place, part, (Some(&our.at), false));
        }
    }
}

/// Those of the path go by their order, since their names are not sent.
fn in_path(walk: &mut Walk<'_, '_>, place: &str, ours: &Operation<'_>, theirs: &Operation<'_>) {
    let in_order = |operation: &Operation<'_>| {
        let mut found: Vec<_> = operation.parameters_in(Place::Path).cloned().collect();
        found.sort_by_key(|it| operation.path.find(&format!("{{{}}}", it.name)));
        found
    };
    for (our, their) in in_order(ours).iter().zip(&in_order(theirs)) {
        walk.value(&format!("{place} path {}", their.name), &our.schema, &their.schema);
    }
}

/// The parameter of the same name, in the same place if there is one.
fn find(left: &[&Parameter], their: &Parameter) -> Option<usize> {
    let here = left.iter().position(|our| is_named(our, their) && our.place == their.place);
    here.or_else(|| left.iter().position(|our| is_named(our, their)))
}

fn is_carried(carried: &[(Place, &str)], their: &Parameter) -> bool {
    let is_it = |name: &str| match their.place {
        Place::Header => name.eq_ignore_ascii_case(&their.name),
        _ => name == their.name,
    };
    carried.iter().any(|(place, name)| *place == their.place && is_it(name))
}

fn is_named(one: &Parameter, other: &Parameter) -> bool {
    let headers = one.place == Place::Header && other.place == Place::Header;
    if headers { one.name.eq_ignore_ascii_case(&other.name) } else { one.name == other.name }
}

/// Whether it says something: the standard ignores some headers, and a document may say that a parameter is never sent.
fn is_sent(parameter: &Parameter) -> bool {
    let ignored = ["accept", "content-type", "authorization"];
    match parameter.place {
        Place::Path => false,
        Place::Header => !ignored.contains(&parameter.name.to_ascii_lowercase().as_str()),
        Place::Query | Place::QueryString | Place::Cookie => !parameter.not_sent,
    }
}

fn parameter(walk: &mut Walk<'_, '_>, place: &str, ours: &Parameter, theirs: &Parameter) {
    walk.present_at(place, Part::Parameter(Need::of(ours.required)), (Some(&ours.at), true));
    walk.text(place, Aspect::In, [ours, theirs].map(|it| word_of(it.place)));
    walk.flag(place, Aspect::Required, [ours.required, theirs.required]);
    if walk.for_changes() {
        walk.flag(place, Aspect::Deprecated, [ours.deprecated, theirs.deprecated]);
    }
    let kind = walk.theirs.resolve(&theirs.schema).kind.clone();
    if matches!(kind, Kind::Array(_) | Kind::Object(_) | Kind::Map(_)) {
        walk.text(place, Aspect::Style, [&style(ours), &style(theirs)]);
    }
    walk.value(place, &ours.schema, &theirs.schema);
}

fn word_of(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::QueryString => "querystring",
        Place::Header => "header",
        Place::Cookie => "cookie",
    }
}

fn style(parameter: &Parameter) -> String {
    if let Some(media_type) = &parameter.content {
        return media_type.clone();
    }
    let style = match parameter.style {
        Style::Form => "form",
        Style::Simple => "simple",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        // It has no other form.
        Style::DeepObject => return "deepObject".to_owned(),
        Style::Other => "other",
    };
    if parameter.explode { format!("{style}, exploded") } else { style.to_owned() }
}
