//! Headers whose values are added to those of the same name.

use crate::errors::Errors;
use crate::model::{Clauses, Header, HeaderValue};

pub(super) fn push_appended(appended: &mut Vec<Header>, header: Header, errors: &mut Errors) {
    header_without_list(&header, errors);
    repeated_header_value(&header, appended, errors);
    appended.push(header);
}

/// Headers of one value, or whose values are not separated by commas.
fn header_without_list(header: &Header, errors: &mut Errors) {
    if ["content-type", "cookie", "user-agent"].contains(&header.wire().as_str()) {
        let name = header.name.value();
        errors.error(
            &header.name,
            format!("`{name}` is not a list with commas; write the whole value, without `append`"),
        );
    }
}

/// Each value is sent once, so one of two is not needed.
fn repeated_header_value(header: &Header, before: &[Header], errors: &mut Errors) {
    let HeaderValue::Text(value) = &header.value else { return };
    let others = before.iter().filter(|other| other.wire() == header.wire());
    let mut known: Vec<String> = others.flat_map(items).collect();
    for item in items(header) {
        if known.contains(&item) {
            let name = header.name.value();
            return errors.error(
                value,
                format!("`{name}` has the value `{item}` twice; remove one of the two"),
            );
        }
        known.push(item);
    }
}

/// The values of a list. One in quotes may contain a comma, which only the runtime needs to know.
fn items(header: &Header) -> Vec<String> {
    let HeaderValue::Text(value) = &header.value else { return Vec::new() };
    let value = value.value();
    if value.contains('"') {
        return vec![value];
    }
    value.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

/// In one place, a header is either set or added to.
pub(super) fn header_set_and_appended(set: &[Header], appended: &[Header], errors: &mut Errors) {
    for header in appended {
        if set.iter().any(|other| other.wire() == header.wire()) {
            let name = header.name.value();
            errors.error(
                &header.name,
                format!("`{name}` is set here as well; write all the values in one, as in `header \"{name}\": \"a, b\"`"),
            );
        }
    }
}

/// What a group adds to headers, unless the endpoint sets them, and then what the endpoint adds.
pub(super) fn inherited_appended(own: &Clauses, group: &Clauses) -> Vec<Header> {
    let is_set = |header: &&Header| own.headers.iter().any(|other| other.wire() == header.wire());
    let inherited = group.appended.iter().filter(|header| !is_set(header));
    inherited.chain(&own.appended).cloned().collect()
}
