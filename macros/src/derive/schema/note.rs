//! What a declaration says about a field or a variant for documents: limits, the default of the service, the direction in which
//! it is sent, `deprecated`.

use super::json::{Json, Object};
use crate::derive::attr;
use crate::derive::object::types::{JsonType, Shape};
use crate::errors::Errors;
use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::parse::ParseStream;
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Lit, Result, Token, Type, bracketed};

/// The words on a field, each with its keyword of JSON Schema and what it is about.
pub(crate) const WORDS: [(&str, &str, About); 8] = [
    ("min", "minimum", About::Numbers),
    ("max", "maximum", About::Numbers),
    ("min_length", "minLength", About::Texts),
    ("max_length", "maxLength", About::Texts),
    ("pattern", "pattern", About::Texts),
    ("min_items", "minItems", About::Lists),
    ("max_items", "maxItems", About::Lists),
    ("if_absent", "default", About::Anything),
];

/// The words without a value, each with its keyword: the one direction in which something is sent.
pub(crate) const ONE_WAY: [(&str, &str); 2] =
    [("read_only", "readOnly"), ("write_only", "writeOnly")];

/// The kind of values that a word is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Numbers,
    Texts,
    Lists,
    Anything,
}

/// A word with its value.
#[derive(Clone)]
pub(crate) struct Note {
    pub(crate) word: &'static str,
    keyword: &'static str,
    about: About,
    pub(crate) span: Span,
    pub(crate) value: Json,
}

impl Note {
    /// Reads `max = 100` or `read_only`, if the key is such a word.
    pub(crate) fn read(key: &str, meta: &ParseNestedMeta<'_>) -> Result<Option<Self>> {
        if let Some(note) = Self::one_way(key, meta) {
            return Ok(Some(note));
        }
        let Some((word, keyword, about)) = WORDS.iter().find(|(word, ..)| *word == key) else {
            return Ok(None);
        };
        let input = meta.value()?;
        let value = match (*about, *word) {
            (About::Anything, _) => any(input),
            (About::Numbers, _) => input.call(number),
            (_, "pattern") => input.call(text),
            _ => input.call(count),
        };
        Ok(Some(Self { word, keyword, about: *about, span: attr::span(meta), value: value? }))
    }

    /// Reads `read_only` or `write_only`.
    pub(crate) fn one_way(key: &str, meta: &ParseNestedMeta<'_>) -> Option<Self> {
        let (word, keyword) = ONE_WAY.iter().find(|(word, _)| *word == key)?;
        let (about, span, value) = (About::Anything, attr::span(meta), Json::Bool(true));
        Some(Self { word, keyword, about, span, value })
    }
}

/// The keywords of a schema.
pub(crate) fn keywords(notes: &[Note]) -> Object {
    notes.iter().map(|note| (note.keyword, note.value.clone())).collect()
}

/// `#[deprecated]`
pub(crate) fn deprecated(attrs: &[Attribute]) -> Option<Note> {
    let attr = attrs.iter().find(|attr| attr.path().is_ident("deprecated"))?;
    Some(Note {
        word: "deprecated",
        keyword: "deprecated",
        about: About::Anything,
        span: syn::spanned::Spanned::span(attr.path()),
        value: Json::Bool(true),
    })
}

/// A literal, or a list of literals in brackets.
fn any(input: ParseStream<'_>) -> Result<Json> {
    if input.peek(syn::token::Bracket) {
        let items;
        bracketed!(items in input);
        let items = Punctuated::<Json, Token![,]>::parse_terminated_with(&items, any)?;
        return Ok(Json::List(items.into_iter().collect()));
    }
    match input.peek(Lit) || input.peek(Token![-]) {
        true => literal(input),
        false => Err(input.error("expected a literal, such as `\"auto\"`, `20`, `true` or `[]`")),
    }
}

fn literal(input: ParseStream<'_>) -> Result<Json> {
    let negative = input.parse::<Option<Token![-]>>()?.is_some();
    let sign = if negative { "-" } else { "" };
    match input.parse()? {
        Lit::Int(value) => Ok(Json::Number(format!("{sign}{}", value.base10_parse::<u64>()?))),
        Lit::Float(value) => Ok(Json::Number(format!("{sign}{:?}", value.base10_parse::<f64>()?))),
        Lit::Str(value) if !negative => Ok(Json::Text(value.value())),
        Lit::Bool(value) if !negative => Ok(Json::Bool(value.value)),
        other => Err(Error::new(other.span(), "expected a string, a number, `true` or `false`")),
    }
}

/// `0.5`
fn number(input: ParseStream<'_>) -> Result<Json> {
    let span = input.span();
    match input.call(literal) {
        Ok(value @ Json::Number(_)) => Ok(value),
        _ => Err(Error::new(span, "expected a number, such as `100` or `0.5`")),
    }
}

