//! The runtime part of the derives for wire types: how objects, unions and their fields are read and written.
//!
//! The derives generate names, types and one call per field. Everything that objects have in common (finding a field by
//! its key, leniency, unknown fields, late tags) is implemented here.

mod begun;
mod extra;
mod fields;
mod flat;
mod id;
pub(crate) mod integer;
mod list;
mod object;
mod patch;
mod playback;
pub(crate) mod private;
mod read_as;
mod reader;
mod string_enum;
mod tape;
mod told;
mod union;
mod visit;
mod writer;

pub use extra::Extra;
pub use list::IntoList;
pub use object::Object;
pub(crate) use patch::CLEARED;
pub use patch::Patch;
pub use union::Union;

use fields::Fields;
use reader::Reader;
use writer::Writer;
