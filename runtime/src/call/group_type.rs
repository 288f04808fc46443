//! The type of a group of endpoints.

/// Declares the type of a group: a wrapper around a client, to which the declaration adds one method per endpoint.
///
/// Cloning a group is as cheap as cloning the client. The traits are written out, because what `derive` generates costs the
/// compiler a fifteenth more per group.
///
/// The type is in a module of its own, and the declaration names it there. So if its name has another meaning in the
/// declaring module, only the import is wrong.
#[doc(hidden)]
#[macro_export]
macro_rules! __group {
    (
        $(#[$docs:meta])*
        $visibility:vis use;

        $(#[$attribute:meta])*
        struct $Group:ident in $inner:vis $module:ident;
    ) => {
        #[doc(hidden)]
        mod $module {
            $(#[$attribute])*
            #[allow(missing_docs)]
            $inner struct $Group {
                pub(super) client: $crate::__private::Client,
            }
        }

        // The docs are here, where the names in their links are known.
        #[doc(inline)]
        $(#[$docs])*
        $visibility use $module::$Group;

        impl $crate::__private::Clone for $module::$Group {
            fn clone(&self) -> Self {
                Self { client: self.client.share() }
            }
        }

        impl $crate::__private::Debug for $module::$Group {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                $crate::__private::Debug::fmt(&self.client, f)
            }
        }
    };
}
