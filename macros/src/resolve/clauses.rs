//! Sorts clauses into the model.

use super::appended_header::{header_set_and_appended, inherited_appended, push_appended};
use super::attrs::{cfg_clause, deprecate, deprecated_clause};
use super::credential::{credential_outside_client, push_credential};
use super::query_constant::{env_query_outside_client, push_constant};
use crate::ast::{Clause, ClauseKind};
use crate::errors::Errors;
use crate::model::{
    Attrs, Auth, Clauses, Condition, Credential, ErrorCondition, ErrorType, Header, HeaderValue,
    Idempotence, MediaTypes, NamedCredential, QueryConstant, Repeat, Retry, StatusRange, Timeout,
};
use proc_macro2::Ident;
use std::collections::BTreeSet;
use syn::{LitStr, Type};

/// The settings of a client.
pub(super) struct Settings {
    pub(super) base_url_env: Option<LitStr>,
    pub(super) auth: Auth,
    pub(super) credentials: Vec<NamedCredential>,
    pub(super) headers: Vec<Header>,
    pub(super) appended: Vec<Header>,
    pub(super) query: Vec<QueryConstant>,
    pub(super) error: Option<Type>,
    pub(super) error_media: MediaTypes,
    pub(super) error_conditions: Vec<ErrorCondition>,
    pub(super) retry: Option<Retry>,
    pub(super) timeout: Option<Timeout>,
    pub(super) idempotency: Option<LitStr>,
}

/// The clauses of a group or endpoint, without inherited ones.
pub(super) struct Own {
    pub(super) clauses: Clauses,
    /// With the word that begins it.
    pub(super) repeat: Option<(Ident, Repeat)>,
    /// `deprecated` and `cfg`.
    pub(super) attrs: Attrs,
}

pub(super) fn resolve_settings(clauses: Vec<Clause>, errors: &mut Errors) -> Settings {
    let mut settings = Settings {
        base_url_env: None,
        auth: Auth::None,
        credentials: Vec::new(),
        headers: Vec::new(),
        appended: Vec::new(),
        query: Vec::new(),
        error: None,
        error_media: MediaTypes::default(),
        error_conditions: Vec::new(),
        retry: None,
        timeout: None,
        idempotency: None,
    };
    let mut words = BTreeSet::new();
    for Clause { word, kind } in clauses {
        duplicate_clause(&word, &kind, &mut words, errors);
        match kind {
            ClauseKind::BaseUrl(variable) => settings.base_url_env = Some(variable),
            ClauseKind::Auth(scheme) => settings.auth = scheme,
            ClauseKind::Credential(named) => {
                push_credential(&mut settings.credentials, named, errors);
            }
            ClauseKind::Header(header) => push_header(&mut settings.headers, header, errors),
            ClauseKind::AppendedHeader(header) => {
                push_appended(&mut settings.appended, header, errors)
            }
            ClauseKind::Query(constant) => push_constant(&mut settings.query, constant, errors),
            ClauseKind::Error(ty, media) => {
                settings.error = Some(ty);
                settings.error_media = media;
            }
            ClauseKind::ErrorStatus(..) | ClauseKind::ErrorEither(..) => {
                client_error_status(&word, errors);
            }
            ClauseKind::ErrorWhen(condition, ty) => {
                push_condition(&mut settings.error_conditions, condition, ty, errors);
            }
            ClauseKind::Retry(retry) => settings.retry = Some(retry),
            ClauseKind::Timeout(timeout) => settings.timeout = Some(timeout),
            ClauseKind::Idempotency(name) => settings.idempotency = Some(name),
            _ => {
                unreachable!("parse/clause.rs `misplaced_clause` rejects the clauses of endpoints")
            }
        }
    }
    header_set_and_appended(&settings.headers, &settings.appended, errors);
    settings
}

pub(super) fn resolve_own(clauses: Vec<Clause>, errors: &mut Errors) -> Own {
    let mut own = Own { clauses: Clauses::default(), repeat: None, attrs: Attrs::default() };
    let mut words = BTreeSet::new();
    for Clause { word, kind } in clauses {
        duplicate_clause(&word, &kind, &mut words, errors);
        own.push(word, kind, errors);
    }
    header_set_and_appended(&own.clauses.headers, &own.clauses.appended, errors);
    own
}

