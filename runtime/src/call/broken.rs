//! The stand-in for whatever a declaration got wrong.

/// The type of the inputs and the reply of a line that has a mistake.
///
/// Its parameter holds the error that reports the mistake. The compiler reports nothing further about a type that
/// contains an error, so the method of such a line can be kept: its callers cause no further errors, and editors still
/// know the method.
#[doc(hidden)]
#[derive(Debug)]
#[cfg(not(rust_analyzer))]
pub struct Broken<const ERROR: usize>;

/// For rust-analyzer, a name that it cannot resolve: it reports nothing about such a type, but would about the struct.
#[cfg(rust_analyzer)]
#[doc(hidden)]
pub type Broken<const ERROR: usize> = UnknownToRustAnalyzer;