/// `256`
fn count(input: ParseStream<'_>) -> Result<Json> {
    let span = input.span();
    match input.call(literal) {
        Ok(Json::Number(digits)) if digits.bytes().all(|digit| digit.is_ascii_digit()) => {
            Ok(Json::Number(digits))
        }
        _ => Err(Error::new(span, "expected a whole number, such as `256`")),
    }
}

/// `"^[a-z]+$"`
fn text(input: ParseStream<'_>) -> Result<Json> {
    let span = input.span();
    match input.call(literal) {
        Ok(value @ Json::Text(_)) => Ok(value),
        _ => Err(Error::new(span, "expected a string, such as `\"^[a-z]+$\"`")),
    }
}

/// Whether a value can be one of a type of this kind.
fn fits(value: &Json, ty: JsonType<'_>) -> bool {
    match (ty, value) {
        (JsonType::Text, Json::Text(_))
        | (JsonType::Bool, Json::Bool(_))
        | (JsonType::Number, Json::Number(_))
        | (JsonType::Other, _) => true,
        (JsonType::Integer, Json::Number(digits)) => digits.parse::<i128>().is_ok(),
        (JsonType::List(item), Json::List(items)) => {
            items.iter().all(|value| fits(value, JsonType::of(item)))
        }
        _ => false,
    }
}

/// The number, if the value is one.
fn as_number(value: &Json) -> Option<f64> {
    match value {
        Json::Number(digits) => digits.parse().ok(),
        _ => None,
    }
}

// ===== rules =====

/// What is never sent is no part of an API.
pub(crate) fn never_sent(notes: &[Note], errors: &mut Errors) {
    let of = |(word, _): (&str, _)| notes.iter().find(|note| note.word == word);
    let [Some(_), Some(second)] = ONE_WAY.map(of) else { return };
    let message =
        "this is in replies only and in requests only; remove `read_only` or `write_only`";
    errors.push(Error::new(second.span, message));
}

/// All that can be wrong with what is said about a field.
pub(crate) fn check(notes: &[Note], ty: &Type, errors: &mut Errors) {
    limit_of_another_type(notes, ty, errors);
    min_above_max(notes, errors);
    if_absent_of_another_type(notes, ty, errors);
    never_sent(notes, errors);
}

/// A limit is about values of the field's type.
fn limit_of_another_type(notes: &[Note], ty: &Type, errors: &mut Errors) {
    let ty = JsonType::of(value_of(ty));
    let (own, what) = match ty {
        JsonType::Text => (About::Texts, "a string has"),
        JsonType::Integer | JsonType::Number => (About::Numbers, "a number has"),
        JsonType::List(_) => (About::Lists, "a list has"),
        JsonType::Bool => (About::Anything, "`true` and `false` have"),
        JsonType::Other => return,
    };
    let others = notes.iter().filter(|note| note.about != About::Anything && note.about != own);
    for note in others {
        let message = match words(own).as_slice() {
            [] => format!("{what} no `{}`; remove it", note.word),
            words => format!(
                "{what} no `{}`; write {}, or remove it",
                note.word,
                crate::suggest::list(words)
            ),
        };
        errors.push(Error::new(note.span, message));
    }
}

/// The words about values of one kind.
fn words(about: About) -> Vec<&'static str> {
    let about_it = WORDS.iter().filter(|(.., other)| about != About::Anything && *other == about);
    about_it.map(|(word, ..)| *word).collect()
}

/// No value is above one limit and below the other.
fn min_above_max(notes: &[Note], errors: &mut Errors) {
    for (min, max) in [("min", "max"), ("min_length", "max_length"), ("min_items", "max_items")] {
        let find = |word| notes.iter().find(|note: &&Note| note.word == word);
        let (Some(min), Some(max)) = (find(min), find(max)) else { continue };
        if as_number(&min.value) > as_number(&max.value) {
            let message =
                format!("no value is above `{}` and below `{}`; swap the two", min.word, max.word);
            errors.push(Error::new(min.span, message));
        }
    }
}

/// What stands for an absent field is a value of its type.
fn if_absent_of_another_type(notes: &[Note], ty: &Type, errors: &mut Errors) {
    let ty = JsonType::of(value_of(ty));
    for note in notes.iter().filter(|note| note.word == "if_absent" && !fits(&note.value, ty)) {
        let wanted = match ty {
            JsonType::Text => "a string",
            JsonType::Integer => "a number without a fraction",
            JsonType::Number => "a number",
            JsonType::Bool => "`true` or `false`",
            JsonType::List(_) => "a list, such as `[]`",
            JsonType::Other => continue,
        };
        errors.push(Error::new(
            note.span,
            format!("this is no value of the field's type; write {wanted}"),
        ));
    }
}

/// The `T` of `Option<T>` and `Patch<T>`.
fn value_of(ty: &Type) -> &Type {
    match Shape::of(ty) {
        Shape::Option(value) | Shape::Patch(value) => value,
        Shape::Plain | Shape::Extra => ty,
    }
}
