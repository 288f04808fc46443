//! Declarations in odd places, with every visibility.

mod inner {
    use schematic_api::api;

    api! {
        pub(super) client Inner at "https://inner.example.com";

        pub(self) id InnerId;

        pub(in crate::places) group things {
            list: GET /things/<id: InnerId>?<limit: u8?> -> text;
        }

        pub(in super) group others {
            list: GET /others -> text;
        }

        pub(self) group own {
            list: GET /own -> text;
        }

        group same {
            list: GET /same?<limit: u8?> -> text;
        }
    }
}

/// The number of endpoints of clients that are declared here and in a function.
#[must_use]
pub fn endpoints() -> usize {
    schematic_api::api! {
        client Local at "https://local.example.com";

        group things {
            list: GET /things?<limit: u8?> -> text;
        }
    }
    Local::ENDPOINTS.len() + inner::Inner::ENDPOINTS.len()
}

/// What links in the docs of a group lead to.
pub mod linked {
    /// A thing.
    #[derive(Debug, schematic_api::Object)]
    pub struct Thing {
        /// Its name.
        pub name: String,
    }

    schematic_api::api! {
        /// Every [`Thing`] and [`super::endpoints`].
        pub client Links at "https://links.example.com";

        /// Every [`Thing`] and [`super::endpoints`].
        group things {
            /// Lists each [`Thing`].
            list: GET /things -> Vec<Thing>;
        }
    }
}
