//! The same call, declared.

use schematic_api::{Error, Object, api};

api! {
    pub(crate) client Api at "http://127.0.0.1:8080" {
        auth bearer;
    }

    retrieve: GET /threads/<thread>/runs/<run> -> Run;
}

/// The fields of a run that are read.
#[derive(Object)]
#[wire(lenient)]
pub(crate) struct Run {
    status: String,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let api = Api::builder().credential("key").build()?;
    let run = api.retrieve("thread_abc", "run_abc").await?;
    println!("{}", run.status);
    Ok(())
}
