//! Rules that concern several fields.

use super::model::{Constant, Object, Setting};
use crate::derive::rename::clashing_names;
use crate::errors::Errors;
use std::collections::BTreeSet;

pub(crate) fn check(object: &mut Object<'_>, errors: &mut Errors) {
    two_extras(object, errors);
    let constants = object.constants.iter().map(Constant::names).collect::<Vec<_>>();
    let fields = object.fields.iter().map(|field| &field.names);
    clashing_names(constants.iter().chain(fields), "fields", errors);
    clashing_setters(object, errors);
}

/// Only one field collects unknown fields.
fn two_extras(object: &Object<'_>, errors: &mut Errors) {
    for name in object.extra.iter().skip(1) {
        errors.error(
            name,
            format!(
                "`{}` already collects the unknown fields; remove one of the two",
                object.extra[0]
            ),
        );
    }
}

/// The constructor and the setters need distinct names.
fn clashing_setters(object: &mut Object<'_>, errors: &mut Errors) {
    let mut seen = BTreeSet::from(["new".to_owned()]);
    for field in object.fields.iter_mut().chain(&mut object.flattened).chain(&mut object.skipped) {
        let setters: Vec<_> = field.setters().map(|setter| setter.to_string()).collect();
        if let Some(setter) = setters.iter().find(|setter| seen.contains(*setter)) {
            let message = format!(
                "the setter of this field would be a second method `{setter}`; add `#[wire(no_setter)]`"
            );
            errors.error(field.name, message);
            field.setting = Setting::ByField;
        }
        seen.extend(setters);
    }
}
