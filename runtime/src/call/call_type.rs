//! The call type of a declaration.
//!
//! The setter of an optional input belongs to one endpoint, so it cannot be a method of [`Call`], and an inherent method
//! cannot be added to `Call` from another crate; a trait would have to be imported by every caller. So each `api!` block has
//! one type of its own around a `Call`, declared by [`call!`](crate::__call), which all of its methods return: an input that
//! is added to a line later changes nothing for its callers. The type is generic over the reply, as `Call` is, and over a
//! number of the endpoint, whose setters are the only thing that is written for each endpoint.

use serde::Serialize;

use super::Call;
use crate::client::Client;
use crate::reply::{Declared, Polled};
use crate::request::{Request, query};

/// A [`Call`], or the call type of a block: what a declared method may return.
#[doc(hidden)]
pub trait CallType {
    /// The kind of the reply.
    type Reply: Declared;

    fn from_call(call: Call<Self::Reply>) -> Self;
}

impl<R: Declared> CallType for Call<R> {
    type Reply = R;

    fn from_call(call: Self) -> Self {
        call
    }
}

/// How a declared method ends.
impl Request {
    /// The call of this request on `client`.
    pub fn call<C: CallType>(self, client: &Client) -> C {
        C::from_call(Call::new(client, self))
    }

    /// The same for a call that can be repeated until its reply has settled.
    pub fn polled<T: 'static, C>(self, client: &Client, until: fn(&T) -> bool) -> C
    where
        C: CallType<Reply = Polled<T>>,
    {
        C::from_call(Call::new(client, self).until(until))
    }
}

/// What the setters of a call type call.
#[doc(hidden)]
impl<R: Declared> Call<R> {
    /// Sets a query parameter, in place of any of the same name.
    pub fn set_query<T: Serialize + ?Sized>(self, name: &str, value: &T) -> Self {
        self.with(|mut request| {
            if !request.query.is_empty() {
                query::remove(&mut request.query, name);
            }
            request.query(name, value)
        })
    }

    /// Sets a query parameter to several values.
    pub fn set_query_list<T: Serialize>(
        self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        self.set_query::<Vec<T>>(name, &values.into_iter().collect())
    }

    /// Changes the request in another way.
    pub fn with_request(self, change: impl FnOnce(Request) -> Request) -> Self {
        self.with(change)
    }
}

