//! The table of a declaration's endpoints, as constant data.

use std::fmt;
use std::slice;

use http::Method;

use super::endpoint::Endpoint;

/// The endpoints of a client, or of a group that is declared separately from its client.
///
/// `api!` generates it as the constant `ENDPOINTS`. It has the endpoints of the block in the order of the declaration,
/// then those of the groups that a client mounts.
///
/// # Examples
///
/// ```
/// schematic_api::api! {
///     pub client Diary at "https://diary.example.com";
///
///     ping: GET /ping -> empty;
///
///     group notes {
///         read: GET /notes/<id> -> text;
///     }
/// }
///
/// let ids: Vec<_> = Diary::ENDPOINTS.iter().map(|endpoint| endpoint.id()).collect();
/// assert_eq!(ids, ["ping", "notes.read"]);
/// assert_eq!(Diary::ENDPOINTS.get("notes.read").map(|endpoint| endpoint.path()), Some("/notes/{id}"));
/// ```
#[derive(Clone, Copy, Default)]
pub struct Endpoints {
    /// The endpoints of the block. (Public because constants need a struct literal: only that may hold a reference to a
    /// temporary.)
    #[doc(hidden)]
    pub own: &'static [Endpoint],
    /// The endpoints of groups that are declared elsewhere.
    #[doc(hidden)]
    pub mounted: &'static [&'static [Endpoint]],
}

impl Endpoints {
    /// Returns an iterator over all endpoints.
    pub fn iter(self) -> Iter {
        Iter { rows: self.own.iter(), tables: self.mounted.iter() }
    }

    /// Returns the endpoint with this [id](Endpoint::id), such as `runs.create`.
    pub fn get(self, id: &str) -> Option<&'static Endpoint> {
        self.iter().find(|endpoint| endpoint.id() == id)
    }

    /// Returns the number of endpoints.
    pub fn len(self) -> usize {
        self.iter().count()
    }

    /// Returns whether there are no endpoints.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns an endpoint of the block by its index, or an endpoint without a name if the index is out of bounds,
    /// which `api!` prevents.
    #[doc(hidden)]
    #[allow(
        clippy::indexing_slicing,
        reason = "a constant function has no other way; it is in bounds"
    )]
    pub const fn row(self, row: usize) -> &'static Endpoint {
        const BLANK: &Endpoint = &Endpoint::new(Method::GET, "/");
        if row < self.own.len() { &self.own[row] } else { BLANK }
    }
}

impl IntoIterator for Endpoints {
    type Item = &'static Endpoint;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        self.iter()
    }
}

/// Shows the id and the route of each endpoint.
impl fmt::Debug for Endpoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let routes = self.iter().map(|endpoint| (endpoint.id(), endpoint.to_string()));
        f.debug_map().entries(routes).finish()
    }
}

/// An iterator over [`Endpoints`].
#[derive(Clone, Debug)]
pub struct Iter {
    rows: slice::Iter<'static, Endpoint>,
    tables: slice::Iter<'static, &'static [Endpoint]>,
}

impl Iterator for Iter {
    type Item = &'static Endpoint;

    fn next(&mut self) -> Option<&'static Endpoint> {
        loop {
            match self.rows.next() {
                None => self.rows = self.tables.next()?.iter(),
                row => return row,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTED: Endpoints =
        Endpoints { own: &[Endpoint::get("files.list", "/files", "")], mounted: &[] };
    const ALL: Endpoints = Endpoints {
        own: &[Endpoint::get("ping", "/ping", ""), Endpoint::post("echo", "/echo", "")],
        mounted: &[MOUNTED.own, &[], MOUNTED.own],
    };

    #[test]
    fn mounted_groups_come_last() {
        let ids: Vec<_> = ALL.into_iter().map(Endpoint::id).collect();
        assert_eq!(ids, ["ping", "echo", "files.list", "files.list"]);
        assert_eq!((ALL.len(), ALL.is_empty(), MOUNTED.len()), (4, false, 1));
    }

    #[test]
    fn endpoints_are_found_by_id_and_by_row() {
        assert_eq!(ALL.get("files.list").map(Endpoint::path), Some("/files"));
        assert!(ALL.get("list").is_none());
        assert_eq!((ALL.row(1).id(), ALL.row(2).id()), ("echo", ""));
    }

    #[test]
    fn debug_shows_the_routes() {
        assert_eq!(format!("{MOUNTED:?}"), r#"{"files.list": "GET /files"}"#);
    }
}
