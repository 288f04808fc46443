//! The document of a service says that a field is required, or that it is optional.

use schematic_api::Object;

#[derive(Object)]
pub struct Run {
    #[wire(documented = "always")]
    pub name: Option<String>,
    #[wire(documented = required)]
    pub other: Option<String>,
}

fn main() {}
