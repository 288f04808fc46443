//! Media types, spelled as in a declaration.

use syn::LitStr;

pub(super) fn media_type(text: Option<&LitStr>) -> String {
    text.map_or_else(String::new, |text| format!(" as \"{}\"", text.value()))
}

pub(super) fn also(media_types: &[LitStr]) -> String {
    let named: String = media_types.iter().map(|text| format!(" \"{}\"", text.value())).collect();
    if named.is_empty() { named } else { format!(" also{named}") }
}
