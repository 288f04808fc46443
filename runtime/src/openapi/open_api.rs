//! The OpenAPI document of a client, as its users see it.

use std::fmt;

use serde_json::Value;

use super::declared::Declared;
use super::document::{Declaration, Document};
use super::omission::Omission;
use super::reference;
use super::settings::{Enums, Settings};
use super::version::Version;
use crate::client::Api;

/// The OpenAPI document of a client.
///
/// The function `openapi()` of a client returns it. The version is 3.1.1, unless [`v3_2`](Self::v3_2) asks for 3.2.0.
/// Displayed, it is JSON with line breaks.
///
/// # Examples
///
/// ```
/// use schematic_api::api;
///
/// api! {
///     /// Notes of a team.
///     pub client Notes at "https://notes.example.com/v1" { auth bearer env "NOTES_KEY"; }
///
///     /// Reads a note.
///     read: GET /notes/<id: u64> -> text;
/// }
///
/// let document = Notes::openapi().title("Notes").version("2026-11");
/// let read = &document.document()["paths"]["/notes/{id}"]["get"];
/// assert_eq!(read["operationId"], "read");
/// assert_eq!(read["summary"], "Reads a note");
/// assert_eq!(read["parameters"][0]["schema"]["format"], "uint64");
/// assert!(document.omitted().is_empty() && document.untyped().is_empty());
/// ```
#[derive(Clone)]
pub struct OpenApi {
    declaration: Declaration,
    settings: Settings,
    document: Document,
}

impl OpenApi {
    /// Creates the document of a client. This is the function `openapi()` of a client that has an endpoint of that name.
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{api, openapi::OpenApi};
    ///
    /// api! {
    ///     pub client Notes at "https://notes.example.com";
    ///
    ///     openapi: GET /openapi.json -> text;
    /// }
    ///
    /// assert_eq!(OpenApi::of::<Notes>().document()["info"]["title"], "Notes");
    /// ```
    pub fn of<C: Api + Declared>() -> Self {
        let declaration = Declaration { spec: C::SPEC, version: C::VERSION, declare: C::declare };
        let settings = Settings::default();
        let document = Document::of(&declaration, &settings);
        Self { declaration, settings, document }
    }

    /// Sets the title. Default: the name of the client.
    #[must_use]
    pub fn title(self, title: impl Into<String>) -> Self {
        self.with(|settings| settings.title = Some(title.into()))
    }

    /// Sets the version of the API. Default: the version of the crate that has the declaration.
    #[must_use]
    pub fn version(self, version: impl Into<String>) -> Self {
        self.with(|settings| settings.api_version = Some(version.into()))
    }

    /// Sets the URL of the server. Default: the base URL of the declaration, if it has one.
    #[must_use]
    pub fn server(self, url: impl Into<String>) -> Self {
        self.with(|settings| settings.server = Some(url.into()))
    }

    /// Writes the document in OpenAPI 3.2, which has words for the items of a stream (`itemSchema`), for any method, and for
    /// path parameters with slashes. Fewer tools can read it.
    #[must_use]
    pub fn v3_2(self) -> Self {
        self.with(|settings| settings.version = Version::V3_2)
    }

    /// Says of each enum of strings that it has the declared values and no others. A service may add values, and then this is
    /// wrong; but some tools cannot read an enum with others.
    #[must_use]
    pub fn closed_enums(self) -> Self {
        self.with(|settings| settings.enums = Enums::Closed)
    }

    fn with(mut self, set: impl FnOnce(&mut Settings)) -> Self {
        set(&mut self.settings);
        self.document = Document::of(&self.declaration, &self.settings);
        self
    }

    /// Returns the document.
    pub fn document(&self) -> &Value {
        &self.document.value
    }

    /// Returns the types whose schema is not known: those that implement neither [`Schema`](super::Schema) nor schemars'
    /// `JsonSchema`. In the document, they may be anything.
    pub fn untyped(&self) -> &[String] {
        &self.document.untyped
    }

    /// Returns what the declaration has and the document cannot say, such as a line with a method that OpenAPI has no word for.
    pub fn omitted(&self) -> &[Omission] {
        &self.document.omitted
    }

    /// Returns, as sentences, the names that two types have. The document has only the first of each.
    pub fn clashes(&self) -> &[String] {
        &self.document.clashes
    }

    /// Returns the reference of the API as a page of HTML: the operations by group, and the types, with links between them. The
    /// page is whole: it has no script, and loads nothing.
    ///
    /// # Examples
    ///
    /// ```no_run
    /// # schematic_api::api! {
    /// #     pub client Notes at "https://notes.example.com/v1";
    /// #     read: GET /notes/<id: u64> -> text;
    /// # }
    /// # fn example() -> std::io::Result<()> {
    /// std::fs::write("reference.html", Notes::openapi().reference())?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn reference(&self) -> String {
        reference::page(self.document())
    }

    /// Returns the document as JSON, in one line.
    pub fn to_json(&self) -> String {
        self.document.value.to_string()
    }
}

/// Shows the document as JSON, with line breaks.
impl fmt::Display for OpenApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.document.value)
    }
}

impl fmt::Debug for OpenApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenApi").field("document", self.document()).finish_non_exhaustive()
    }
}