impl Own {
    fn push(&mut self, word: Ident, kind: ClauseKind, errors: &mut Errors) {
        let Self { clauses, repeat, attrs } = self;
        match kind {
            ClauseKind::Auth(auth) => {
                clauses.credential = auth_scheme_outside_client(&word, &auth, errors);
            }
            ClauseKind::Credential(named) => {
                clauses.credential = credential_outside_client(named, errors);
            }
            ClauseKind::AuthBy(name) => clauses.credential = Credential::Named(name),
            ClauseKind::Header(header) => {
                if !env_header_outside_client(&header, errors) {
                    push_header(&mut clauses.headers, header, errors);
                }
            }
            ClauseKind::AppendedHeader(header) => {
                if !env_header_outside_client(&header, errors) {
                    push_appended(&mut clauses.appended, header, errors);
                }
            }
            ClauseKind::Query(constant) => {
                if !env_query_outside_client(&constant, errors) {
                    push_constant(&mut clauses.query, constant, errors);
                }
            }
            ClauseKind::Error(..) => error_without_status(&word, errors),
            ClauseKind::ErrorStatus(statuses, ty, media) => {
                let of = |status| ErrorType { status, ty: ty.clone(), media: media.clone() };
                push_statuses(&word, &mut clauses.errors, statuses.into_iter().map(of), errors);
            }
            ClauseKind::ErrorEither(statuses, ty, condition) => {
                let (ty_of, media) = (Some(ty.clone()), MediaTypes::default());
                let of = |status| ErrorType { status, ty: ty_of.clone(), media: media.clone() };
                push_statuses(&word, &mut clauses.errors, statuses.into_iter().map(of), errors);
                push_condition(&mut clauses.error_conditions, condition, ty, errors);
            }
            ClauseKind::ErrorWhen(condition, ty) => {
                push_condition(&mut clauses.error_conditions, condition, ty, errors);
            }
            ClauseKind::Retry(retry) => clauses.retry = Some(retry),
            ClauseKind::Timeout(timeout) => clauses.timeout = Some(timeout),
            ClauseKind::Idempotent => clauses.idempotence = Idempotence::Declared,
            ClauseKind::Repeat(clause) => {
                paged_and_polled(&word, repeat.as_ref(), errors);
                *repeat = Some((word, clause));
            }
            ClauseKind::Deprecated(note) => {
                deprecate(attrs, deprecated_clause(note.as_ref()), errors);
            }
            ClauseKind::Cfg(condition) => attrs.cfg.push(cfg_clause(&condition)),
            ClauseKind::BaseUrl(_) | ClauseKind::Idempotency(_) => {
                unreachable!("parse/clause.rs `misplaced_clause` rejects the settings of clients")
            }
        }
    }
}

impl Clauses {
    /// The clauses of an endpoint override those of its group. Those of the query are inherited with the rest of it.
    pub(super) fn over(mut self, group: &Self) -> Self {
        self.appended = inherited_appended(&self, group);
        let inherited = group.headers.iter().filter(|header| !contains(&self.headers, header));
        self.headers = inherited.cloned().chain(self.headers.iter().cloned()).collect();
        for error in &group.errors {
            if !self.errors.iter().any(|own| own.status == error.status) {
                self.errors.push(error.clone());
            }
        }
        for other in &group.error_conditions {
            if !has_condition(&self.error_conditions, &other.condition) {
                self.error_conditions.push(other.clone());
            }
        }
        self.timeout = self.timeout.or(group.timeout);
        self.retry = self.retry.or_else(|| group.retry.clone());
        if self.credential == Credential::Default {
            self.credential = group.credential.clone();
        }
        if group.idempotence == Idempotence::Declared {
            self.idempotence = Idempotence::Declared;
        }
        self
    }
}

fn contains(headers: &[Header], header: &Header) -> bool {
    headers.iter().any(|other| other.wire() == header.wire())
}

