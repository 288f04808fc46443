use schematic_api::{Object, StringEnum};

#[derive(Object)]
#[serde(rename_all = "camelCase")]
struct Run {
    #[serde(rename = "type")]
    kind: String,
}

#[derive(StringEnum)]
enum Status {
    #[serde(rename = "done")]
    Done,
    Unknown(String),
}

fn main() {
    let _ = (Run::new("k"), Status::Done);
}
