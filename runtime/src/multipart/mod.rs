//! Bodies of several parts, `multipart/form-data` (RFC 7578).

mod boundary;
mod file_part;
mod form;
mod head;
mod parts;
#[cfg(any(feature = "mock", feature = "record"))]
mod received;

pub use self::file_part::FilePart;
pub use self::form::Form;
use self::parts::Parts;
#[cfg(feature = "mock")]
pub(crate) use self::received::ReceivedPart;
#[cfg(any(feature = "mock", feature = "record"))]
pub(crate) use self::received::parse;
use crate::request::{Body, Request};

/// A body of several parts, `multipart T` in a declaration. Implemented by `#[derive(Multipart)]`.
///
/// Implement it by hand for a body whose parts are not known before the program runs.
///
/// # Examples
///
/// ```
/// use schematic_api::{FilePart, Form, Multipart};
///
/// /// Files, and a number for each of them.
/// struct Numbered(Vec<FilePart>);
///
/// impl Multipart for Numbered {
///     fn into_form(self, form: Form) -> Form {
///         let form = form.text("count", &self.0.len());
///         let files = self.0.into_iter().enumerate();
///         files.fold(form, |form, (number, file)| form.file(&format!("file_{number}"), file))
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a body of several parts",
    label = "this type does not implement `schematic_api::Multipart`",
    note = "write `#[derive(schematic_api::Multipart)]` above the struct; its fields are the parts"
)]
pub trait Multipart {
    /// Adds the parts of this body to a form.
    fn into_form(self, form: Form) -> Form;
}

impl Request {
    /// Sets the body to the parts of `body`, `multipart/form-data`.
    pub fn multipart<T: Multipart>(self, body: T) -> Self {
        match body.into_form(Form::new()).finish() {
            Ok(parts) => {
                let boundary = boundary::random();
                let body = Body::source(Parts::new(&boundary, parts));
                let mut request = self.body("multipart/form-data", body);
                request.boundary = Some(boundary);
                request
            }
            Err(mistake) => self.fail(mistake),
        }
    }
}
