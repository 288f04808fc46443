//! `#[function]`: an async fn that a model may call. It has the phases of the derives: parse, check, expand.

mod argument;
mod check;
mod expand;
mod item;
mod options;
#[cfg(test)]
mod tests;

use self::item::Item;
use self::options::Options;
use crate::errors::Errors;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Expands `#[function(options)] item`, and reports its mistakes beside what could be expanded.
pub(crate) fn function(options: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let options = options::parse(options, &mut errors);
    let expansion = match syn::parse2::<Item>(item.clone()) {
        Ok(item) => expand_item(&item, &options, &mut errors),
        Err(error) => {
            errors.push(error);
            item
        }
    };
    let errors = errors.into_compile_errors();
    quote! { #expansion #errors }
}

fn expand_item(item: &Item, options: &Options, errors: &mut Errors) -> TokenStream {
    let declaration = match check::check(item, options, errors) {
        Some(function) => expand::declaration(&function),
        // In an `impl`, no type can stand beside it.
        None if item.is_method() => return item.to_token_stream(),
        None => expand::erroneous(),
    };
    expand::expand(item, &declaration)
}
