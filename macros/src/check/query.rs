//! Rules about the query of every call.

use crate::errors::Errors;
use crate::model::{Auth, Client, Model, Query};

/// A parameter that is always there would be sent in place of the credential.
pub(super) fn credential_in_query(model: &Model, errors: &mut Errors) {
    let Some(client) = &model.client else { return };
    for auth in client.auths() {
        if let Auth::Query(parameter, _) = auth {
            constant_for_credential(model, client, &parameter.value(), errors);
        }
    }
}

fn constant_for_credential(model: &Model, client: &Client, parameter: &str, errors: &mut Errors) {
    let message = format!(
        "the parameter `{parameter}` carries the credential, which this would replace; remove one of the two"
    );
    if let Some(constant) = client.query.iter().find(|other| other.name.value() == parameter) {
        return errors.at(client.position).error(&constant.name, message);
    }
    // A constant of a group is in all its endpoints.
    let found = model.endpoints().find_map(|endpoint| {
        let constant = endpoint.query.iter().find_map(|part| match part {
            Query::Literal(literal) if literal.name == parameter => Some(literal),
            _ => None,
        })?;
        Some((endpoint.position, constant.span))
    });
    if let Some((position, span)) = found {
        errors.at(position).push(syn::Error::new(span, message));
    }
}
