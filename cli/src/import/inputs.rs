//! Parameters of operations as inputs of lines.

use super::line::{Line, Param};
use super::literal::quoted;
use super::names::{Names, ident, type_name, value_name};
use super::path::{Piece, Template};
use super::rust_type::RustType;
use super::said;
use super::spelling::{as_argument, derived, is_token, wire_name};
use super::types::Types;
use super::uses::Use;
use super::words::{snake, words};
use crate::document::Node;
use crate::operation::{Operation, Parameter, Place, Style};
use crate::schema::{Kind, Schema};
use schematic_api_language::OPTIONS_OF_CALLS;
use std::collections::{BTreeMap, BTreeSet};

/// Headers that are set otherwise: by the kinds of bodies, by the transport, and by the credential.
pub(super) const SET_OTHERWISE: [&str; 7] = [
    "accept",
    "content-type",
    "authorization",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
];

/// What all lines of an import know.
pub(crate) struct Common {
    /// Parameters whose values are the same lists wherever they are.
    pub(crate) shared: BTreeSet<String>,
    /// Headers that the client sends with every request, in lower case.
    pub(crate) of_client: BTreeSet<String>,
    /// The headers and parameters of the query that carry credentials, in lower case.
    pub(crate) credentials: BTreeSet<String>,
}

