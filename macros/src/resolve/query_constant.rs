//! The parameters of the query that every call has.

use crate::errors::Errors;
use crate::model::{HeaderValue, Query, QueryConstant, QueryLiteral};

pub(super) fn push_constant(
    constants: &mut Vec<QueryConstant>,
    constant: QueryConstant,
    errors: &mut Errors,
) {
    if constants.iter().any(|other| other.name.value() == constant.name.value()) {
        return duplicate_query_constant(&constant, errors);
    }
    constants.push(constant);
}

fn duplicate_query_constant(constant: &QueryConstant, errors: &mut Errors) {
    let name = constant.name.value();
    errors.error(
        &constant.name,
        format!("the parameter `{name}` is set twice; remove one of the two"),
    );
}

/// Environment variables are read only when the client is built.
pub(super) fn env_query_outside_client(constant: &QueryConstant, errors: &mut Errors) -> bool {
    let HeaderValue::Env(env) = &constant.value else { return false };
    errors.error(
        &env.variable,
        "only the client can read a parameter from the environment; move it to the braces of the client, or write a value in quotes",
    );
    true
}

/// The whole query of an endpoint: what it inherits from its group, unless it says otherwise, and what it has itself.
pub(super) fn with_constants(
    query: Vec<Query>,
    own: &[QueryConstant],
    group: &[QueryConstant],
) -> Vec<Query> {
    let own = own.iter().filter_map(literal);
    let own: Vec<_> = query.into_iter().chain(own).collect();
    let inherited = group.iter().filter_map(literal).filter(|constant| !has(&own, constant));
    let inherited: Vec<_> = inherited.collect();
    inherited.into_iter().chain(own).collect()
}

fn has(query: &[Query], constant: &Query) -> bool {
    let Query::Literal(constant) = constant else { return false };
    query.iter().any(|part| matches!(part, Query::Literal(own) if own.name == constant.name))
}

fn literal(constant: &QueryConstant) -> Option<Query> {
    let HeaderValue::Text(value) = &constant.value else { return None };
    let QueryConstant { name, .. } = constant;
    Some(Query::Literal(QueryLiteral {
        span: name.span(),
        name: name.value(),
        value: value.value(),
    }))
}
