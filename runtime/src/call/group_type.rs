//! The type of a group of endpoints.

/// Declares the type of a group: a client, to which the declaration adds one method for each endpoint.
///
/// A clone costs what a clone of the client costs.
#[doc(hidden)]
#[macro_export]
macro_rules! __group {
    ($(#[$attribute:meta])* $visibility:vis struct $Group:ident;) => {
        $(#[$attribute])*
        #[derive($crate::__private::Clone, $crate::__private::Debug)]
        $visibility struct $Group {
            client: $crate::__private::Client,
        }
    };
}