/// Clauses other than headers, error types and conditions are given once.
fn duplicate_clause(
    word: &Ident,
    kind: &ClauseKind,
    words: &mut BTreeSet<String>,
    errors: &mut Errors,
) {
    let repeatable = matches!(
        kind,
        ClauseKind::Header(_)
            | ClauseKind::AppendedHeader(_)
            | ClauseKind::Query(_)
            | ClauseKind::Credential(_)
            | ClauseKind::ErrorStatus(..)
            | ClauseKind::ErrorEither(..)
            | ClauseKind::ErrorWhen(..)
            | ClauseKind::Cfg(_)
    );
    if !repeatable && !words.insert(word.to_string()) {
        errors.error(word, format!("`{word}` is given twice; remove one of the two"));
    }
}

fn push_condition(
    conditions: &mut Vec<ErrorCondition>,
    condition: Condition,
    ty: Type,
    errors: &mut Errors,
) {
    if has_condition(conditions, &condition) {
        return duplicate_error_condition(&condition, errors);
    }
    conditions.push(ErrorCondition { condition, ty });
}

fn has_condition(conditions: &[ErrorCondition], condition: &Condition) -> bool {
    conditions.iter().any(|ErrorCondition { condition: other, .. }| {
        other.field.text == condition.field.text && other.value == condition.value
    })
}

fn duplicate_error_condition(condition: &Condition, errors: &mut Errors) {
    let field = &condition.field;
    let what = if condition.value.is_some() { "this value of " } else { "" };
    let message = format!("{what}`{}` has two error types; remove one of the two", field.text);
    errors.error(&field.tokens, message);
}

fn push_header(headers: &mut Vec<Header>, header: Header, errors: &mut Errors) {
    if contains(headers, &header) {
        return duplicate_header(&header, errors);
    }
    headers.push(header);
}

fn duplicate_header(header: &Header, errors: &mut Errors) {
    let name = header.name.value();
    errors.error(&header.name, format!("the header `{name}` is set twice; remove one of the two"));
}

/// Environment variables are read only when the client is built.
fn env_header_outside_client(header: &Header, errors: &mut Errors) -> bool {
    let HeaderValue::Env(env) = &header.value else { return false };
    errors.error(
        &env.variable,
        "only the client can read a header from the environment; move it to the braces of the client, or write a value in quotes",
    );
    true
}

fn client_error_status(word: &Ident, errors: &mut Errors) {
    errors.error(word, "the client has one error type for all statuses, `error Type;`; write one for a single status on an endpoint or group");
}

fn error_without_status(word: &Ident, errors: &mut Errors) {
    // A line that is not finished may still say it.
    if errors.touch(errors.position()) {
        return;
    }
    errors.error(word, "an error type here needs a status or a condition, as in `error 404: Type` or `error Type when ok = false`; write one for all statuses in the braces of the client");
}

fn push_statuses(
    word: &Ident,
    types: &mut Vec<ErrorType>,
    more: impl Iterator<Item = ErrorType>,
    errors: &mut Errors,
) {
    for error in more {
        duplicate_error_status(word, error.status, types, errors);
        types.push(error);
    }
}

fn duplicate_error_status(
    word: &Ident,
    status: StatusRange,
    types: &[ErrorType],
    errors: &mut Errors,
) {
    if types.iter().any(|other| other.status == status) {
        errors.error(
            word,
            format!("the status `{status}` has two error types; remove one of the two"),
        );
    }
}

/// Only the client has auth schemes; an endpoint can only choose among its credentials.
fn auth_scheme_outside_client(word: &Ident, auth: &Auth, errors: &mut Errors) -> Credential {
    if !matches!(auth, Auth::None) {
        errors.error(
            word,
            "only `auth none` or the name of a credential is allowed here; write the auth scheme in the braces of the client, \
             with a name if it is another than the client's, as in `auth admin: bearer env \"ADMIN_KEY\"`",
        );
    }
    Credential::Withheld
}

/// A reply is either paged or polled.
fn paged_and_polled(word: &Ident, other: Option<&(Ident, Repeat)>, errors: &mut Errors) {
    if other.is_some_and(|(other, _)| other != word) {
        errors.spoil(word, "a reply cannot be both `paged` and `polled`; declare two endpoints");
    }
}
