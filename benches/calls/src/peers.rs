//! progenitor with a document of this one operation, and async-openai.

use async_openai::config::OpenAIConfig;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use crate::{KEY, RUN, THREAD, repeat};

mod generated {
    progenitor::generate_api!("data/run.openapi.json");
}

pub(crate) async fn progenitor(url: &str, count: usize) {
    let mut headers = HeaderMap::new();
    headers.insert(
        AUTHORIZATION,
        HeaderValue::try_from(format!("Bearer {KEY}")).expect("the key is a header value"),
    );
    headers.insert("openai-beta", HeaderValue::from_static("assistants=v2"));
    let http =
        reqwest::Client::builder().default_headers(headers).build().expect("a client without TLS");
    let client = generated::Client::new_with_client(url, http);
    repeat(count, async || client.retrieve_run(THREAD, RUN).await.map(|reply| reply.into_inner()))
        .await;
}

#[expect(deprecated, reason = "the whole of its `assistant` feature is")]
pub(crate) async fn async_openai(url: &str, count: usize) {
    let config = OpenAIConfig::new().with_api_base(url).with_api_key(KEY);
    let client = async_openai::Client::with_config(config);
    repeat(count, async || client.threads().runs(THREAD).retrieve(RUN).await).await;
}
