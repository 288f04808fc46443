//! Call types of endpoints with optional inputs.
//!
//! The setter of an optional query parameter belongs to one endpoint, so it cannot be a method of [`Call`], and an
//! inherent method cannot be added to `Call` from another crate. `api!` therefore gives such an endpoint a type of its own
//! around a `Call`, with [`call!`](crate::__call), and adds the setters to that.

use serde::Serialize;

use crate::call::Call;
use crate::query;
use crate::reply::Kind;

/// Declares a call type: everything that a [`Call`] can do, in a type of the declaring crate.
///
/// `paged` and `polled` say what the reply kind offers beside the reply.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($(#[$attribute:meta])* $visibility:vis struct $Call:ident<'a>($Kind:ty) $($terminal:ident $Reply:ty)?) => {
        $(#[$attribute])*
        #[must_use = "a call does nothing until it is awaited"]
        #[derive($crate::__private::Debug)]
        $visibility struct $Call<'a>($crate::__private::Call<'a, $Kind>);

        impl<'a> $Call<'a> {
            $($crate::__call! { @$terminal $Reply })?

            /// Sends the call and gives the reply with its status, headers and request id.
            ///
            /// # Errors
            ///
            /// The same as awaiting the call.
            pub fn response(self) -> $crate::__private::ResponseFuture<'a, $Kind> {
                self.0.response()
            }

            /// Sets the time of the whole call, with all its attempts, pauses and the reply's body.
            pub fn timeout(self, timeout: $crate::__private::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sets the time of each attempt.
            pub fn attempt_timeout(self, timeout: $crate::__private::Duration) -> Self {
                Self(self.0.attempt_timeout(timeout))
            }

            /// Sets the longest time between two chunks of the reply's body.
            pub fn idle_timeout(self, timeout: $crate::__private::Duration) -> Self {
                Self(self.0.idle_timeout(timeout))
            }

            /// Sets how many times a failed attempt is repeated; 0 for never.
            pub fn retries(self, retries: u32) -> Self {
                Self(self.0.retries(retries))
            }

            /// Sets a header, in place of any of the same name.
            pub fn header(self, name: &str, value: impl $crate::__private::Display) -> Self {
                Self(self.0.header(name, value))
            }

            /// Leaves out a header that the client or the declaration would send.
            pub fn without_header(self, name: &str) -> Self {
                Self(self.0.without_header(name))
            }

            /// Adds a query parameter beside the declared ones.
            pub fn query(self, name: &str, value: &(impl $crate::__private::Serialize + ?Sized)) -> Self {
                Self(self.0.query(name, value))
            }

            /// Sets the key by which the service tells a repeated request from a new one.
            pub fn idempotency_key(self, key: impl $crate::__private::Display) -> Self {
                Self(self.0.idempotency_key(key))
            }

            /// Applies options that several calls share.
            pub fn options(self, options: &$crate::__private::CallOptions) -> Self {
                Self(self.0.options(options))
            }
        }

        // The condition is false only for a type that cannot be decoded, which `response` says already.
        impl<'a> $crate::__private::IntoFuture for $Call<'a>
        where
            $crate::__private::Call<'a, $Kind>: $crate::__private::IntoFuture,
        {
            type Output = <$crate::__private::Call<'a, $Kind> as $crate::__private::IntoFuture>::Output;
            type IntoFuture = <$crate::__private::Call<'a, $Kind> as $crate::__private::IntoFuture>::IntoFuture;

            fn into_future(self) -> Self::IntoFuture {
                $crate::__private::IntoFuture::into_future(self.0)
            }
        }

        impl<'a> $crate::__private::From<$Call<'a>> for $crate::__private::Call<'a, $Kind> {
            fn from(call: $Call<'a>) -> Self {
                call.0
            }
        }
    };
    (@paged $Page:ty) => {
        /// All pages from this one on, each asked for when the stream is polled for it.
        pub fn pages(self) -> $crate::__private::Pages<'a, $Page> {
            self.0.pages()
        }

        /// All items of this page and those after it, each page asked for when the stream gets there.
        pub fn items(self) -> $crate::__private::Items<'a, $Page> {
            self.0.items()
        }
    };
    (@polled $Reply:ty) => {
        /// Repeats the call until what it gives has settled, by the declared condition.
        pub fn poll(self) -> $crate::__private::Poll<'a, $Reply> {
            self.0.poll()
        }
    };
}

/// What the setters of a call type call.
#[doc(hidden)]
impl<R: Kind> Call<'_, R> {
    /// Sets a query parameter, in place of any of the same name.
    pub fn set_query<T: Serialize>(mut self, name: &str, value: &T) -> Self {
        if !self.request.query.is_empty() {
            query::remove(&mut self.request.query, name);
        }
        self.query(name, value)
    }

    /// Sets a query parameter to several values.
    pub fn set_query_list<T: Serialize>(
        self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.set_query::<Vec<T>>(name, &values.into_iter().collect())
    }
}
