//! reqwest, used as people usually write it.

use crate::run::Run;
use crate::{KEY, RUN, THREAD, repeat};

pub(crate) async fn reqwest(url: &str, count: usize) {
    let http = reqwest::Client::new();
    repeat(count, async || {
        let request = http.get(format!("{url}/threads/{THREAD}/runs/{RUN}"));
        let response =
            request.bearer_auth(KEY).header("OpenAI-Beta", "assistants=v2").send().await?;
        response.error_for_status()?.json::<Run>().await
    })
    .await;
}
