//! The declaration is written by a macro of another crate.

consumer_facade::service! {
    /// Shops.
    pub Shop at "https://shop.example.com";

    pub id ItemId;

    health: GET /health -> Health;

    group items {
        gen: POST /items?<gen: u32>&<status: Status?> (text, header "Gen" as gen_header: u8?) -> Health;
        read: GET /items/<gen: ItemId> -> text;
    }

    group boxes = self::boxes::Boxes;
}

/// A group in a module of its own.
pub mod boxes {
    consumer_facade::groups! {
        consumer_facade::http::client {
            pub group Boxes {
                gen: GET /boxes/<gen> -> text;
            }
        }
    }
}
