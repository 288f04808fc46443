use schematic_api::{Object, StringEnum};

#[derive(Debug, Object)]
#[wire(crate = "schematic-api")]
pub struct Note {
    pub text: String,
}

#[derive(Debug, StringEnum)]
#[wire(crate)]
pub enum Status {
    Queued,
    Unknown(String),
}

#[derive(Debug, Object)]
pub struct Page {
    #[wire(crate = "schematic_api")]
    pub notes: Vec<Note>,
}

fn main() {
    let _ = (Note::new(), Page::new(), Status::Queued);
}