/// Parameters that list the same strings in at least two operations, and never others.
pub(crate) fn shared(operations: &[&Operation<'_>]) -> BTreeSet<String> {
    let mut lists: BTreeMap<String, (BTreeSet<Vec<String>>, usize)> = BTreeMap::new();
    for parameter in operations.iter().flat_map(|operation| &operation.parameters) {
        if let Some(listed) = listed(&parameter.schema) {
            let (known, count) = lists.entry(type_name(&parameter.name)).or_default();
            known.insert(listed);
            *count += 1;
        }
    }
    let shared = lists.into_iter().filter(|(_, (lists, count))| lists.len() == 1 && *count > 1);
    shared.map(|(name, _)| name).collect()
}

fn listed(schema: &Schema) -> Option<Vec<String>> {
    match &schema.kind {
        Kind::Enum(listed) => Some(listed.values.iter().map(|value| value.text.clone()).collect()),
        Kind::Array(items) => listed(items),
        _ => None,
    }
}

/// Shapes the inputs of one line.
pub(crate) struct Inputs<'t, 'a> {
    pub(crate) types: &'t mut Types<'a>,
    pub(crate) common: &'t Common,
    /// What types of this operation begin with.
    pub(crate) hint: &'t str,
    pub(crate) names: Names,
}

impl Inputs<'_, '_> {
    /// The path of a line.
    pub(crate) fn path(&mut self, operation: &Operation<'_>, template: &Template, line: &mut Line) {
        let mut seen: Vec<String> = Vec::new();
        for (index, piece) in template.pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => {
                    let text = super::path::text(text);
                    // The slash after a parameter, and the one at the beginning, are there already.
                    line.path += if index == 0 && !text.starts_with('/') { "/" } else { "" };
                    line.path += &text;
                }
                Piece::Param(wire) => self.path_parameter(operation, wire, &mut seen, line),
            }
        }
        let parameters = operation.parameters_in(Place::Path);
        let unknown = parameters.filter(|parameter| !seen.contains(&parameter.name));
        let lost = unknown.map(|parameter| {
            format!("lost: the path has no place for its parameter `{}`", parameter.name)
        });
        line.comments.extend(lost);
    }

    fn path_parameter(
        &mut self,
        operation: &Operation<'_>,
        wire: &str,
        seen: &mut Vec<String>,
        line: &mut Line,
    ) {
        let bare = wire.trim_end_matches(['*', '+', '?']);
        let parameter =
            operation.parameters_in(Place::Path).find(|it| it.name == wire || it.name == bare);
        let (id, ty) = parameter.map_or((None, None), |it| self.path_type(operation, it));
        let name = value_name(bare);
        let short = name.strip_suffix("_id").filter(|_| id.is_some()).map(str::to_owned);
        let names: Vec<_> = short.into_iter().chain([name]).collect();
        let name = self.names.first_free(&names);
        seen.push(wire.to_owned());
        seen.push(bare.to_owned());
        // Some frameworks write the rest of the path as `{path+}`.
        if wire.ends_with(['+', '*']) || super::own::rest(operation) == Some(wire) {
            line.path += &format!("<{}..>", as_argument(&name));
            return;
        }
        if let Some(parameter) = parameter {
            let ty = ty.clone().unwrap_or(RustType::TEXT);
            line.params.push(param(parameter, &name, (ty, None), true));
        }
        let written = ty.map_or_else(String::new, |ty| {
            line.types.push(ty.clone());
            format!(": {ty}")
        });
        line.path += &format!("<{}{written}>", as_argument(&name));
    }

    /// The id that a parameter of the path is, and its type unless that is text.
    fn path_type(
        &mut self,
        operation: &Operation<'_>,
        parameter: &Parameter,
    ) -> (Option<String>, Option<RustType>) {
        if let Some(id) = self.types.ids.of_path(self.types.schemas, operation.path, parameter) {
            return (Some(id.clone()), Some(RustType::Id(id)));
        }
        let hint = self.hint_of(parameter);
        match self.scalar(&parameter.schema, &hint) {
            Some(ty) if ty != RustType::TEXT => (None, Some(ty)),
            _ => (None, None),
        }
    }

    /// The name of a type that is written in a parameter.
    fn hint_of(&self, parameter: &Parameter) -> String {
        let own = type_name(&parameter.name);
        match self.common.shared.contains(&own) {
            true => own,
            false => format!("{}{own}", self.hint),
        }
    }

    /// The type of one value.
    fn scalar(&mut self, schema: &Schema, hint: &str) -> Option<RustType> {
        let resolved = self.types.schemas.resolve(schema);
        match &resolved.kind {
            Kind::Bool | Kind::Integer(_) | Kind::Number | Kind::String(_) | Kind::Enum(_) => {
                Some(self.types.ty(schema, hint, Use::SENT))
            }
            // Text says what any other value is.
            Kind::Any => Some(RustType::TEXT),
            Kind::Union(union) => {
                let scalar = |member: &Schema| {
                    let member = self.types.schemas.resolve(member);
                    !matches!(
                        member.kind,
                        Kind::Array(_) | Kind::Object(_) | Kind::Map(_) | Kind::Union(_)
                    )
                };
                union.members.iter().all(scalar).then_some(RustType::TEXT)
            }
            _ => None,
        }
    }

    /// The query of a line.
    pub(crate) fn query(
        &mut self,
        operation: &Operation<'_>,
        template: &Template,
        line: &mut Line,
    ) {
        for (name, value) in &template.query {
            line.query.push(format!("{}={}", wire_name(name), quoted(value)));
        }
        let constant = |name: &str| template.query.iter().any(|(known, _)| known == name);
        for parameter in operation.parameters_in(Place::Query) {
            if !constant(&parameter.name) && !self.is_credential(parameter) {
                let required = parameter.required || template.required.contains(&parameter.name);
                self.query_parameter(&Parameter { required, ..parameter.clone() }, line);
            }
        }
        for parameter in operation.parameters_in(Place::QueryString) {
            line.comments.push(format!("lost: the whole query as `{}`", parameter.name));
        }
        for parameter in operation.parameters_in(Place::Cookie) {
            line.comments.push(format!(
                "lost: the cookie `{}`; send it with `.header(\"Cookie\", …)`",
                parameter.name
            ));
        }
    }

    fn is_credential(&self, parameter: &Parameter) -> bool {
        self.common.credentials.contains(&parameter.name.to_ascii_lowercase())
    }

    fn query_parameter(&mut self, parameter: &Parameter, line: &mut Line) {
        let hint = self.hint_of(parameter);
        let resolved = self.types.schemas.resolve(&parameter.schema);
        if parameter.content.is_some() {
            line.comments.push(format!("lost: `{}` is JSON in the query", parameter.name));
            return self.push_query(parameter, RustType::TEXT, None, line);
        }
        if let Some(id) = self.types.ids.of_parameter(self.types.schemas, parameter) {
            return self.push_query(parameter, RustType::Id(id), None, line);
        }
        if let Some(constant) = parameter.schema.constant().filter(|_| parameter.required) {
            return line.query.push(format!("{}={}", wire_name(&parameter.name), quoted(constant)));
        }
        match &resolved.kind {
            Kind::Array(items) => self.list(parameter, items, &hint, line),
            Kind::Object(object) if parameter.style == Style::Form && parameter.explode => {
                // Each field is a parameter of its own.
                for field in &object.fields {
                    let part = Parameter {
                        name: field.name.clone(),
                        schema: field.schema.clone(),
                        required: field.required && parameter.required,
                        description: None,
                        style: Style::Form,
                        explode: true,
                        content: None,
                        ..parameter.clone()
                    };
                    self.query_parameter(&part, line);
                }
            }
            Kind::Object(_) | Kind::Map(_) if parameter.style == Style::DeepObject => {
                let ty = self.types.ty(&parameter.schema, &hint, Use::SENT);
                self.push_query(parameter, ty, None, line);
            }
            Kind::Union(union) => match self.list_of_union(&union.members) {
                // `a=1` is a list of one.
                Some(items) => self.list(parameter, &items, &hint, line),
                None => self.single(parameter, &hint, line),
            },
            _ => self.single(parameter, &hint, line),
        }
    }

    fn single(&mut self, parameter: &Parameter, hint: &str, line: &mut Line) {
        let ty = self.scalar(&parameter.schema, hint).unwrap_or_else(|| {
            line.comments.push(format!("lost: how the value of `{}` is written", parameter.name));
            RustType::TEXT
        });
        self.push_query(parameter, ty, None, line);
    }

    /// The items, if a union is of values and lists of these.
    fn list_of_union(&self, members: &[Schema]) -> Option<Schema> {
        let mut lists = members.iter().filter_map(|member| {
            let resolved = self.types.schemas.resolve(member);
            match &resolved.kind {
                Kind::Array(items) => Some((**items).clone()),
                _ => None,
            }
        });
        lists.next()
    }

    fn list(&mut self, parameter: &Parameter, items: &Schema, hint: &str, line: &mut Line) {
        let one = super::names::type_name_of(&super::words::singular_words(&words(hint)));
        let ty = self.scalar(items, &one).unwrap_or_else(|| {
            line.comments.push(format!("lost: what the items of `{}` are", parameter.name));
            RustType::TEXT
        });
        let separator = match (parameter.style, parameter.explode) {
            (Style::PipeDelimited, false) => Some("|"),
            (Style::SpaceDelimited, false) => Some(" "),
            (Style::Form, true)
            | (Style::DeepObject | Style::SpaceDelimited | Style::PipeDelimited, _) => None,
            _ => Some(","),
        };
        self.push_query(parameter, ty.list(), separator, line);
    }

    fn push_query(
        &mut self,
        parameter: &Parameter,
        ty: RustType,
        separator: Option<&str>,
        line: &mut Line,
    ) {
        if line
            .query
            .iter()
            .any(|part| part.starts_with(&format!("{}=", wire_name(&parameter.name))))
        {
            return;
        }
        if line.params.iter().any(|known| {
            known.wire == parameter.name && !line.path.contains(&format!("<{}", known.wire))
        }) {
            return line.comments.push(format!("lost: a second parameter `{}`", parameter.name));
        }
        let (name, argument) = self.argument(&parameter.name, parameter.required, "query");
        let separator = separator.map_or_else(String::new, |it| format!(" by {}", quoted(it)));
        let absent = self.if_absent(parameter, &ty);
        let need = need(parameter.required, absent.as_deref());
        line.query.push(format!("<{name}: {ty}{separator}{need}>"));
        line.types.push(ty.clone());
        line.params.push(param(parameter, &argument, (ty, absent), parameter.required));
    }

    /// The name on the wire, with that of the argument if it is another; and the latter.
    fn argument(&mut self, wire: &str, required: bool, place: &str) -> (String, String) {
        let name = value_name(wire);
        let mut names = vec![name.clone(), format!("{name}_{place}"), format!("{name}_value")];
        if !required && OPTIONS_OF_CALLS.contains(&name.as_str()) {
            names = vec![format!("{name}_value"), format!("{name}_{place}")];
        }
        let given = self.names.first_free(&names);
        let written = match derived(wire).as_deref() == Some(given.as_str()) {
            true => wire_name(wire),
            false => format!("{} as {}", wire_name(wire), ident(&given)),
        };
        (written, given)
    }

    /// The headers of a line.
    pub(crate) fn headers(&mut self, operation: &Operation<'_>, line: &mut Line) {
        let mut seen = BTreeSet::new();
        for parameter in operation.parameters_in(Place::Header) {
            let lower = parameter.name.to_ascii_lowercase();
            let elsewhere = SET_OTHERWISE.contains(&lower.as_str())
                || self.common.of_client.contains(&lower)
                || self.is_credential(parameter);
            if elsewhere || !seen.insert(lower) {
                continue;
            }
            if !is_token(&parameter.name) {
                line.comments
                    .push(format!("lost: the header `{}`, whose name is none", parameter.name));
                continue;
            }
            match constant_header(parameter) {
                Some(value) => {
                    line.clauses.push(super::line::Clause::Header(parameter.name.clone(), value))
                }
                None => self.header(parameter, line),
            }
        }
    }

    fn header(&mut self, parameter: &Parameter, line: &mut Line) {
        let hint = self.hint_of(parameter);
        let resolved = self.types.schemas.resolve(&parameter.schema);
        let id = self.types.ids.of_parameter(self.types.schemas, parameter);
        let (ty, separator) = match (&resolved.kind, id) {
            (_, Some(id)) => (RustType::Id(id), ""),
            (Kind::Array(items), _) => {
                (self.scalar(items, &hint).unwrap_or(RustType::TEXT).list(), " by \",\"")
            }
            _ => (self.scalar(&parameter.schema, &hint).unwrap_or(RustType::TEXT), ""),
        };
        let name = value_name(&parameter.name);
        let names = vec![name.clone(), format!("{name}_header"), format!("{name}_value")];
        let reserved = !parameter.required && OPTIONS_OF_CALLS.contains(&name.as_str());
        let given = self.names.first_free(if reserved { &names[1..] } else { &names });
        let alias = match derived(&parameter.name).as_deref() == Some(given.as_str()) {
            true => String::new(),
            false => format!(" as {}", ident(&given)),
        };
        let absent = self.if_absent(parameter, &ty);
        let need = need(parameter.required, absent.as_deref());
        line.inputs
            .push(format!("header {}{alias}: {ty}{separator}{need}", quoted(&parameter.name)));
        line.types.push(ty.clone());
        line.params.push(param(parameter, &given, (ty, absent), parameter.required));
    }

    /// What stands for a parameter that may be absent: one value, not a list.
    fn if_absent(&self, parameter: &Parameter, ty: &RustType) -> Option<String> {
        let is_one = !parameter.required && !matches!(ty, RustType::Vec(_));
        let literal = || super::absent::literal(self.types.schemas, &parameter.schema, ty);
        is_one.then(literal).flatten()
    }
}

