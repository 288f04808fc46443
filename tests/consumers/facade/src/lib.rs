//! A company's own crate: its users know neither of the crates behind it.

pub use schematic_functions as tools;

/// What is behind it, under another name.
pub mod http {
    pub use schematic_api as client;
}

/// Declares the client of one of our services, and the type that they all have.
#[macro_export]
macro_rules! service {
    ($(#[$attr:meta])* $vis:vis $name:ident at $base:literal; $($line:tt)*) => {
        $crate::http::client::api! {
            crate = $crate::http::client;

            $(#[$attr])*
            $vis client $name at $base {
                header "X-Team": "ours";
            }

            $($line)*
        }

        /// The health of a service.
        #[derive(Clone, Debug, PartialEq, Eq, $crate::http::client::Object)]
        #[wire(crate = $crate::http::client)]
        $vis struct Health {
            /// How it is.
            pub status: Option<Status>,
            /// Since when, in seconds.
            pub since: u64,
        }

        /// How a service is.
        #[derive(Clone, Debug, PartialEq, Eq, $crate::http::client::StringEnum)]
        #[wire(crate = $crate::http::client)]
        $vis enum Status {
            /// Well.
            Up,
            /// Another.
            Unknown(String),
        }
    };
}

/// Declares groups, with the crate at a path that the caller gives.
#[macro_export]
macro_rules! groups {
    ($krate:path { $($line:tt)* }) => {
        $crate::http::client::api! {
            crate = $krate;

            $($line)*
        }
    };
}

/// Declares a function that repeats its argument.
#[macro_export]
macro_rules! echo {
    ($vis:vis $name:ident($argument:ident)) => {
        /// Repeats the text.
        #[$crate::tools::function(crate = $crate::tools)]
        $vis async fn $name($argument: String) -> String {
            $argument
        }
    };
}
