//! The attribute `function` of `schematic-functions`, which turns an `async fn` into a function that a model may call.
//! Use it through that crate.

mod argument;
mod check;
mod errors;
mod expand;
mod item;
mod options;
mod rt;
mod suggest;
#[cfg(test)]
mod tests;

use errors::Errors;
use item::Item;
use options::Options;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use rt::Rt;

#[expect(missing_docs, reason = "the manual is at its re-export, where its examples are tested")]
#[proc_macro_attribute]
pub fn function(
    options: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    compile(options.into(), item.into()).into()
}

/// Expands `#[function(options)] item`. Mistakes are reported alongside whatever could be expanded.
fn compile(options: TokenStream, item: TokenStream) -> TokenStream {
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
    let rt = Rt::new(options.krate.as_ref());
    let declaration = match check::check(item, options, errors) {
        Some(function) => expand::declaration(&rt, &function),
        // An `impl` cannot contain the type beside it.
        None if item.is_method() => return item.to_token_stream(),
        None => expand::erroneous(&rt),
    };
    expand::expand(&rt, item, &declaration)
}
