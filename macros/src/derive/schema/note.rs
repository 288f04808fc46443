//! What a declaration says about a field for documents: limits, the default of the service, `deprecated`.

use crate::derive::attr;
use crate::derive::object::types::{JsonType, Shape};
use crate::errors::Errors;
use crate::rt::rt;
use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};
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
    value: Value,
}

/// A literal of a note.
#[derive(Clone)]
enum Value {
    Bool(bool),
    Integer(i128),
    Number(f64),
    Text(String),
    List(Vec<Value>),
}

impl Note {
    /// Reads `max = 100`, if the key is such a word.
    pub(crate) fn read(key: &str, meta: &ParseNestedMeta<'_>) -> Result<Option<Self>> {
        let Some((word, keyword, about)) = WORDS.iter().find(|(word, ..)| *word == key) else {
            return Ok(None);
        };
        let input = meta.value()?;
        let value = match (*about, *word) {
            (About::Anything, _) => Value::parse(input),
            (About::Numbers, _) => input.call(number),
            (_, "pattern") => input.call(text),
            _ => input.call(count),
        };
        Ok(Some(Self { word, keyword, about: *about, span: attr::span(meta), value: value? }))
    }

    /// `("maximum", Literal::Integer(100))`
    pub(super) fn keyword(&self) -> TokenStream {
        let (keyword, value) = (self.keyword, &self.value);
        quote! { (#keyword, #value) }
    }
}

/// `#[deprecated]`
pub(crate) fn deprecated(attrs: &[Attribute]) -> Option<Note> {
    let attr = attrs.iter().find(|attr| attr.path().is_ident("deprecated"))?;
    Some(Note {
        word: "deprecated",
        keyword: "deprecated",
        about: About::Anything,
        span: syn::spanned::Spanned::span(attr.path()),
        value: Value::Bool(true),
    })
}

impl Value {
    /// A literal, or a list of literals in brackets.
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(syn::token::Bracket) {
            let items;
            bracketed!(items in input);
            let items = Punctuated::<Self, Token![,]>::parse_terminated_with(&items, Self::parse)?;
            return Ok(Self::List(items.into_iter().collect()));
        }
        match input.peek(Lit) || input.peek(Token![-]) {
            true => literal(input),
            false => {
                Err(input.error("expected a literal, such as `\"auto\"`, `20`, `true` or `[]`"))
            }
        }
    }

    /// Whether the value can be one of a type of this kind.
    fn fits(&self, ty: JsonType<'_>) -> bool {
        match (ty, self) {
            (JsonType::Text, Self::Text(_))
            | (JsonType::Bool, Self::Bool(_))
            | (JsonType::Integer, Self::Integer(_))
            | (JsonType::Number, Self::Integer(_) | Self::Number(_))
            | (JsonType::Other, _) => true,
            (JsonType::List(item), Self::List(items)) => {
                items.iter().all(|value| value.fits(JsonType::of(item)))
            }
            _ => false,
        }
    }

    fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "limits are compared, not calculated with"
            )]
            Self::Integer(value) => Some(*value as f64),
            Self::Number(value) => Some(*value),
            _ => None,
        }
    }
}

fn literal(input: ParseStream<'_>) -> Result<Value> {
    let negative = input.parse::<Option<Token![-]>>()?.is_some();
    match input.parse()? {
        Lit::Int(value) => {
            let magnitude: i128 = value.base10_parse()?;
            Ok(Value::Integer(if negative { -magnitude } else { magnitude }))
        }
        Lit::Float(value) => {
            let magnitude: f64 = value.base10_parse()?;
            Ok(Value::Number(if negative { -magnitude } else { magnitude }))
        }
        Lit::Str(value) if !negative => Ok(Value::Text(value.value())),
        Lit::Bool(value) if !negative => Ok(Value::Bool(value.value)),
        other => Err(Error::new(other.span(), "expected a string, a number, `true` or `false`")),
    }
}

/// `0.5`
fn number(input: ParseStream<'_>) -> Result<Value> {
    let span = input.span();
    match input.call(literal) {
        Ok(value @ (Value::Integer(_) | Value::Number(_))) => Ok(value),
        _ => Err(Error::new(span, "expected a number, such as `100` or `0.5`")),
    }
}

/// `256`
fn count(input: ParseStream<'_>) -> Result<Value> {
    let span = input.span();
    match input.call(literal) {
        Ok(value @ Value::Integer(0..)) => Ok(value),
        _ => Err(Error::new(span, "expected a whole number, such as `256`")),
    }
}

/// `"^[a-z]+$"`
fn text(input: ParseStream<'_>) -> Result<Value> {
    let span = input.span();
    match input.call(literal) {
        Ok(value @ Value::Text(_)) => Ok(value),
        _ => Err(Error::new(span, "expected a string, such as `\"^[a-z]+$\"`")),
    }
}

impl ToTokens for Value {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let rt = rt();
        tokens.extend(match self {
            Self::Bool(value) => quote! { #rt::openapi::Literal::Bool(#value) },
            Self::Integer(value) => {
                let value = Literal::i128_unsuffixed(*value);
                quote! { #rt::openapi::Literal::Integer(#value) }
            }
            Self::Number(value) => {
                let value = Literal::f64_unsuffixed(*value);
                quote! { #rt::openapi::Literal::Number(#value) }
            }
            Self::Text(value) => quote! { #rt::openapi::Literal::Text(#value) },
            Self::List(items) => quote! { #rt::openapi::Literal::List(&[#(#items),*]) },
        });
    }
}

// ===== rules =====

/// All that can be wrong with what is said about a field.
pub(crate) fn check(notes: &[Note], ty: &Type, errors: &mut Errors) {
    limit_of_another_type(notes, ty, errors);
    min_above_max(notes, errors);
    if_absent_of_another_type(notes, ty, errors);
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
        if min.value.as_number() > max.value.as_number() {
            let message =
                format!("no value is above `{}` and below `{}`; swap the two", min.word, max.word);
            errors.push(Error::new(min.span, message));
        }
    }
}

/// What stands for an absent field is a value of its type.
fn if_absent_of_another_type(notes: &[Note], ty: &Type, errors: &mut Errors) {
    let ty = JsonType::of(value_of(ty));
    for note in notes.iter().filter(|note| note.word == "if_absent" && !note.value.fits(ty)) {
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
