//! Rules that concern several fields.

use super::model::{Object, Setting};
use crate::errors::Errors;
use std::collections::BTreeSet;
use syn::Error;

pub(super) fn check(object: &mut Object<'_>, errors: &mut Errors) {
    two_extras(object, errors);
    clashing_wire_names(object, errors);
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

/// Each key of the JSON object belongs to one field.
fn clashing_wire_names(object: &Object<'_>, errors: &mut Errors) {
    let constants =
        object.constants.iter().map(|constant| (constant.wire_name(), constant.key.span()));
    let fields = object.fields.iter().map(|field| (field.wire_name.clone(), field.wire_span));
    let mut seen = BTreeSet::new();
    for (name, span) in constants.chain(fields) {
        if !seen.insert(name.clone()) {
            errors.push(Error::new(
                span,
                format!("two fields have the wire name `{name}`; rename one of them"),
            ));
        }
    }
}

/// The constructor and the setters need distinct names.
fn clashing_setters(object: &mut Object<'_>, errors: &mut Errors) {
    let mut seen = BTreeSet::from(["new".to_owned()]);
    for field in &mut object.fields {
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
