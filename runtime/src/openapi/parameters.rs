//! The parameters of a line, and those that its client sends with every call.

use serde_json::{Value, json};

use super::build::Build;
use super::parameter::{Need, Parameter, Place};
use super::schemas::Shape;
use super::types::Types;
use super::version::Version;
use crate::declaration::{
    self as declared, ApiSpec, Endpoint, HeaderSpec, ParameterKind, ValueSource,
};

/// The parameters of a line, in the order of the declaration.
pub(super) fn of_line(
    endpoint: &'static Endpoint,
    types: &mut Types,
    build: &mut Build,
) -> Vec<Parameter> {
    let mut parameters = path(endpoint, &mut types.path, build.version);
    parameters.extend(query(endpoint, &mut types.query, build));
    let headers = endpoint.header_parameters().iter().zip(std::mem::take(&mut types.headers));
    parameters.extend(headers.map(|(declared, schema)| sent(Place::Header, declared, schema)));
    parameters.extend(constants(endpoint, &build.sent_always));
    parameters.retain(|parameter| !is_said_elsewhere(parameter));
    parameters
}

fn path(endpoint: &Endpoint, types: &mut Vec<Value>, version: Version) -> Vec<Parameter> {
    let rest = rest_parameter(endpoint);
    let parameters = endpoint.path_parameters().zip(std::mem::take(types)).map(|(name, schema)| {
        let parameter = Parameter::new(Place::Path, name, Need::Always, schema);
        match version {
            Version::V3_2 if rest == Some(name) => parameter.with("allowReserved", true.into()),
            _ => parameter,
        }
    });
    parameters.collect()
}

/// The name of the parameter that takes several segments.
pub(super) fn rest_parameter(endpoint: &Endpoint) -> Option<&'static str> {
    let (before, _) = endpoint.path().split_once("..}")?;
    Some(before.rsplit_once('{')?.1)
}

fn query(endpoint: &'static Endpoint, types: &mut Vec<Value>, build: &mut Build) -> Vec<Parameter> {
    let mut types = std::mem::take(types).into_iter();
    let mut parameters = Vec::new();
    for declared in endpoint.query() {
        if let ParameterKind::Fixed(value) = declared.kind() {
            parameters.push(Parameter::constant(Place::Query, declared.name(), value));
            continue;
        }
        let schema = types.next().unwrap_or_else(|| json!({}));
        if declared.kind() == ParameterKind::Fields {
            let name = declared.name();
            match Parameter::fields(schema, &build.schemas) {
                Some(fields) => parameters.extend(fields),
                None => build.omit(
                    endpoint,
                    format!("the fields of `{name}`, which are parameters, are not known"),
                ),
            }
        } else {
            parameters.push(of_query(endpoint, declared, schema, build));
        }
    }
    parameters
}

fn of_query(
    endpoint: &'static Endpoint,
    declared: &declared::Parameter,
    schema: Value,
    build: &mut Build,
) -> Parameter {
    let parameter = sent(Place::Query, declared, schema);
    if declared.separator().is_some() {
        return parameter;
    }
    let shape = build.schemas.shape(&parameter.schema);
    if shape == Shape::ListOfShapes {
        let name = declared.name();
        build.omit(
            endpoint,
            format!("the objects of the list `{name}` have indices, as in `{name}[0][…]`"),
        );
    }
    parameter.exploded(shape)
}

/// A parameter whose value the caller gives.
fn sent(place: Place, declared: &declared::Parameter, schema: Value) -> Parameter {
    let need = Need::of(declared.kind() == ParameterKind::Required);
    let mut parameter = Parameter::new(place, declared.name(), need, schema);
    if let Some(value) = declared.if_absent() {
        parameter = parameter.with_default(value);
    }
    match declared.separator() {
        Some(separator) => parameter.joined(separator),
        None => parameter,
    }
}

/// The headers that a line always has. What is appended to one of the client comes after what that has.
fn constants(endpoint: &Endpoint, of_client: &[Parameter]) -> Vec<Parameter> {
    let set = endpoint.headers().iter();
    let set = set.map(|(name, value)| Parameter::constant(Place::Header, name, value));
    let mut parameters: Vec<_> = set.collect();
    for (name, value) in endpoint.appended_headers() {
        let is_header = |known: &&Parameter| known.place == Place::Header && known.name == *name;
        if !parameters.iter().any(|known| is_header(&known)) {
            parameters.extend(of_client.iter().find(is_header).cloned());
        }
        append(&mut parameters, name, value);
    }
    parameters
}

/// Adds a value to a header that is a list, to which callers may add others.
fn append(parameters: &mut Vec<Parameter>, name: &str, value: &str) {
    let known =
        parameters.iter_mut().find(|known| known.place == Place::Header && known.name == name);
    let Some(known) = known else {
        let schema = json!({ "type": "string", "default": value });
        parameters.push(Parameter::new(Place::Header, name, Need::Always, schema));
        return;
    };
    let before = known.schema.get("default").and_then(Value::as_str);
    let all = before.map_or_else(|| value.to_owned(), |before| format!("{before},{value}"));
    known.schema = json!({ "type": "string", "default": all });
}

/// The standard says that these headers are ignored among parameters: media types and security schemes say them.
fn is_said_elsewhere(parameter: &Parameter) -> bool {
    let is = |name: &str| parameter.name.eq_ignore_ascii_case(name);
    parameter.place == Place::Header
        && ["accept", "content-type", "authorization"].iter().any(|name| is(name))
}

/// The parameters that a client sends with every call.
pub(super) fn of_client(spec: &ApiSpec) -> Vec<Parameter> {
    let query = spec.query().iter();
    let mut parameters: Vec<_> =
        query.map(|query| source(Place::Query, query.name(), query.source())).collect();
    for header in spec.headers() {
        match (header.is_appended(), header.source()) {
            (true, ValueSource::Static(value)) => append(&mut parameters, header.name(), value),
            _ => parameters.push(of_header(header)),
        }
    }
    parameters.retain(|parameter| !is_said_elsewhere(parameter));
    parameters
}

fn of_header(header: &HeaderSpec) -> Parameter {
    source(Place::Header, header.name(), header.source())
}

fn source(place: Place, name: &str, source: ValueSource) -> Parameter {
    let (need, variable) = match source {
        ValueSource::Static(value) => return Parameter::constant(place, name, value),
        ValueSource::Env(variable) => (Need::Always, variable),
        ValueSource::OptionalEnv(variable) => (Need::Maybe, variable),
    };
    let parameter = Parameter::new(place, name, need, json!({ "type": "string" }));
    parameter.with("x-schematic", json!({ "env": variable }))
}

/// The header in which a client sends a generated key with calls that are not idempotent by their method.
pub(super) fn idempotency_key(spec: &ApiSpec) -> Option<Parameter> {
    let name = spec.idempotency_header()?;
    let parameter = Parameter::new(Place::Header, name, Need::Maybe, json!({ "type": "string" }));
    let docs = "A key by which the service knows a request that is sent again.";
    Some(parameter.with("description", docs.into()))
}
