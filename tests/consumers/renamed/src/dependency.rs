//! The dependency is renamed in `Cargo.toml`.

use http_apis::{api, Event, Extra, Object, StringEnum, Union};

/// A painting.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(crate = "http_apis")]
pub struct Painting {
    /// Its generation.
    pub gen: u32,
    /// Its name.
    pub r#type: Option<String>,
    /// What else there is.
    pub extra: Extra,
}

/// One page.
#[derive(Clone, Debug, Object)]
#[wire(crate = "::http_apis", nullable)]
pub struct Page<T> {
    /// What is on it.
    pub data: Vec<T>,
    /// The next one.
    pub next: Option<String>,
}

/// A style.
#[derive(Clone, Debug, PartialEq, Eq, StringEnum)]
#[wire(crate = "http_apis")]
pub enum Style {
    /// Of oil.
    Oil,
    /// Another.
    Unknown(String),
}

/// A part, and what happens to it.
#[derive(Clone, Debug, PartialEq, Union, Event)]
#[wire(tag = "type", crate = "http_apis")]
pub enum Part {
    /// A painting.
    #[wire(terminal)]
    Painting(Painting),
    /// A name.
    #[wire(string)]
    Name(String),
    /// Another.
    Unknown(http_apis_json::Value),
}

/// What happens.
#[derive(Clone, Debug, PartialEq, Event)]
#[wire(crate = "http_apis")]
pub enum Happening {
    /// A painting.
    Painting(Painting),
    /// Another.
    Unknown {
        /// Its name.
        event: String,
        /// Its data.
        data: String,
    },
}

api! {
    crate = http_apis;

    /// Paints.
    pub client Painter at "https://painter.example.com" {
        timeout 3 s;
    }

    pub id PaintingId;

    paint: POST /gen/<gen: u32>?<gen2: u8?> (json Painting, header "Gen" as generation: u8?) -> Painting;

    group gen {
        gen: GET /gens?<gen: u32?>&<style: Style?> -> Vec<Part>;
        watch: POST /watch (json Painting) -> Painting | sse Happening when gen;
        parts: GET /parts/<gen: PaintingId> -> sse Part;
    }
}
