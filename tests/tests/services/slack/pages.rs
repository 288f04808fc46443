//! Lists by cursors.

use futures_util::TryStreamExt;

use super::*;

#[tokio::test]
async fn channels_are_listed_until_the_cursor_is_empty() {
    let mock = service();
    let server = mock.listen().await.unwrap();
    let conversations = server.client().unwrap().conversations();
    let list = conversations.list().types(["public_channel", "im"]).exclude_archived(true);
    let pages: Vec<_> = list.limit(2).pages().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.channels.len()).collect::<Vec<_>>(), [2, 0, 1]);
    let ids = pages.iter().flat_map(|page| &page.channels).map(|channel| channel.id.as_ref());
    assert_eq!(ids.collect::<Vec<_>>(), ["C1", "C2", "C3"]);
    let queries: Vec<_> = mock.requests().iter().map(|sent| sent.query().to_owned()).collect();
    let query = "types=public_channel,im&exclude_archived=true&limit=2";
    assert_eq!(
        queries,
        [
            query.to_owned(),
            format!("{query}&cursor=dGVhbTpDMDYxRkE1UEI%3D"),
            format!("{query}&cursor=dGVhbTpDMDYxRkE1UEM%3D"),
        ]
    );
}

#[tokio::test]
async fn an_error_may_come_in_place_of_a_later_page() {
    let mut members = service().client().conversations().members(&general()).items();
    assert_eq!(members.try_next().await.unwrap(), Some("U1".into()));
    assert_eq!(members.try_next().await.unwrap_err().code(), Some("invalid_cursor"));
    // It can be asked for again.
    assert_eq!(members.try_next().await.unwrap_err().code(), Some("invalid_cursor"));
}
