//! The rules for a function that a model may call, and the function once it is checked.

use crate::argument::{Argument, Input, Pattern};
use crate::errors::Errors;
use crate::item::Item;
use crate::options::{Mode, Options};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::BTreeSet;
use std::mem;
use syn::ext::IdentExt;
use syn::{Ident, LitStr, Type};

/// The longest name of a function.
const LONGEST_NAME: usize = 64;

/// A checked function, ready to be expanded.
pub(crate) struct Function<'a> {
    pub(crate) item: &'a Item,
    /// The name that the model uses.
    pub(crate) name: LitStr,
    pub(crate) mode: Mode,
    pub(crate) arguments: Vec<(&'a Ident, &'a Argument)>,
}

/// Returns `None` after a mistake in the function or in the options.
pub(crate) fn check<'a>(
    item: &'a Item,
    options: &Options,
    errors: &mut Errors,
) -> Option<Function<'a>> {
    not_async(item, errors);
    unsafe_function(item, errors);
    foreign_function(item, errors);
    generic_function(item, errors);
    where_clause(item, errors);
    let name = name_for_models(item, options, errors);
    let inputs = item.inputs.iter();
    let arguments: Vec<_> = inputs.filter_map(|input| check_input(input, errors)).collect();
    let sound = errors.is_empty() && are_different(&arguments);
    sound.then_some(Function { item, name, mode: options.mode, arguments })
}

/// Whether no two arguments have the same name. rustc reports that mistake, and it should be
/// reported only once.
fn are_different(arguments: &[(&Ident, &Argument)]) -> bool {
    let mut seen = BTreeSet::new();
    arguments.iter().all(|(name, _)| seen.insert(name.unraw()))
}

fn check_input<'a>(input: &'a Input, errors: &mut Errors) -> Option<(&'a Ident, &'a Argument)> {
    match input {
        Input::Receiver(tokens) => self_receiver(tokens, errors),
        Input::Variadic(tokens) => variadic_function(tokens, errors),
        Input::Argument(argument) => {
            conditional_argument(argument, errors);
            impl_trait_argument(&argument.ty, errors);
            borrowed_argument(&argument.ty, errors);
            return pattern_argument(argument, errors).map(|name| (name, argument));
        }
    }
    None
}

/// Several calls run concurrently, and each may take a while.
fn not_async(item: &Item, errors: &mut Errors) {
    if item.qualifiers.asyncness.is_none() {
        errors.error(item.keyword, "a function that a model calls must be async; write `async fn`");
    }
}

/// A model cannot uphold the safety contract of a function.
fn unsafe_function(item: &Item, errors: &mut Errors) {
    if let Some(unsafety) = item.qualifiers.unsafety {
        errors.error(
            unsafety,
            "a model cannot uphold the contract of an unsafe function; make the function safe",
        );
    }
}

fn foreign_function(item: &Item, errors: &mut Errors) {
    if let Some(abi) = &item.qualifiers.abi {
        errors.error(abi, "a function that a model calls needs no ABI; remove this");
    }
}

/// A function has one schema, and a model cannot choose types.
fn generic_function(item: &Item, errors: &mut Errors) {
    if !item.generics.params.is_empty() {
        errors.error(
            &item.generics,
            "a model cannot choose types; write concrete types in place of the parameters",
        );
    }
}

/// Bounds are only useful with generics.
fn where_clause(item: &Item, errors: &mut Errors) {
    if let Some(clause) = &item.where_clause {
        errors.error(clause, "a function that a model calls needs no bounds; remove the clause");
    }
}

/// Returns the name of the function, or the one set by the attribute.
fn name_for_models(item: &Item, options: &Options, errors: &mut Errors) -> LitStr {
    let of_fn = || LitStr::new(&item.name.unraw().to_string(), item.name.span());
    let name = options.name.clone().unwrap_or_else(of_fn);
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let text = name.value();
    if !(1..=LONGEST_NAME).contains(&text.len()) || !text.bytes().all(allowed) {
        let remedy = match options.name {
            Some(_) => "",
            None => "; set one, such as `#[function(name = \"get_weather\")]`",
        };
        let message = format!(
            "`{text}` is not a valid function name: use 1 to {LONGEST_NAME} ASCII letters, digits, `_` and `-`{remedy}"
        );
        errors.push(syn::Error::new(name.span(), message));
    }
    name
}

fn self_receiver(receiver: &TokenStream, errors: &mut Errors) {
    errors.error(
        receiver,
        "a model cannot pass `self`; write a free function, or pass a closure that holds the value to `Function::of`",
    );
}

fn variadic_function(dots: &TokenStream, errors: &mut Errors) {
    errors.error(dots, "a model passes arguments by name; take a `Vec` for any number of values");
}

/// The schema of a function must be the same in every build.
fn conditional_argument(argument: &Argument, errors: &mut Errors) {
    for attr in &argument.attrs {
        if attr.path().is_ident("cfg") || attr.path().is_ident("cfg_attr") {
            errors.error(
                attr,
                "an argument must exist in every build; put the condition on the function",
            );
        }
    }
}

fn impl_trait_argument(ty: &Type, errors: &mut Errors) {
    if is_chosen(ty.to_token_stream()) {
        errors.error(ty, "a model cannot choose types; name the type to decode");
    }
}

/// Whether the type contains `impl Trait`.
fn is_chosen(ty: TokenStream) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Group(group) => is_chosen(group.stream()),
        TokenTree::Ident(word) => word == "impl",
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// The arguments are decoded for the call, so there is nothing to borrow them from.
fn borrowed_argument(ty: &Type, errors: &mut Errors) {
    if is_borrowed(ty.to_token_stream()) {
        let owned = owned(ty);
        errors.error(
            ty,
            format!("an argument cannot borrow, because it is decoded for the call; take {owned}"),
        );
    }
}

/// Whether the type contains a reference or a lifetime other than `'static`.
fn is_borrowed(ty: TokenStream) -> bool {
    let mut in_lifetime = false;
    ty.into_iter().any(|token| {
        let is_name = mem::replace(&mut in_lifetime, is_punct(&token, '\''));
        match &token {
            TokenTree::Group(group) => is_borrowed(group.stream()),
            TokenTree::Ident(word) => is_name && word != "static",
            token => is_punct(token, '&'),
        }
    })
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

/// Returns the type to suggest in place of a borrowed one.
fn owned(ty: &Type) -> String {
    let Type::Reference(reference) = ty else {
        return "an owned type, such as `String`".to_owned();
    };
    match &*reference.elem {
        Type::Slice(slice) => format!("`Vec<{}>`", source(&slice.elem)),
        ty if source(ty) == "str" => "`String`".to_owned(),
        ty => format!("`{}`", source(ty)),
    }
}

/// Returns the tokens as source code, without spaces.
fn source(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// The model passes arguments by name.
fn pattern_argument<'a>(argument: &'a Argument, errors: &mut Errors) -> Option<&'a Ident> {
    match &argument.pattern {
        Pattern::Name(_, name) => return Some(name),
        Pattern::Other(pattern) => errors.error(
            pattern,
            "a model passes arguments by name; name the argument, and destructure it in the body",
        ),
    }
    None
}
