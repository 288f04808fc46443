//! Media types, spelled as in a declaration.

use crate::model::MediaTypes;

/// ` as "application/problem+json" also "application/problem+xml"`
pub(super) fn types(MediaTypes { own, also }: &MediaTypes) -> String {
    let own = own.iter().map(|text| format!(" as \"{}\"", text.value()));
    let word = (!also.is_empty()).then(|| " also".to_owned());
    let also = also.iter().map(|text| format!(" \"{}\"", text.value()));
    own.chain(word).chain(also).collect()
}
