//! Credentials that groups and endpoints name.

use crate::errors::Errors;
use crate::model::{Client, Credential, NamedCredential, State};
use crate::suggest::closest;
use proc_macro2::Ident;
use syn::ext::IdentExt;

pub(super) fn push_credential(
    credentials: &mut Vec<NamedCredential>,
    credential: NamedCredential,
    errors: &mut Errors,
) {
    if credentials.iter().any(|other| other.name == credential.name) {
        return duplicate_credential(&credential.name, errors);
    }
    credentials.push(credential);
}

fn duplicate_credential(name: &Ident, errors: &mut Errors) {
    errors.error(
        name,
        format!("the credential `{name}` is declared twice; remove one, or give it another name"),
    );
}

/// Only the client has credentials.
pub(super) fn credential_outside_client(named: NamedCredential, errors: &mut Errors) -> Credential {
    let name = named.name;
    errors.error(
        &name,
        format!("a credential is declared in the braces of the client; move this there, and write `auth {name}` here"),
    );
    Credential::Withheld
}

/// A line names one of the credentials of the client. If the client is in another block, the builder checks it.
pub(super) fn unknown_credential(
    credential: &Credential,
    client: Option<&Client>,
    errors: &mut Errors,
) {
    let (Credential::Named(name), Some(client)) = (credential, client) else { return };
    let known = client.credentials.iter().map(|known| known.name.unraw().to_string());
    let known: Vec<String> = known.collect();
    // In a client with a mistake, what cannot be read may be the one that is named.
    let damaged = client.state == State::Damaged || errors.touch(client.position);
    if damaged || known.contains(&name.unraw().to_string()) {
        return;
    }
    let mut words: Vec<&str> = known.iter().map(String::as_str).collect();
    words.push("none");
    let remedy = match closest(&name.unraw().to_string(), &words) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!(
            "declare it in the braces of the client, as in `auth {name}: bearer env \"VARIABLE\"`"
        ),
    };
    errors.error(name, format!("the client has no credential `{name}`; {remedy}"));
}
