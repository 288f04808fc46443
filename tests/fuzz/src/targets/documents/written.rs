//! What has to hold for a file that an import writes.

use std::collections::BTreeSet;

use schematic_cli::document::Document;
use syn::{Fields, Ident, Item};

/// The file is Rust, what it declares has one name each, and its declarations have no mistake.
pub(super) fn assert_sound(name: &str, text: &str, document: &Document) {
    let shown = || format!("{name}:\n{text}\n{}", document.root());
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{error}: {}", shown()));
    for names in declared(&file.items) {
        let different: BTreeSet<_> = names.iter().collect();
        assert_eq!(different.len(), names.len(), "{names:?}: {}", shown());
    }
    let read = schematic_api_language::read(text).map(drop);
    // Places of tokens are kept for as long as the thread lives.
    proc_macro2::extra::invalidate_current_thread_spans();
    read.unwrap_or_else(|mistakes| panic!("{mistakes:?}: {}", shown()));
}

/// The names that must differ: those of types, and those of the fields or variants of each.
fn declared(items: &[Item]) -> Vec<Vec<String>> {
    let types = items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item.ident.to_string()),
        Item::Enum(item) => Some(item.ident.to_string()),
        _ => None,
    });
    let members = items.iter().map(|item| match item {
        Item::Struct(item) => fields(&item.fields),
        Item::Enum(item) => item.variants.iter().map(|variant| variant.ident.to_string()).collect(),
        _ => Vec::new(),
    });
    [types.collect()].into_iter().chain(members).collect()
}

fn fields(fields: &Fields) -> Vec<String> {
    fields.iter().filter_map(|field| field.ident.as_ref()).map(Ident::to_string).collect()
}
