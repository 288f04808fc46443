//! The examples are the binaries of this package; it has no library.
