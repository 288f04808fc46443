//! Types with lifetimes, wherever a line may have them.

use schematic_api::api;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A new room.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct NewRoom<'a> {
    /// Its name.
    pub name: &'a str,
}

/// A filter.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Filter<'a> {
    /// The name.
    pub name: Cow<'a, str>,
}

api! {
    /// Rooms.
    pub client Rooms at "https://rooms.example.com";

    open: POST /rooms (json NewRoom<'_>) -> text;
    open_all: POST /rooms/all (json Vec<NewRoom<'_>>) -> text;
    open_some: POST /rooms/some (json [(NewRoom<'_>, &str); 2]?) -> text;
    reopen: POST /rooms/<id: Cow<'_, str>> (form Filter<'_>, header "X-Name": Cow<'_, str>) -> text;
    fill: POST /rooms/fill (lines NewRoom<'_>) -> text;
    fill_some: POST /rooms/fill/some (lines Cow<'_, str>?) -> text;
    rename: PUT /rooms/<id> (json Cow<'_, str>, header "X-Name": Cow<'_, str>?) -> text;
    find: GET /rooms?<Filter<'_>> -> text;
    find_some: GET /rooms/some?<Filter<'_>?>&<names: Vec<Cow<'_, str>>?>&<last: Cow<'_, str>?> -> text;
}
