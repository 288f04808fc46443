//! What the types of bodies, parameters and replies have to be. Both traits are implemented for everything that serde can
//! write or read; they exist so that the compiler says what to write above a type that it cannot.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A type that a reply can be read into: one that implements serde's `Deserialize`, whatever it is read from.
///
/// A declaration with another type is an error at that type:
///
/// ```compile_fail,E0277
/// struct Note {
///     text: String,
/// }
///
/// schematic_api::api! {
///     client Notes at "https://notes.example.com";
///
///     read: GET /notes/<id> -> Note;
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a reply",
    label = "this type does not implement `serde::Deserialize`",
    note = "write `#[derive(schematic_api::Object)]` above a struct, or `Union` or `StringEnum` above an enum; derives of serde do as well"
)]
pub trait Decode: DeserializeOwned + Send + 'static {}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + Send + 'static> Decode for T {}

/// A type that can be sent as a body or in a query: one that implements serde's `Serialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent",
    label = "this type does not implement `serde::Serialize`",
    note = "write `#[derive(schematic_api::Object)]` above a struct, or `Union` or `StringEnum` above an enum; derives of serde do as well"
)]
pub trait Encode: Serialize {}

#[diagnostic::do_not_recommend]
impl<T: Serialize + ?Sized> Encode for T {}
