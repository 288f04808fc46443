//! What the lines of a client or group have in common.

use crate::model::{Clauses, Client, Names, Path};
use proc_macro2::Ident;
use syn::ext::IdentExt;

pub(super) struct Scope<'a> {
    /// The type that has their methods: the group's, or the client's.
    pub(super) owner: &'a Ident,
    pub(super) group: Option<&'a Ident>,
    /// The clauses of the group, which apply to each line.
    pub(super) clauses: &'a Clauses,
    /// The path of the group, which comes before that of each line.
    pub(super) prefix: &'a Path,
    /// The client of the block.
    pub(super) client: Option<&'a Client>,
}

impl Scope<'_> {
    pub(super) fn names(&self, method: &Ident) -> Names {
        let text = method.unraw().to_string();
        let id = match self.group {
            Some(group) => format!("{}.{text}", group.unraw()),
            None => text,
        };
        Names { id, owner: self.owner.clone(), method: method.clone() }
    }
}
