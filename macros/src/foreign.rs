//! Types that mean something else as the type of a reply, a body or a parameter than they say: those that other libraries
//! wrap around what is sent, and those that are not meant as JSON.

use crate::lex::fail;
use crate::parts::{self, Part};
use crate::text::text;
use syn::{GenericArgument, Lifetime, PathArguments, Result, ReturnType, Type, TypeParamBound};

/// A row of a table: types, by the last word of their path, and what is meant by them.
struct Foreign {
    names: &'static [&'static str],
    /// What to write, with `{}` for the type inside.
    meant: &'static str,
    /// Why it is not written as it stands.
    reason: &'static str,
}

/// Types in place of a reply. After the word `json`, only the wrapper `Json` is refused.
const REPLIES: [Foreign; 10] = [
    Foreign { names: &["Json"], meant: "{}", reason: "a JSON reply is its type alone" },
    Foreign { names: &["Result"], meant: "{}", reason: "every call returns a `Result`" },
    Foreign {
        names: &["Promise<>", "Future<>", "BoxFuture<>", "Call<>", "Observable<>", "Mono<>"],
        meant: "{}",
        reason: "every call is a future",
    },
    Foreign {
        names: &["Sse<>", "EventStream<>", "EventSource<>"],
        meant: "sse {}",
        reason: "events have a word of their own",
    },
    Foreign {
        names: &["JsonLines<>", "NdJson<>", "JsonStream<>", "StreamDeserializer<>"],
        meant: "lines {}",
        reason: "lines of JSON have a word of their own",
    },
    Foreign {
        names: &["Stream<>", "BoxStream<>", "Streaming<>", "StreamingResponse"],
        meant: "stream",
        reason: "a body that is read as it arrives has a word of its own, and so have events, `sse Type`, and lines of JSON, `lines Type`",
    },
    Foreign {
        names: &["String", "str", "Html<>"],
        meant: "text",
        reason: "as JSON, this is a string in quotes",
    },
    Foreign {
        names: &["Vec<u8>", "Bytes", "BytesMut"],
        meant: "bytes",
        reason: "as JSON, this is a list of numbers",
    },
    Foreign {
        names: &["()", "!", "None", "StatusCode", "NoContent"],
        meant: "empty",
        reason: "a reply without a body has a word of its own",
    },
    Foreign { names: &["impl", "dyn"], meant: "{}", reason: "a reply is a type with a name" },
];

/// Types in parentheses without a word before them, and what they are inputs of.
const INPUTS: [Foreign; 10] = [
    Foreign { names: &["Json<>"], meant: "`json {}`", reason: "a body begins with its encoding" },
    Foreign { names: &["Form<>"], meant: "`form {}`", reason: "a body begins with its encoding" },
    Foreign {
        names: &["Query<>"],
        meant: "`?<{}>` after the path",
        reason: "the parentheses hold no query",
    },
    Foreign {
        names: &["Path<>"],
        meant: "`<name: {}>` in the path",
        reason: "the parentheses hold no parameters of the path",
    },
    Foreign {
        names: &["HeaderMap", "TypedHeader<>", "Header<>"],
        meant: "`header \"X-Name\": Type` for each header",
        reason: "headers are inputs one by one",
    },
    Foreign {
        names: &["State<>", "Extension<>", "Data<>", "HttpRequest", "Depends"],
        meant: "only the body and headers",
        reason: "the parentheses hold what is sent",
    },
    Foreign {
        names: &["Multipart", "MultipartForm"],
        meant: "`multipart Upload`, with a struct that derives `Multipart`",
        reason: "the parts of a body have types",
    },
    Foreign {
        names: &["String", "str"],
        meant: "`text`, or `json String` for a string in quotes",
        reason: "the body has no encoding",
    },
    Foreign {
        names: &["Vec<u8>", "Bytes", "BytesMut"],
        meant: "`bytes`, or `json Vec<u8>` for a list of numbers",
        reason: "the body has no encoding",
    },
    Foreign {
        names: &["Body", "Stream<>", "ByteStream"],
        meant: "`stream`, or `json Body` for a type of yours",
        reason: "the body has no encoding",
    },
];

/// Wrappers around a type whose place or word says the same.
const WRAPPERS: [Foreign; 1] = [Foreign {
    names: &["Json<>", "Form<>", "Path<>", "Query<>", "TypedHeader<>"],
    meant: "{}",
    reason: "a wrapper of another library says nothing here",
}];

