use schematic_api::{Object, StringEnum, Union};

#[derive(Object)]
#[wire(nulable)]
struct Run {
    #[wire(nmae = "type")]
    kind: Option<String>,
    #[wire(flaten, banana("x"), optional)]
    note: Option<String>,
}

#[derive(StringEnum)]
#[wire(tag = "type")]
enum Status {
    #[wire(nmae = "done")]
    Done,
    Unknown(String),
}

#[derive(Union)]
#[wire(tga = "type", tag = "type")]
enum Tool {
    #[wire(strin)]
    Run(Run),
    Unknown(serde_json::Value),
}

fn main() {
    let _ = (Run::new().kind("k").note("n"), Status::Done, Tool::from(Run::new()));
}
