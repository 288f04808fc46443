//! The inputs of an endpoint, each with the name of its argument or setter.

use crate::ast::{self, Input};
use crate::errors::Errors;
use crate::model::{
    Body, BodyKind, Extent, HeaderParam, MediaTypes, Need, ParamType, Path, PathParam, PathPiece,
    Query, QueryLiteral, QueryParam, QueryStruct,
};
use crate::name;
use crate::text::text;
use crate::wire_name::WireName;
use proc_macro2::{Ident, Span};
use quote::quote;
use syn::spanned::Spanned;

pub(super) fn resolve_path(path: ast::Path, errors: &mut Errors) -> Path {
    let pieces = path.pieces.into_iter().map(|piece| match piece {
        PathPiece::Literal(text) => PathPiece::Literal(text),
        PathPiece::Param(param) => PathPiece::Param(resolve_path_param(param, errors)),
    });
    Path { pieces: pieces.collect(), inherited: 0 }
}

fn resolve_path_param(param: ast::Param, errors: &mut Errors) -> PathParam {
    optional_path_parameter(&param, errors);
    typed_rest_parameter(&param, errors);
    separator_in_path(&param, errors);
    PathParam {
        name: argument(param.alias, &param.wire, errors),
        ty: param.ty.map_or(ParamType::Str, ParamType::Typed),
        wire: param.wire.text,
        extent: param.extent,
    }
}

/// A path without one of its segments is a different path.
fn optional_path_parameter(param: &ast::Param, errors: &mut Errors) {
    if param.need == Need::Optional {
        let name = &param.wire.text;
        errors.error(
            &param.wire.tokens,
            format!(
                "the path parameter `{name}` cannot be optional; declare two endpoints, one without it, or write `?` before a \
                 parameter of the query"
            ),
        );
    }
}

/// A parameter for several segments is always text.
fn typed_rest_parameter(param: &ast::Param, errors: &mut Errors) {
    if let (Extent::Rest, Some(ty)) = (param.extent, &param.ty) {
        let name = &param.wire.text;
        errors.spoil(
            ty,
            format!("a parameter for several segments cannot have a type; write `<{name}..>`, which is a `&str`"),
        );
    }
}

/// A segment holds one value.
fn separator_in_path(param: &ast::Param, errors: &mut Errors) {
    if let Some(separator) = &param.separator {
        errors.spoil(
            separator,
            "a list is joined in a query or a header; in a path, write the text of all items as one parameter, `<name>`",
        );
    }
}

/// The argument's identifier: its alias, or the wire name in snake case. If that is not possible, a placeholder lets the
/// resolution go on.
fn argument(alias: Option<Ident>, wire: &WireName, errors: &mut Errors) -> Ident {
    alias.or_else(|| name::argument(&wire.text, wire.span())).unwrap_or_else(|| {
        reserved_name(wire, errors);
        Ident::new("reserved", wire.span())
    })
}

/// The name is not possible as an identifier in Rust.
fn reserved_name(wire: &WireName, errors: &mut Errors) {
    let (name, tokens) = (&wire.text, text(&wire.tokens));
    errors.spoil(
        &wire.tokens,
        format!(
            "`{name}` cannot be the name of an argument in Rust; choose another, as in `{tokens} as value`"
        ),
    );
}

pub(super) fn resolve_query(parts: Vec<ast::Query>, errors: &mut Errors) -> Vec<Query> {
    let parts = parts.into_iter().map(|part| match part {
        ast::Query::Param(param) => Query::Param(QueryParam {
            name: argument(param.alias, &param.wire, errors),
            wire: param.wire.text,
            ty: param.ty.map_or(ParamType::Str, ParamType::Typed),
            separator: param.separator,
            need: param.need,
            if_absent: param.if_absent,
        }),
        ast::Query::Struct(ty, need) => {
            Query::Struct(QueryStruct { name: query_argument(need, ty.span()), ty, need })
        }
        ast::Query::Literal(name, value) => {
            Query::Literal(QueryLiteral { span: name.span(), name: name.text, value })
        }
    });
    parts.collect()
}

/// Every call has an option `query`, so the setter of a query struct has another name.
fn query_argument(need: Need, span: Span) -> Ident {
    match need {
        Need::Required => Ident::new("query", span),
        Need::Optional => Ident::new("with_query", span),
    }
}

pub(super) fn resolve_inputs(
    inputs: Vec<Input>,
    errors: &mut Errors,
) -> (Vec<HeaderParam>, Option<Body>) {
    let (mut headers, mut body) = (Vec::new(), None);
    for input in inputs {
        match input {
            Input::Header(header) => headers.push(resolve_header(header, errors)),
            Input::Unread => body = Some(unread_body()),
            Input::Body(part) => {
                if body.is_some() {
                    duplicate_body(&part.word, errors);
                }
                let name = name::body(part.word.span());
                let ast::Body { kind, media_types, need, .. } = part;
                body = Some(Body { name, kind, media_types, need });
            }
        }
    }
    (headers, body)
}

/// A body that stands for inputs that could not be parsed, so that the method takes an argument.
fn unread_body() -> Body {
    let name = name::body(Span::call_site());
    Body { name, kind: BodyKind::Stream, media_types: MediaTypes::default(), need: Need::Required }
}

/// A request has one body.
fn duplicate_body(word: &Ident, errors: &mut Errors) {
    errors.error(
        word,
        format!(
            "a request has only one body; put the parts of both into one type, or remove `{word}`"
        ),
    );
}

fn resolve_header(header: ast::HeaderInput, errors: &mut Errors) -> HeaderParam {
    let literal = &header.name;
    let wire = WireName { text: literal.value().to_ascii_lowercase(), tokens: quote!(#literal) };
    HeaderParam {
        name: argument(header.alias, &wire, errors),
        wire: wire.text,
        ty: header.ty,
        separator: header.separator,
        need: header.need,
        if_absent: header.if_absent,
    }
}