/// Refuses a type that is not a reply, with the reply that is meant.
pub(crate) fn foreign_reply(ty: &Type) -> Result<()> {
    let Some(row) = find(ty, &REPLIES) else { return Ok(()) };
    let (written, reason, meant) = (text(ty), row.reason, reply(ty));
    let on_purpose = match meant.as_str() {
        "text" | "bytes" => {
            format!(" for the body as it is, or `-> json {}` if that is meant", owned(ty))
        }
        _ => String::new(),
    };
    let meant = if meant.is_empty() { "Type".to_owned() } else { meant };
    fail(ty, format!("`{written}` is not a reply: {reason}; write `-> {meant}`{on_purpose}"))
}

/// Refuses a type alone in the parentheses that other libraries have for an input.
pub(crate) fn foreign_input(ty: &Type) -> Result<()> {
    let Some(row) = find(ty, &INPUTS) else { return Ok(()) };
    let meant = row.meant.replace("{}", &owned(inside(ty).unwrap_or(ty)));
    fail(ty, format!("{}; write {meant}", row.reason))
}

/// Refuses a wrapper around the type of an input, or of a reply after a word. A type of several, such as `Query<Text, Variables>`,
/// is none.
pub(crate) fn foreign_wrapper(ty: &Type) -> Result<()> {
    match (find(ty, &WRAPPERS), inside(ty)) {
        (Some(row), Some(inside)) if !has_several(ty) => {
            fail(ty, format!("{}; write `{}` instead of `{}`", row.reason, owned(inside), text(ty)))
        }
        _ => Ok(()),
    }
}

/// Whether the reply needs the word `json` before its type.
pub(crate) fn needs_word(ty: &Type) -> bool {
    let written = text(ty);
    let lower = written.starts_with(|first: char| first.is_lowercase());
    lower && !written.contains("::") || find(ty, &REPLIES).is_some()
}

/// A declared type is sent or received, so it has a name and a size.
pub(crate) fn type_without_name(ty: &Type) -> Result<()> {
    match ty {
        Type::ImplTrait(_)
        | Type::TraitObject(_)
        | Type::FnPtr(_)
        | Type::Infer(_)
        | Type::Ptr(_)
        | Type::Never(_) => fail(
            ty,
            format!(
                "`{}` cannot be sent or received; write a struct, an enum or another type with a name",
                text(ty),
            ),
        ),
        Type::Slice(_) => fail(
            ty,
            format!("a list owns what it holds; write `{}` instead of `{}`", owned(ty), text(ty)),
        ),
        _ => Ok(()),
    }
}

/// A line declares no lifetimes, and a reply has none, because it owns what it holds.
pub(crate) fn lifetime_in_reply(ty: &Type) -> Result<()> {
    if let Type::Reference(_) = ty {
        let (written, owned) = (text(ty), owned(ty));
        return fail(
            ty,
            format!("a reply owns what it holds; write `{owned}` instead of `{written}`"),
        );
    }
    match lifetime(ty, &["static"]) {
        Some(lifetime) => {
            let message = format!(
                "a reply owns what it holds; remove `{lifetime}`, or write a type without a lifetime"
            );
            fail(lifetime, message)
        }
        None => Ok(()),
    }
}

/// The method borrows its inputs, for a lifetime without a name.
pub(crate) fn lifetime_in_input(ty: &Type) -> Result<()> {
    match lifetime(ty, &["static", "_"]) {
        Some(lifetime) => {
            let message =
                format!("a line declares no lifetimes; write `'_` instead of `{lifetime}`");
            fail(lifetime, message)
        }
        None => Ok(()),
    }
}

/// The reply that is meant by a type, through all that is wrapped around it.
fn reply(ty: &Type) -> String {
    match find(ty, &REPLIES) {
        None => owned(ty),
        Some(row) if row.meant.contains("{}") => {
            let inside = inside(ty).map(reply).unwrap_or_default();
            row.meant.replace("{}", &inside).trim_end().to_owned()
        }
        Some(row) => row.meant.to_owned(),
    }
}

fn find<'a>(ty: &Type, table: &'a [Foreign]) -> Option<&'a Foreign> {
    let (name, wrapped) = (name(ty), inside(ty).is_some());
    let generic = |written: &str| written.strip_suffix("<>") == Some(name.as_str());
    let is = |written: &str| written == name || wrapped && generic(written);
    // Nearly always there is none, so most names are told apart by a byte.
    let first = name.as_bytes().first();
    let may_be = |written: &&str| written.as_bytes().first() == first && is(written);
    table.iter().find(|row| row.names.iter().any(may_be))
}

