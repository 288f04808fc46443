//! The type of a group of endpoints.

/// Declares the type of a group: a wrapper around a client, to which the declaration adds one method per endpoint.
///
/// Cloning a group is as cheap as cloning the client. The traits are written out, because what `derive` generates costs the
/// compiler a fifteenth more per group.
#[doc(hidden)]
#[macro_export]
macro_rules! __group {
    ($(#[$attribute:meta])* $visibility:vis struct $Group:ident;) => {
        $(#[$attribute])*
        $visibility struct $Group {
            client: $crate::__private::Client,
        }

        impl $crate::__private::Clone for $Group {
            fn clone(&self) -> Self {
                Self { client: self.client.clone() }
            }
        }

        impl $crate::__private::Debug for $Group {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                self.client.fmt(f)
            }
        }
    };
}