/// Declares a call type: everything that a [`Call`] can do, in a type of the declaring crate.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($visibility:vis struct $Call:ident;) => {
        /// A call of an endpoint of this declaration: its optional inputs are methods, beside the options that every call
        /// has.
        ///
        /// Awaiting it sends the request and gives the decoded reply. `.into()` makes a `Call` of it, to be kept, returned
        /// or passed on: `SETTERS` stands for the endpoint's optional inputs, and changes with them.
        #[must_use = "a call does nothing until it is awaited"]
        #[allow(dead_code, unreachable_pub)]
        $visibility struct $Call<R: $crate::__private::Declared, const SETTERS: usize = 0>(
            $crate::__private::Call<R>,
        );

        impl<R: $crate::__private::Declared, const SETTERS: usize> $crate::__private::CallType for $Call<R, SETTERS> {
            type Reply = R;

            fn from_call(call: $crate::__private::Call<R>) -> Self {
                Self(call)
            }
        }

        #[allow(dead_code, unreachable_pub)]
        impl<R: $crate::__private::Declared, const SETTERS: usize> $Call<R, SETTERS> {
            $crate::__private::options! {}

            fn options_mut(&mut self) -> &mut $crate::__private::CallOptions {
                self.0.options_mut()
            }

            fn set_query<T: $crate::__private::Serialize + ?Sized>(
                self,
                name: &str,
                value: &T,
            ) -> Self {
                $crate::__private::CallType::from_call(self.0.set_query(name, value))
            }

            fn set_query_list<T: $crate::__private::Serialize>(
                self,
                name: &str,
                values: impl $crate::__private::IntoIterator<Item = T>,
            ) -> Self {
                $crate::__private::CallType::from_call(self.0.set_query_list(name, values))
            }

            fn with(
                self,
                change: impl FnOnce($crate::__private::Request) -> $crate::__private::Request,
            ) -> Self {
                $crate::__private::CallType::from_call(self.0.with_request(change))
            }

            /// Sends the call and gives the reply with its status, headers and request id.
            ///
            /// # Errors
            ///
            /// The same as awaiting the call.
            pub fn response(self) -> $crate::__private::ResponseFuture<R>
            where
                R: $crate::__private::Reply,
            {
                self.0.response()
            }
        }

        #[allow(dead_code, unreachable_pub)]
        impl<P: $crate::__private::Page, const SETTERS: usize> $Call<$crate::__private::Paged<P>, SETTERS> {
            /// All pages from this one on, each asked for when the stream is polled for it.
            pub fn pages(self) -> $crate::__private::Pages<P> {
                self.0.pages()
            }

            /// All items of this page and those after it, each page asked for when the stream gets there.
            pub fn items(self) -> $crate::__private::Items<P> {
                self.0.items()
            }
        }

        #[allow(dead_code, unreachable_pub)]
        impl<T: 'static, const SETTERS: usize> $Call<$crate::__private::Polled<T>, SETTERS> {
            /// Sets the condition that `poll` waits for. The declaration sets it; this replaces it.
            pub fn until(self, is_settled: fn(&T) -> $crate::__private::bool) -> Self {
                $crate::__private::CallType::from_call(self.0.until(is_settled))
            }

            /// Repeats the call until what it gives has settled, by the declared condition.
            pub fn poll(self) -> $crate::__private::Poller<'static, T>
            where
                T: $crate::__private::DeserializeOwned + $crate::__private::Send,
            {
                self.0.poll()
            }
        }

        #[allow(dead_code, unreachable_pub)]
        impl<R: $crate::__private::ThenPoll, const SETTERS: usize> $Call<R, SETTERS> {
            /// Makes the call, and then repeats the one that `next` gives until what it gives has settled. When the first
            /// reply has settled, there is no other call.
            pub fn then_poll<'a, C>(
                self,
                next: impl FnOnce(&R::Output) -> C + $crate::__private::Send + 'a,
            ) -> $crate::__private::Poller<'a, R::Output>
            where
                C: $crate::__private::Into<
                    $crate::__private::Call<$crate::__private::Polled<R::Output>>,
                >,
            {
                self.0.then_poll(next)
            }
        }

        #[allow(dead_code, unreachable_pub)]
        impl<T: 'static, E: 'static, const SETTERS: usize> $Call<$crate::__private::JsonOrEvents<T, E>, SETTERS> {
            /// Asks for events: sets the declared field of the body, whatever it was, and makes the reply a stream.
            pub fn stream(self) -> $crate::__private::Call<$crate::__private::Events<E>> {
                self.0.stream()
            }
        }

        impl<R: $crate::__private::Reply, const SETTERS: usize> $crate::__private::IntoFuture for $Call<R, SETTERS> {
            type Output = $crate::__private::Result<R::Output, $crate::__private::Error>;
            type IntoFuture = $crate::__private::CallFuture<R>;

            fn into_future(self) -> $crate::__private::CallFuture<R> {
                $crate::__private::IntoFuture::into_future(self.0)
            }
        }

        impl<R: $crate::__private::Declared, const SETTERS: usize> $crate::__private::From<$Call<R, SETTERS>>
            for $crate::__private::Call<R>
        {
            fn from(call: $Call<R, SETTERS>) -> Self {
                call.0
            }
        }

        impl<R: $crate::__private::Declared, const SETTERS: usize> $crate::__private::Debug for $Call<R, SETTERS> {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                $crate::__private::Debug::fmt(&self.0, f)
            }
        }
    };
}