/// What follows the type of a parameter.
fn need(required: bool, if_absent: Option<&str>) -> String {
    match (required, if_absent) {
        (true, _) => String::new(),
        (false, None) => "?".to_owned(),
        (false, Some(literal)) => format!("? if_absent {literal}"),
    }
}

/// The value of a header that is the same in every request.
pub(crate) fn constant_header(parameter: &Parameter) -> Option<String> {
    let value = parameter.schema.constant().filter(|_| parameter.required)?;
    value.bytes().all(|byte| matches!(byte, b' '..=b'~')).then(|| value.to_owned())
}

fn param(
    parameter: &Parameter,
    name: &str,
    (ty, if_absent): (RustType, Option<String>),
    required: bool,
) -> Param {
    let first = match &parameter.schema.about.default {
        Some(Node::Number(number)) => number.as_i64(),
        _ => None,
    };
    let (about, description) = (&parameter.schema.about, parameter.description.as_deref());
    let docs = match if_absent {
        Some(_) => said::about_value_with_default(about, description),
        None => said::about_value(about, description),
    };
    let docs = match parameter.deprecated && !docs.ends_with("Deprecated.") {
        true => format!("{docs}\n\nDeprecated."),
        false => docs,
    };
    let (wire, place, name) = (parameter.name.clone(), parameter.place, name.to_owned());
    Param { wire, place, name, ty, required, docs, first }
}

/// What types of an operation begin with.
pub(crate) fn hint(operation: &Operation<'_>, group: &str, method: &str) -> String {
    match super::groups::id_words(operation).filter(|words| words.concat().len() < 45) {
        Some(words) => super::names::type_name_of(&words),
        None => {
            let singular = super::words::singular_words(&words(group));
            type_name(&format!("{method}_{}", snake(&singular)))
        }
    }
}
