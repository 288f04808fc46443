//! The same call with async-openai.

use async_openai::Client;
use async_openai::config::OpenAIConfig;
use async_openai::error::OpenAIError;

#[expect(deprecated, reason = "the whole of its `assistant` feature is")]
#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), OpenAIError> {
    let config = OpenAIConfig::new().with_api_base("http://127.0.0.1:8080").with_api_key("key");
    let run = Client::with_config(config).threads().runs("thread_abc").retrieve("run_abc").await?;
    println!("{:?}", run.status);
    Ok(())
}
