//! The credentials with names, as constant data.

use super::auth::AuthSpec;

/// An `auth` clause of a client with a name, which groups and endpoints refer to.
///
/// # Examples
///
/// ```
/// use schematic_api::{Api, AuthScheme, api};
///
/// api! {
///     pub client Notes at "https://notes.example.com" {
///         auth bearer env "NOTES_KEY";
///         auth admin: basic env "NOTES_ADMIN";
///     }
///
///     purge: DELETE /notes -> empty auth admin;
/// }
///
/// let [admin] = Notes::SPEC.credentials() else { panic!() };
/// assert_eq!((admin.name(), admin.auth().scheme()), ("admin", AuthScheme::Basic));
/// assert_eq!(Notes::ENDPOINTS.get("purge").unwrap().credential(), Some("admin"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CredentialSpec {
    name: &'static str,
    auth: AuthSpec,
}

impl CredentialSpec {
    /// Creates a clause with this name.
    #[doc(hidden)]
    pub const fn new(name: &'static str, auth: AuthSpec) -> Self {
        Self { name, auth }
    }

    /// Returns the name.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns how the credential is sent, and the variables that hold it.
    pub const fn auth(&self) -> &AuthSpec {
        &self.auth
    }
}
