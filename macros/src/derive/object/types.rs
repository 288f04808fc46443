//! What the tokens of a field's type say about it.

use crate::bare::{bare, is_named};
use syn::{GenericArgument, PathArguments, Type};

/// The kind of a field's type. A derive sees only tokens, so types are recognized by their last path segment.
pub(crate) enum Shape<'a> {
    Plain,
    Option(&'a Type),
    Patch(&'a Type),
    Extra,
}

impl<'a> Shape<'a> {
    pub(crate) fn of(ty: &'a Type) -> Self {
        let Type::Path(path) = bare(ty) else { return Self::Plain };
        let Some(last) = path.path.segments.last() else { return Self::Plain };
        match (last.ident.to_string().as_str(), argument(&last.arguments)) {
            ("Option", Some(value)) => Self::Option(value),
            ("Patch", Some(value)) => Self::Patch(value),
            ("Extra", None) => Self::Extra,
            _ => Self::Plain,
        }
    }
}

/// The `T` of `Vec<T>`.
pub(crate) fn argument(arguments: &PathArguments) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(ty) if arguments.args.len() == 1 => Some(ty),
        _ => None,
    }
}

/// A type that needs no question to the compiler. If the user has a type of this name, only leniency is lost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// An integer, which is also read from a number with a zero fraction, such as `1.0`.
    Integer,
    /// A type without integers.
    Other,
}

const INTEGERS: [&str; 10] =
    ["i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize"];
const OTHERS: [&str; 5] = ["bool", "char", "f32", "f64", "String"];

/// What the spelling of the type says for certain, also of an `Option` or a `Patch` of it.
pub(crate) fn known(ty: &Type) -> Option<Known> {
    if let Shape::Option(value) | Shape::Patch(value) = Shape::of(ty) {
        return known(value);
    }
    match ty {
        _ if is_one_of(ty, &INTEGERS) => Some(Known::Integer),
        _ if is_one_of(ty, &OTHERS) => Some(Known::Other),
        _ => None,
    }
}

/// The name of a type that needs no question to the compiler, with brackets for a list of it: `[String]`.
pub(crate) fn spelled(ty: &Type) -> Option<String> {
    if let JsonType::List(item) = JsonType::of(ty) {
        return (is_named(ty, "Vec"))
            .then(|| spelled(item))
            .flatten()
            .map(|item| format!("[{item}]"));
    }
    let names = INTEGERS.iter().chain(&OTHERS).chain(&["i128", "u128"]);
    names.copied().find(|name| is_one_of(ty, &[name])).map(str::to_owned)
}

/// Whether the type is a number, `bool` or `char`.
pub(crate) fn is_primitive(ty: &Type) -> bool {
    is_one_of(ty, &INTEGERS) || is_one_of(ty, &["bool", "char", "f32", "f64", "i128", "u128"])
}

fn is_one_of(ty: &Type, names: &[&str]) -> bool {
    matches!(bare(ty), Type::Path(path) if names.iter().any(|name| path.path.is_ident(name)))
}

/// What a type is in JSON, if its spelling says so.
#[derive(Clone, Copy)]
pub(crate) enum JsonType<'a> {
    Text,
    Integer,
    Number,
    Bool,
    List(&'a Type),
    Other,
}

const LISTS: [&str; 4] = ["Vec", "VecDeque", "BTreeSet", "HashSet"];

impl<'a> JsonType<'a> {
    pub(crate) fn of(ty: &'a Type) -> Self {
        match ty {
            _ if is_one_of(ty, &["String"]) => Self::Text,
            _ if is_one_of(ty, &["bool"]) => Self::Bool,
            _ if is_one_of(ty, &["f32", "f64"]) => Self::Number,
            _ if is_one_of(ty, &INTEGERS) || is_one_of(ty, &["i128", "u128"]) => Self::Integer,
            _ => item(ty).map_or(Self::Other, Self::List),
        }
    }
}

/// The `T` of `Vec<T>`, or of another list.
fn item(ty: &Type) -> Option<&Type> {
    let Type::Path(path) = bare(ty) else { return None };
    let last = path.path.segments.last()?;
    LISTS.iter().any(|list| last.ident == list).then(|| argument(&last.arguments)).flatten()
}
