//! A default of the service is a literal.

use schematic_api::Object;

#[derive(Object)]
pub struct Run {
    #[wire(if_absent = Mode::Auto)]
    pub mode: Option<String>,
    #[wire(if_absent = 'a')]
    pub letter: Option<char>,
    #[wire(if_absent = -"x")]
    pub name: Option<String>,
}

fn main() {}
