//! Replies whose headers say where the other pages of a list are.

use http::{HeaderName, HeaderValue, header};
use serde::Serialize;

use crate::declaration::{CursorSource, Endpoint, PagedBy};
use crate::error::Error;
use crate::reply::respond::json;
use crate::reply::{PagedByHeader, Reply, Respond};
use crate::request::headers;
use crate::transport::TransportResponse;

/// A page of a list, and where the pages around it are, for an endpoint whose headers say so: `paged by link`, or by a
/// cursor `from header`.
///
/// # Examples
///
/// ```
/// use schematic_api::api;
/// use schematic_api::mock::{Mock, PageReply};
///
/// api! {
///     pub client Forge at "https://forge.example.com";
///
///     tags: GET /tags?<page: u32?> -> Vec<String> paged by link;
/// }
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// let forge = Mock::<Forge>::new()
///     .on(|request: ForgeTagsRequest| async move {
///         Ok(match request.page {
///             None => PageReply::new(vec!["1.0".to_owned()]).next("/tags?page=2"),
///             Some(_) => PageReply::new(vec!["2.0".to_owned()]),
///         })
///     })
///     .client();
///
/// let mut tags = forge.tags().items();
/// assert_eq!(tags.try_next().await.unwrap().as_deref(), Some("1.0"));
/// assert_eq!(tags.try_next().await.unwrap().as_deref(), Some("2.0"));
/// assert_eq!(tags.try_next().await.unwrap(), None);
/// # });
/// ```
#[derive(Clone, Debug)]
#[must_use = "a page is sent when a handler returns it"]
pub struct PageReply<P> {
    page: P,
    next: Option<String>,
    previous: Option<String>,
}

impl<P> PageReply<P> {
    /// Creates the only page of a list.
    pub fn new(page: P) -> Self {
        Self { page, next: None, previous: None }
    }

    /// Sets where the next page is: its URL, absolute or relative, for `paged by link`, otherwise its cursor.
    pub fn next(mut self, next: impl Into<String>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// Sets where the page before is, for an endpoint with `back by`.
    pub fn previous(mut self, previous: impl Into<String>) -> Self {
        self.previous = Some(previous.into());
        self
    }
}

impl<P> From<P> for PageReply<P> {
    fn from(page: P) -> Self {
        Self::new(page)
    }
}

impl<P, W> Respond for PagedByHeader<P, W>
where
    Self: Reply,
    P: Serialize + Send + 'static,
{
    type Value = PageReply<P>;

    fn respond(reply: PageReply<P>, endpoint: &Endpoint) -> Result<TransportResponse, Error> {
        let PageReply { page, next, previous } = reply;
        let mut response = json(&page)?;
        let paging = endpoint.paging();
        let ways = [
            (paging.map(|paging| paging.next()), next, "next"),
            (paging.and_then(|paging| paging.previous()), previous, "prev"),
        ];
        for (by, target, relation) in ways {
            let Some(target) = target else { continue };
            let (name, value) = field(by, &target, relation)?;
            response.headers.append(name, value);
        }
        Ok(response)
    }
}

/// The header for one direction.
fn field(
    by: Option<PagedBy>,
    target: &str,
    relation: &str,
) -> Result<(HeaderName, HeaderValue), Error> {
    let (name, value) = match by {
        Some(PagedBy::Link) => (header::LINK, format!("<{target}>; rel=\"{relation}\"")),
        Some(PagedBy::Cursor { source: CursorSource::Header(name), .. }) => {
            (headers::parse_name(name)?, target.to_owned())
        }
        _ => {
            let message =
                format!("the endpoint does not declare how the `{relation}` page is found");
            return Err(Error::input(message));
        }
    };
    let value = HeaderValue::try_from(value).map_err(|error| {
        Error::input(format!("the address or cursor of the `{relation}` page cannot be sent"))
            .with_source(error)
    })?;
    Ok((name, value))
}
