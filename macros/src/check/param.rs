//! Rules about parameters. Path, query, headers and body together become the arguments and setters of a method.

use crate::bare::{bare, is_named};
use crate::errors::Errors;
use crate::model::{Endpoint, Need, Path, Query};
use crate::text::text;
use proc_macro2::Ident;
use syn::Type;

/// The methods that every call has. The setter of an optional input cannot have one of these names.
pub(crate) const OPTIONS: [&str; 22] = [
    "append_header",
    "attempt_timeout",
    "header",
    "idempotency_key",
    "idle_timeout",
    "into_future",
    "items",
    "last_event_id",
    "options",
    "options_mut",
    "pages",
    "poll",
    "query",
    "response",
    "retries",
    "set_query",
    "stream",
    "then_poll",
    "timeout",
    "until",
    "with",
    "without_header",
];

/// An argument or setter, and the kind of input it stands for.
struct Argument<'a> {
    name: &'a Ident,
    what: &'static str,
    need: Need,
}

const PATH: &str = "a path parameter";

fn arguments(endpoint: &Endpoint) -> Vec<Argument<'_>> {
    let path = endpoint.path.params();
    let path = path.map(|param| Argument { name: &param.name, what: PATH, need: Need::Required });
    let query = endpoint.query.iter().filter_map(|part| match part {
        Query::Param(param) => {
            Some(Argument { name: &param.name, what: "a query parameter", need: param.need })
        }
        Query::Struct(part) => {
            Some(Argument { name: &part.name, what: "the query struct", need: part.need })
        }
        Query::Literal(_) => None,
    });
    let headers = endpoint.headers.iter();
    let headers =
        headers.map(|param| Argument { name: &param.name, what: "a header", need: param.need });
    let body = endpoint.body.iter();
    let body = body.map(|body| Argument { name: &body.name, what: "the body", need: body.need });
    path.chain(query).chain(headers).chain(body).collect()
}

/// Two inputs of different kinds cannot share a name: both become arguments of one method.
pub(super) fn argument_clash(endpoint: &Endpoint, errors: &mut Errors) {
    let arguments = arguments(endpoint);
    for (at, Argument { name, what, .. }) in arguments.iter().enumerate() {
        let other = arguments[..at].iter().find(|other| other.name == *name && other.what != *what);
        if let Some(other) = other {
            let first = other.what;
            let renamed = match other.what == PATH && is_inherited(endpoint, name) {
                true => name,
                false => other_than_body(other, name),
            };
            errors.spoil(renamed, format!("`{name}` is both {first} and {what}; rename one of the arguments, as in `<{name} as other>`"));
        }
    }
}

/// Whether a path parameter is that of the group, which is not what is wrong with a line.
fn is_inherited(endpoint: &Endpoint, name: &Ident) -> bool {
    endpoint.path.params().take(endpoint.path.inherited).any(|param| param.name == *name)
}

/// Of two clashing inputs, the one that can be renamed.
fn other_than_body<'a>(first: &Argument<'a>, second: &'a Ident) -> &'a Ident {
    if second == "body" { first.name } else { second }
}

/// The setter of an optional input cannot have the name of an option of the call.
pub(super) fn reserved_setter(endpoint: &Endpoint, errors: &mut Errors) {
    for Argument { name, need, .. } in arguments(endpoint) {
        if need == Need::Optional && OPTIONS.iter().any(|option| name == option) {
            errors.spoil(name, format!("every call already has a method `{name}`; rename the setter, as in `{name} as {name}_value`"));
        }
    }
}

/// A query parameter is declared once.
pub(super) fn duplicate_query_parameter(endpoint: &Endpoint, errors: &mut Errors) {
    let names = endpoint.query.iter().filter_map(|part| match part {
        Query::Param(param) => Some((&param.wire, param.name.span())),
        Query::Literal(literal) => Some((&literal.name, literal.span)),
        Query::Struct(_) => None,
    });
    let names = names.collect::<Vec<_>>();
    for (at, (name, span)) in names.iter().enumerate() {
        if names[..at].iter().any(|(other, _)| other == name) {
            let message = format!(
                "the query has `{name}` twice; remove one, or use a `Vec` for several values"
            );
            errors.spoil_with(Some(syn::Error::new(*span, message)));
        }
    }
    duplicate_query_struct(endpoint, errors);
}

/// One struct holds all the parameters.
fn duplicate_query_struct(endpoint: &Endpoint, errors: &mut Errors) {
    let structs = endpoint.query.iter().filter_map(|part| match part {
        Query::Struct(part) => Some(part),
        _ => None,
    });
    for part in structs.skip(1) {
        errors.spoil(&part.ty, "a query has at most one struct; move all the parameters into one");
    }
}

/// A parameter of type `Option` would become a required argument.
pub(super) fn optional_written_as_option(endpoint: &Endpoint, errors: &mut Errors) {
    option_in_path(&endpoint.path, errors);
    for ty in input_types(endpoint).into_iter().filter(|ty| is_option(ty)) {
        errors.error(
            ty,
            "an optional parameter is marked with `?`; write `Type?` instead of `Option<Type>`",
        );
    }
}

/// The same in a path, where nothing is optional.
pub(super) fn option_in_path(path: &Path, errors: &mut Errors) {
    for ty in own_types(path).filter(|ty| is_option(ty)) {
        errors.error(
            ty,
            "a path parameter cannot be optional; declare two endpoints, one without it",
        );
    }
}

fn is_option(ty: &Type) -> bool {
    is_named(ty, "Option")
}

/// The method borrows its arguments; the declaration names the owned type.
pub(super) fn borrowed_type(endpoint: &Endpoint, errors: &mut Errors) {
    borrowed_in_path(&endpoint.path, errors);
    input_types(endpoint).into_iter().for_each(|ty| refuse_reference(ty, errors));
}

pub(super) fn borrowed_in_path(path: &Path, errors: &mut Errors) {
    own_types(path).for_each(|ty| refuse_reference(ty, errors));
}

fn refuse_reference(ty: &Type, errors: &mut Errors) {
    let Type::Reference(reference) = bare(ty) else { return };
    let owned = text(&reference.elem);
    let remedy = if owned == "str" {
        "omit the type for a `&str`".to_owned()
    } else {
        format!("write `{owned}`")
    };
    errors.spoil(
        ty,
        format!(
            "the type of a parameter cannot be a reference, because the method borrows the value anyway; {remedy}"
        ),
    );
}

/// The types of all parameters, those of the group included.
pub(super) fn param_types(endpoint: &Endpoint) -> Vec<&Type> {
    let mut types: Vec<_> = endpoint.path.params().filter_map(|param| param.ty.written()).collect();
    types.extend(input_types(endpoint));
    types
}

/// The types of the parameters that a path has without those of its group.
fn own_types(path: &Path) -> impl Iterator<Item = &Type> {
    path.own_params().filter_map(|param| param.ty.written())
}

/// The types of the parameters of the query and of the headers.
fn input_types(endpoint: &Endpoint) -> Vec<&Type> {
    let query = endpoint.query.iter().filter_map(|part| match part {
        Query::Param(param) => param.ty.written(),
        _ => None,
    });
    query.chain(endpoint.headers.iter().map(|header| &header.ty)).collect()
}
