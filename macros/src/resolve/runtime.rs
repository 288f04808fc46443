//! The path of the runtime.

use crate::ast::{Api, Item, ItemKind};
use crate::errors::Errors;
use std::mem;
use syn::Path as RustPath;

/// Takes the path out of the items. Where it is in the wrong place, it still counts.
pub(super) fn resolve_runtime(api: &mut Api, errors: &mut Errors) -> Option<RustPath> {
    let mut declared = None;
    let items = mem::take(&mut api.items).into_iter().enumerate();
    api.items = items
        .filter_map(|(index, Item { position, attrs, vis, kind })| match kind {
            ItemKind::Runtime(path) => {
                errors.at(position);
                match &declared {
                    Some(_) => duplicate_crate(&path, errors),
                    None if index > 0 => crate_not_first(&path, errors),
                    None => {}
                }
                declared.get_or_insert(path);
                None
            }
            kind => Some(Item { position, attrs, vis, kind }),
        })
        .collect();
    declared
}

fn duplicate_crate(path: &RustPath, errors: &mut Errors) {
    errors.error(path, "the crate is given twice; remove one of the two");
}

/// Readers look for it where the block begins.
fn crate_not_first(path: &RustPath, errors: &mut Errors) {
    errors.error(path, "`crate = ..` is the first line of a block; move it to the top");
}
