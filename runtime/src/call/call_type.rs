//! The call type of a declaration with optional inputs.
//!
//! The setter of an optional query parameter belongs to one endpoint, so it cannot be a method of [`Call`], and an
//! inherent method cannot be added to `Call` from another crate; a trait would have to be imported by every caller. So
//! each `api!` block has one type of its own around a `Call`, declared by [`call!`](crate::__call). It is generic over
//! the reply, as `Call` is, and over a marker for the endpoint, whose setters are the only thing that is written for each
//! endpoint: all else is compiled once a block.

use serde::Serialize;

use super::Call;
use crate::reply::Kind;
use crate::request::query;

/// Declares a call type: everything that a [`Call`] can do, in a type of the declaring crate.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($visibility:vis struct $Call:ident;) => {
        /// A call with optional inputs. Those of the endpoint are setters, beside the options that every call has.
        ///
        /// Awaiting it sends the request and gives the decoded reply. `I` says which endpoint it is of.
        #[must_use = "a call does nothing until it is awaited"]
        #[allow(dead_code, unreachable_pub)]
        $visibility struct $Call<'a, R: $crate::__private::Kind, I>(
            $crate::__private::Call<'a, R>,
            $crate::__private::PhantomData<fn() -> I>,
        );

        #[allow(dead_code, unreachable_pub)]
        impl<'a, R: $crate::__private::Kind, I> $Call<'a, R, I> {
            fn from_call(call: $crate::__private::Call<'a, R>) -> Self {
                Self(call, $crate::__private::PhantomData)
            }

            fn set_query<T: $crate::__private::Serialize + ?Sized>(
                self,
                name: &str,
                value: &T,
            ) -> Self {
                Self::from_call(self.0.set_query(name, value))
            }

            fn set_query_list<T: $crate::__private::Serialize>(
                self,
                name: &str,
                values: impl $crate::__private::IntoIterator<Item = T>,
            ) -> Self {
                Self::from_call(self.0.set_query_list(name, values))
            }

            fn with(
                self,
                change: impl FnOnce($crate::__private::Request) -> $crate::__private::Request,
            ) -> Self {
                Self::from_call(self.0.with(change))
            }

            /// Sends the call and gives the reply with its status, headers and request id.
            ///
            /// # Errors
            ///
            /// The same as awaiting the call.
            pub fn response(self) -> $crate::__private::ResponseFuture<'a, R>
            where
                R: $crate::__private::Reply,
            {
                self.0.response()
            }

            /// Sets the time of the whole call, with all its attempts, pauses and the reply's body.
            pub fn timeout(self, timeout: $crate::__private::Duration) -> Self {
                Self::from_call(self.0.timeout(timeout))
            }

            /// Sets the time of each attempt.
            pub fn attempt_timeout(self, timeout: $crate::__private::Duration) -> Self {
                Self::from_call(self.0.attempt_timeout(timeout))
            }

            /// Sets the longest time between two chunks of the reply's body.
            pub fn idle_timeout(self, timeout: $crate::__private::Duration) -> Self {
                Self::from_call(self.0.idle_timeout(timeout))
            }

            /// Sets how many times a failed attempt is repeated; 0 for never.
            pub fn retries(self, retries: u32) -> Self {
                Self::from_call(self.0.retries(retries))
            }

            /// Sets a header, in place of any of the same name.
            pub fn header(self, name: &str, value: impl $crate::__private::Display) -> Self {
                Self::from_call(self.0.header(name, value))
            }

            /// Leaves out a header that the client or the declaration would send.
            pub fn without_header(self, name: &str) -> Self {
                Self::from_call(self.0.without_header(name))
            }

            /// Adds a query parameter beside the declared ones.
            pub fn query(
                self,
                name: &str,
                value: &(impl $crate::__private::Serialize + ?Sized),
            ) -> Self {
                Self::from_call(self.0.query(name, value))
            }

            /// Sets the key by which the service tells a repeated request from a new one.
            pub fn idempotency_key(self, key: impl $crate::__private::Display) -> Self {
                Self::from_call(self.0.idempotency_key(key))
            }

            /// Applies options that several calls share.
            pub fn options(self, options: &$crate::__private::CallOptions) -> Self {
                Self::from_call(self.0.options(options))
            }
        }

        #[allow(dead_code, unreachable_pub)]
        impl<'a, P: $crate::__private::Page, I> $Call<'a, $crate::__private::Paged<P>, I> {
            /// All pages from this one on, each asked for when the stream is polled for it.
            pub fn pages(self) -> $crate::__private::Pages<'a, P> {
                self.0.pages()
            }

            /// All items of this page and those after it, each page asked for when the stream gets there.
            pub fn items(self) -> $crate::__private::Items<'a, P> {
                self.0.items()
            }
        }

        #[allow(dead_code, unreachable_pub)]
        impl<'a, T, I> $Call<'a, $crate::__private::Polled<T>, I>
        where
            T: $crate::__private::DeserializeOwned + $crate::__private::Send + 'static,
        {
            /// Repeats the call until what it gives has settled, by the declared condition.
            pub fn poll(self) -> $crate::__private::Poll<'a, T> {
                self.0.poll()
            }
        }

        #[allow(dead_code, unreachable_pub)]
        impl<'a, T, E, I> $Call<'a, $crate::__private::JsonOrEvents<T, E>, I>
        where
            T: $crate::__private::DeserializeOwned + $crate::__private::Send + 'static,
            E: $crate::__private::Event,
        {
            /// Asks for events: sets the declared field of the body, whatever it was, and makes the reply a stream.
            pub fn stream(self) -> $crate::__private::Call<'a, $crate::__private::Events<E>> {
                self.0.stream()
            }
        }

        impl<'a, R: $crate::__private::Reply, I> $crate::__private::IntoFuture for $Call<'a, R, I> {
            type Output = $crate::__private::Result<R::Output, $crate::__private::Error>;
            type IntoFuture = $crate::__private::CallFuture<'a, R>;

            fn into_future(self) -> $crate::__private::CallFuture<'a, R> {
                $crate::__private::IntoFuture::into_future(self.0)
            }
        }

        impl<'a, R: $crate::__private::Kind, I> $crate::__private::From<$Call<'a, R, I>>
            for $crate::__private::Call<'a, R>
        {
            fn from(call: $Call<'a, R, I>) -> Self {
                call.0
            }
        }

        impl<R: $crate::__private::Kind, I> $crate::__private::Debug for $Call<'_, R, I> {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                $crate::__private::Debug::fmt(&self.0, f)
            }
        }
    };
}

/// What the setters of a call type call.
#[doc(hidden)]
impl<R: Kind> Call<'_, R> {
    /// Sets a query parameter, in place of any of the same name.
    pub fn set_query<T: Serialize + ?Sized>(mut self, name: &str, value: &T) -> Self {
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
