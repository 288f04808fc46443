//! Formats of the user's: what a declaration names after `via`.

use crate::error::{BoxError, Error};

/// A format of bodies and replies of the type `T` that is not built in, such as XML, MessagePack or Protocol Buffers.
///
/// A declaration names it after `via`. Implement it for a type that stands for the format:
///
/// ```
/// use schematic_api::{BoxError, Codec, api};
///
/// /// Lines of `name=value`.
/// pub struct Properties;
///
/// /// A setting.
/// pub struct Setting {
///     pub name: String,
///     pub value: String,
/// }
///
/// impl Codec<Setting> for Properties {
///     const MEDIA_TYPE: &'static str = "text/x-java-properties";
///
///     fn encode(setting: &Setting) -> Result<Vec<u8>, BoxError> {
///         Ok(format!("{}={}", setting.name, setting.value).into())
///     }
///
///     fn decode(body: &[u8]) -> Result<Setting, BoxError> {
///         let text = std::str::from_utf8(body)?;
///         let (name, value) = text.split_once('=').ok_or("there is no `=`")?;
///         Ok(Setting { name: name.into(), value: value.into() })
///     }
/// }
///
/// api! {
///     pub client Settings at "https://settings.example.com";
///
///     read:  GET /settings/<name> -> Setting via Properties;
///     write: PUT /settings (Setting via Properties) -> empty;
/// }
/// ```
///
/// A format that works with serde is implemented once, for all types:
/// `impl<T: Serialize + DeserializeOwned> Codec<T> for Xml`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a codec of `{T}`",
    label = "`schematic_api::Codec<{T}>` is not implemented for this type",
    note = "if `{Self}` is implemented for all types that serde can write and read, `{T}` lacks `Serialize` or `Deserialize`"
)]
pub trait Codec<T> {
    /// The media type of the encoded form, such as `application/xml`. It is sent as the `Content-Type` of a body, and as the
    /// `Accept` of a request for a reply.
    const MEDIA_TYPE: &'static str;

    /// Encodes a value as a body.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be encoded. The call then fails with an error of the kind
    /// [`Input`](crate::ErrorKind::Input), and nothing is sent.
    fn encode(value: &T) -> Result<Vec<u8>, BoxError>;

    /// Decodes the body of a reply, which is at most as large as [`Limits::max_body`](crate::Limits::max_body).
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not in this format, or not of this type. The call then fails with an error of the
    /// kind [`Decode`](crate::ErrorKind::Decode), which has the body, the status and the request id.
    fn decode(body: &[u8]) -> Result<T, BoxError>;
}

/// Encodes a value, with an error that names the format.
pub(crate) fn encode<T, C: Codec<T>>(value: &T) -> Result<Vec<u8>, Error> {
    C::encode(value).map_err(|error| {
        Error::input(format!("the body cannot be encoded as `{}`", C::MEDIA_TYPE))
            .with_source(error)
    })
}
