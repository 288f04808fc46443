//! What stands where a declaration has a mistake.

/// The type of what a broken line takes and gives.
///
/// Its parameter holds the error that reports the mistake. The compiler says nothing more about a type with an error in it,
/// so that the methods of such lines can be kept: nothing else is reported where they are called, and an editor still knows
/// them.
#[doc(hidden)]
#[derive(Debug)]
pub struct Broken<const ERROR: usize>;
