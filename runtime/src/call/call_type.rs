//! The call type of an `api!` block.
//!
//! A setter for an optional input belongs to one endpoint, so it cannot be a method of [`Call`]. The declaring crate
//! cannot add inherent methods to `Call` either, and every caller would have to import a trait. So each block declares
//! a call type with [`call!`](crate::__call), which wraps a `Call` and which all its methods return. Adding an optional
//! input to an endpoint later therefore does not break callers. The type is generic over the kind of reply, as `Call`
//! is, and over a number of the endpoint; only the setters are generated for each endpoint.

use super::Call;
use crate::client::Client;
use crate::codec::{Decode, Encode};
use crate::reply::{Declared, Polled, Reply};
use crate::request::{Request, query};

/// What a declared method may return: a [`Call`], or the call type of its block.
#[doc(hidden)]
pub trait CallType {
    /// The kind of reply.
    type Reply: Declared;

    fn from_call(call: Call<Self::Reply>) -> Self;
}

impl<R: Declared> CallType for Call<R> {
    type Reply = R;

    fn from_call(call: Self) -> Self {
        call
    }
}

/// The last step of a declared method.
impl Request {
    /// Turns the request into a call on `client`.
    pub fn call<C: CallType<Reply: Reply>>(self, client: &Client) -> C {
        C::from_call(Call::new(client, self))
    }

    /// Like [`call`](Self::call), for an endpoint that can be polled `until` its reply has settled.
    pub fn polled<T: Decode, C>(self, client: &Client, until: fn(&T) -> bool) -> C
    where
        C: CallType<Reply = Polled<T>>,
    {
        C::from_call(Call::new(client, self).until(until))
    }
}

/// The operations that the setters of a call type are made of.
#[doc(hidden)]
impl<R: Declared> Call<R> {
    /// Sets a query parameter, replacing any of the same name.
    pub fn set_query<T: Encode + ?Sized>(self, name: &str, value: &T) -> Self {
        self.with(|mut request| {
            query::remove(&mut request.query, name);
            request.query(name, value)
        })
    }
}

/// The method that waits for the reply. Whether it is there depends on the features of this crate, not on those of the
/// declaring one.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __block {
    () => {
        /// Sends the call and waits for its reply, as `.await` does in async code.
        ///
        /// # Errors
        ///
        /// The same errors as awaiting the call. Inside a tokio runtime, an error of the kind `Config`, before anything
        /// is sent.
        pub fn block(self) -> $crate::__private::Result<R::Output, $crate::__private::Error>
        where
            R: $crate::__private::Reply,
        {
            self.0.block()
        }
    };
}

/// Without the feature `blocking`, there is no such method.
#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __block {
    () => {};
}

/// Declares a call type: a type of the declaring crate with everything a [`Call`] can do.
#[doc(hidden)]
#[macro_export]
macro_rules! __call {
    ($visibility:vis struct $Call:ident;) => {
        /// A call of an endpoint of this API.
        ///
        /// It has a setter for each optional input of the endpoint, and the options that every call has.
        ///
        /// Awaiting the call sends the request and returns the decoded reply. Use `.into()` to turn it into a `Call`,
        /// for example to store it or to return it from a function: `SETTERS` stands for the optional inputs of the
        /// endpoint and changes when they do.
        #[must_use = "a call does nothing until it is awaited"]
        $visibility struct $Call<R: $crate::__private::Declared, const SETTERS: usize = 0>(
            $crate::__private::Call<R>,
        );

        impl<R: $crate::__private::Declared, const SETTERS: usize> $crate::__private::CallType for $Call<R, SETTERS> {
            type Reply = R;

            fn from_call(call: $crate::__private::Call<R>) -> Self {
                Self(call)
            }
        }

        impl<R: $crate::__private::Declared, const SETTERS: usize> $Call<R, SETTERS> {
            $crate::__private::options! {}

            fn options_mut(&mut self) -> &mut $crate::__private::CallOptions {
                self.0.options_mut()
            }

            fn set_query<T: $crate::__private::Encode + ?$crate::__private::Sized>(
                self,
                name: &str,
                value: &T,
            ) -> Self {
                $crate::__private::CallType::from_call(self.0.set_query(name, value))
            }

            fn with(
                self,
                change: impl $crate::__private::FnOnce($crate::__private::Request) -> $crate::__private::Request,
            ) -> Self {
                $crate::__private::CallType::from_call(self.0.with(change))
            }

            /// Sends the call and returns the reply together with its status, headers and request id.
            ///
            /// # Errors
            ///
            /// The same errors as awaiting the call.
            pub fn response(self) -> $crate::__private::ResponseFuture<R>
            where
                R: $crate::__private::Reply,
            {
                self.0.response()
            }

            $crate::__private::block! {}
        }

        impl<R: $crate::__private::PagedReply, const SETTERS: usize> $Call<R, SETTERS> {
            /// Returns a stream of all pages from this one on. Each page is requested when the stream is polled for it.
            pub fn pages(self) -> $crate::__private::Pages<R::Output> {
                self.0.pages()
            }

            /// Returns a stream of all items from this page on. Each page is requested when the stream reaches it.
            pub fn items(self) -> $crate::__private::Items<R::Output> {
                self.0.items()
            }
        }

        impl<R: $crate::__private::PagedBack, const SETTERS: usize> $Call<R, SETTERS> {
            /// Returns a stream of all pages from this one back to the first.
            pub fn pages_back(self) -> $crate::__private::Pages<R::Output> {
                self.0.pages_back()
            }

            /// Returns a stream of all items from the last one of this page back to the first one of the list.
            pub fn items_back(self) -> $crate::__private::Items<R::Output> {
                self.0.items_back()
            }
        }

        impl<T: 'static, const SETTERS: usize> $Call<$crate::__private::Polled<T>, SETTERS> {
            /// Sets the condition that `poll` waits for, replacing the declared one.
            pub fn until(self, is_settled: fn(&T) -> $crate::__private::bool) -> Self {
                $crate::__private::CallType::from_call(self.0.until(is_settled))
            }

            /// Repeats the call until its reply has settled, as the declared condition defines it.
            pub fn poll(self) -> $crate::__private::Poller<'static, T>
            where
                T: $crate::__private::DeserializeOwned + $crate::__private::Send,
            {
                self.0.poll()
            }
        }

        impl<R: $crate::__private::ThenPoll, const SETTERS: usize> $Call<R, SETTERS> {
            /// Sends this call, then repeats the call that `next` returns until its reply has settled.
            ///
            /// If the first reply has already settled, no other call is sent.
            pub fn then_poll<'a, C>(
                self,
                next: impl $crate::__private::FnOnce(&R::Output) -> C + $crate::__private::Send + 'a,
            ) -> $crate::__private::Poller<'a, R::Output>
            where
                C: $crate::__private::Into<
                    $crate::__private::Call<$crate::__private::Polled<R::Output>>,
                >,
            {
                self.0.then_poll(next)
            }
        }

        impl<T: 'static, E: 'static, const SETTERS: usize> $Call<$crate::__private::JsonOrEvents<T, E>, SETTERS> {
            /// Asks for events: sets the declared field of the body, or the declared parameter of the query, to `true`,
            /// whatever its value was, and returns the reply as a stream.
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
