//! The guide: one task in each chapter, with a snippet to copy.
//!
//! To make a client and call it:
//!
//! | chapter | task |
//! |---|---|
//! | 1. [`declare`] | declare an API, one line for each endpoint |
//! | 2. [`types`] | describe what is sent and received |
//! | 3. [`call`] | call an endpoint, with options, until it is done |
//! | 4. [`page`] | read a list that is sent in pages |
//! | 5. [`stream`] | read a reply while it arrives |
//! | 6. [`errors`] | tell errors apart |
//! | 7. [`mock`] | test code that calls an API |
//! | 8. [`record`] | replay what a service answered |
//! | 9. [`credentials`] | send a credential |
//! | 10. [`files`] | spread a declaration over files and crates |
//! | 11. [`publish`] | publish a crate for one API |
//! | 12. [`openapi`] | have the OpenAPI document of an API, and a reference to read |
//!
//! To bring along what you have:
//!
//! | chapter | task |
//! |---|---|
//! | 13. [`from_reqwest`] | come from reqwest |
//! | 14. [`from_progenitor`] | come from progenitor |
//! | 15. [`from_async_openai`] | come from `async-openai` |
//!
//! To look something up: the [`cheat_sheet`] has the whole language on one page. The manual of [`api!`](crate::api)
//! explains each word of it, and [one table](crate#defaults-and-limits) lists every default and limit.

macro_rules! chapters {
    ($($name:ident $text:literal)*) => {
        $(#[doc = include_str!($text)] pub mod $name {})*
    };
}

chapters! {
    declare "guide/declare.md"
    types "guide/types.md"
    call "guide/call.md"
    page "guide/page.md"
    stream "guide/stream.md"
    errors "guide/errors.md"
    mock "guide/mock.md"
    record "guide/record.md"
    credentials "guide/credentials.md"
    files "guide/files.md"
    publish "guide/publish.md"
    openapi "guide/openapi.md"
    from_reqwest "guide/from_reqwest.md"
    from_progenitor "guide/from_progenitor.md"
    from_async_openai "guide/from_async_openai.md"
    cheat_sheet "guide/cheat_sheet.md"
}
