//! The type of a group of endpoints.

/// Declares the type of a group: a borrowed client, to which the declaration adds one method for each endpoint.
///
/// It can be copied as a reference can. It is not `Debug`, which would cost the compiler a quarter of what a whole endpoint
/// costs, and could only repeat what the client shows.
#[doc(hidden)]
#[macro_export]
macro_rules! __group {
    ($(#[$attribute:meta])* $visibility:vis struct $Group:ident;) => {
        $(#[$attribute])*
        #[allow(missing_debug_implementations)]
        $visibility struct $Group<'a> {
            client: &'a $crate::__private::Client,
        }

        impl $crate::__private::Clone for $Group<'_> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl $crate::__private::Copy for $Group<'_> {}
    };
}
