//! The API of an invented shop, declared as a user would, for the tests of behaviour.

use schematic_api::{ApiError, ClientBuilder, Page, api};
use serde::{Deserialize, Serialize};

use crate::scripted::Scripted;

api! {
    /// A shop, with enough endpoints to misbehave in many ways.
    pub client Shop at "https://shop.example.com/v1" {
        base_url env "SHOP_BASE_URL";
        auth     bearer env "SHOP_API_KEY";
        header   "X-Shop": "declared";
        error    ShopError;
    }

    /// The id of an item.
    pub id ItemId;

    /// The items for sale.
    group items {
        /// List the items.
        list:     GET    /items?<limit: u32?>&<after: ItemId?> -> ItemPage paged by after;
        /// Retrieve an item.
        retrieve: GET    /items/<item: ItemId> -> Item;
        /// Retrieve an item that is still being made.
        settled:  GET    /items/<item: ItemId>/made -> Item polled until Item::is_settled;
        /// Create an item.
        create:   POST   /items (json NewItem) -> Item;
        /// Create an item under an id that the caller chooses.
        define:   POST   /items/<item: ItemId> (json NewItem) -> Item { idempotent; }
        /// Replace an item.
        replace:  PUT    /items/<item: ItemId> (json NewItem) -> Item;
        /// Remove an item.
        remove:   DELETE /items/<item: ItemId> -> empty;
        /// Upload a picture.
        upload:   POST   /pictures (stream) -> Item;
        /// Upload a picture in one piece.
        paste:    PUT    /pictures (bytes) -> Item;
        /// The picture of an item.
        picture:  GET    /items/<item: ItemId>/picture -> bytes;
        /// The picture of an item as it was uploaded.
        download: GET    /items/<item: ItemId>/original -> stream;
        /// The label of an item.
        label:    GET    /items/<item: ItemId>/label -> text;
        /// Find items.
        search:   GET    /search?<filter: Filter> -> ItemPage;
    }
}

/// An item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// The state of the item.
    #[serde(default)]
    pub status: String,
    /// The quantity.
    #[serde(default)]
    pub stock: i64,
}

impl Item {
    /// Returns whether the state is final.
    pub fn is_settled(&self) -> bool {
        matches!(self.status.as_str(), "made" | "failed")
    }
}

/// A new item.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewItem {
    /// The name.
    pub name: String,
}

/// The parameters of a search.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filter {
    /// A part of the name.
    pub words: Vec<String>,
}

/// One page of items.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ItemPage {
    /// The items.
    pub data: Option<Vec<Item>>,
    /// Whether there are more items.
    pub has_more: bool,
}

impl Page for ItemPage {
    type Item = Item;

    fn into_items(self) -> Vec<Item> {
        self.data.unwrap_or_default()
    }

    fn next_cursor(&self) -> Option<String> {
        let last = self.data.as_deref()?.last()?;
        self.has_more.then(|| last.id.to_string())
    }
}

/// The shop's error body: `{"error": {"message": "...", "code": "..."}}`.
#[derive(Clone, Debug, Deserialize)]
pub struct ShopError {
    error: Detail,
}

#[derive(Clone, Debug, Deserialize)]
struct Detail {
    message: Option<String>,
    code: Option<String>,
}

impl ApiError for ShopError {
    fn message(&self) -> Option<&str> {
        self.error.message.as_deref()
    }

    fn code(&self) -> Option<&str> {
        self.error.code.as_deref()
    }

    fn is_final(&self) -> bool {
        self.code() == Some("insufficient_quota")
    }
}

/// Returns the JSON of an item with this id.
pub fn item(id: &str) -> String {
    serde_json::json!({ "id": id, "status": "made", "stock": 3 }).to_string()
}

/// Returns a builder over this transport, with a key, and with jitter that leaves the backoff as it
/// is.
pub fn builder(transport: &Scripted) -> ClientBuilder<Shop> {
    Shop::builder().credential("sk-shop").transport(transport.clone()).jitter(|| 1.0)
}

/// Returns a client over this transport.
///
/// # Panics
///
/// The client cannot be built.
pub fn shop(transport: &Scripted) -> Shop {
    builder(transport).build().expect("a client")
}