/// What a type is called in the tables.
fn name(ty: &Type) -> String {
    match ty {
        Type::Reference(reference) => name(&reference.elem),
        Type::Paren(paren) => name(&paren.elem),
        Type::Group(group) => name(&group.elem),
        Type::Slice(slice) => element(&slice.elem),
        Type::Array(array) => element(&array.elem),
        Type::Tuple(tuple) if tuple.elems.is_empty() => "()".to_owned(),
        Type::Never(_) => "!".to_owned(),
        Type::ImplTrait(bounds) => first_trait(&bounds.bounds, "impl"),
        Type::TraitObject(bounds) => first_trait(&bounds.bounds, "dyn"),
        Type::Path(path) => path.path.segments.last().map_or_else(String::new, |last| {
            match (last.ident.to_string().as_str(), argument(&last.arguments)) {
                ("Vec", Some(item)) => element(item),
                ("Box" | "Arc" | "Rc" | "Pin" | "Cow", Some(inside)) => name(inside),
                (name, _) => name.to_owned(),
            }
        }),
        _ => String::new(),
    }
}

/// What a list is called in the tables: only one of bytes has a name.
fn element(item: &Type) -> String {
    if text(item) == "u8" { "Vec<u8>".to_owned() } else { String::new() }
}

/// The name of a trait that the tables have, or `other`.
fn first_trait(
    bounds: &syn::punctuated::Punctuated<TypeParamBound, syn::Token![+]>,
    other: &str,
) -> String {
    let name = bounds.iter().find_map(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last(),
        _ => None,
    });
    let name = name.map(|last| last.ident.to_string()).unwrap_or_default();
    match name.as_str() {
        "Stream" | "Future" => format!("{name}<>"),
        _ => other.to_owned(),
    }
}

/// The first type in the angle brackets of a type.
fn inside(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Reference(reference) => inside(&reference.elem),
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let inner = argument(&last.arguments)?;
            let transparent =
                ["Box", "Arc", "Rc", "Pin", "Cow"].iter().any(|name| last.ident == name);
            if transparent { inside(inner) } else { Some(inner) }
        }
        Type::ImplTrait(bounds) => bounds.bounds.iter().find_map(of_bound),
        Type::TraitObject(bounds) => bounds.bounds.iter().find_map(of_bound),
        _ => None,
    }
}

/// Whether there are several types in the angle brackets of a type.
fn has_several(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    let last = path.path.segments.last().map(|last| &last.arguments);
    let Some(PathArguments::AngleBracketed(list)) = last else { return false };
    list.args.iter().filter(|argument| matches!(argument, GenericArgument::Type(_))).count() > 1
}

fn of_bound(bound: &TypeParamBound) -> Option<&Type> {
    match bound {
        TypeParamBound::Trait(bound) => argument(&bound.path.segments.last()?.arguments),
        _ => None,
    }
}

fn argument(arguments: &PathArguments) -> Option<&Type> {
    match arguments {
        PathArguments::AngleBracketed(list) => {
            list.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                GenericArgument::AssocType(of) => Some(&of.ty),
                _ => None,
            })
        }
        PathArguments::Parenthesized(list) => match &list.output {
            ReturnType::Type(_, ty) => Some(ty),
            ReturnType::Default => None,
        },
        PathArguments::None => None,
    }
}

/// The text of a type without its reference, and of a list as a `Vec`.
pub(crate) fn owned(ty: &Type) -> String {
    match ty {
        Type::Reference(reference) => owned(&reference.elem),
        Type::Slice(slice) => format!("Vec<{}>", owned(&slice.elem)),
        _ if text(ty) == "str" => "String".to_owned(),
        _ => text(ty),
    }
}

/// The first lifetime in a type that is not one of `allowed`.
fn lifetime(ty: &Type, allowed: &[&str]) -> Option<Lifetime> {
    let mut found = None;
    parts::for_each(ty, &mut |part| match part {
        Part::Lifetime(lifetime) if found.is_none() => {
            let is_allowed = allowed.iter().any(|name| lifetime.ident == name);
            found = (!is_allowed).then(|| lifetime.clone());
        }
        Part::Lifetime(_) | Part::Name(_) => {}
    });
    found
}
