//! Media: their bytes and their types, whole and as a stream.

use futures_util::stream;
use schematic_api::{Body, ErrorKind};

use super::{Content, Image, matrix, registered, room, told};

#[tokio::test]
async fn media_keep_their_bytes_and_their_type() {
    let Some(matrix) = matrix() else { return };
    let (zoe, _) = registered(&matrix, "zoe").await;
    let picture: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let uploaded = zoe.media().upload(picture.clone()).filename("ü & b.png").await.unwrap();
    let (server, media) =
        uploaded.content_uri.strip_prefix("mxc://").unwrap().split_once('/').unwrap();
    let reply = zoe.media().download(server, media).response().await.unwrap();
    assert_eq!(reply.headers()["content-type"], "image/png");
    assert!(*reply.value() == picture);

    let room = room(&zoe).await;
    let content = Content::Image(Image::new("a picture", &*uploaded.content_uri));
    let sent = zoe.rooms().send(&room, "1", &content).await.unwrap();
    assert_eq!(zoe.rooms().event(&room, &sent.event_id).await.unwrap().content, content);

    // Larger than the server takes, and so much larger that it hangs up.
    let error = zoe.media().upload(vec![0; 200_000]).await.unwrap_err();
    assert_eq!(told(&error), (413, "M_TOO_LARGE"));
    let error = zoe.media().upload(vec![0; 20_000_000]).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Interrupted, 1), "{error}");
    assert_eq!(
        told(&zoe.media().download("localhost", "nothing").await.unwrap_err()),
        (404, "M_NOT_FOUND")
    );
}

#[tokio::test]
async fn a_film_is_streamed_to_the_place_that_was_reserved() {
    let Some(matrix) = matrix() else { return };
    let (zoe, _) = registered(&matrix, "zoe").await;
    let reserved = zoe.media().reserve().await.unwrap().content_uri;
    let (server, media) = reserved.strip_prefix("mxc://").unwrap().split_once('/').unwrap();
    // The server takes no upload whose length it does not know.
    let film = || stream::iter((0..9).map(|_| Ok::<_, std::io::Error>(vec![7; 10_000].into())));
    let error = zoe.media().fill(server, media, Body::stream(film())).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 400, "{error}");
    zoe.media().fill(server, media, Body::sized(film(), 90_000)).await.unwrap();
    let reply = zoe.media().download(server, media).response().await.unwrap();
    assert_eq!(
        (reply.headers()["content-type"].to_str().unwrap(), reply.value().len()),
        ("video/mp4", 90_000)
    );
}
