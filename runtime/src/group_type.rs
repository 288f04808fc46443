//! The type of a group of endpoints.

/// Declares the type of a group: a borrowed client, to which the declaration adds one method for each endpoint.
#[doc(hidden)]
#[macro_export]
macro_rules! __group {
    ($(#[$attribute:meta])* $visibility:vis struct $Group:ident;) => {
        $(#[$attribute])*
        $visibility struct $Group<'a> {
            client: &'a $crate::__private::Client,
        }

        #[allow(dead_code)]
        impl<'a> $Group<'a> {
            /// These calls over a client.
            $visibility const fn new(client: &'a $crate::__private::Client) -> Self {
                Self { client }
            }
        }

        impl $crate::__private::Clone for $Group<'_> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl $crate::__private::Copy for $Group<'_> {}

        impl $crate::__private::Debug for $Group<'_> {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                $crate::__private::Debug::fmt(self.client, f)
            }
        }
    };
}
