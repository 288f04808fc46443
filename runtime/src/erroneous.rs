//! What stands where a declaration has a mistake.

/// The reply of a line that has a mistake.
///
/// The mistake itself is reported at the line. The method is kept with this type, so that nothing else is reported where
/// it is called, and an editor still knows the other methods.
#[doc(hidden)]
#[derive(Debug)]
#[must_use = "the declaration of this call has a mistake"]
pub struct Erroneous;
