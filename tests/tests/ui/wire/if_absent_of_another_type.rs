//! What stands for an absent field is a value of its type.

use schematic_api::Object;

#[derive(Object)]
pub struct Run {
    #[wire(if_absent = 1)]
    pub name: Option<String>,
    #[wire(if_absent = 0.5)]
    pub count: Option<u32>,
    #[wire(if_absent = "1")]
    pub temperature: Option<f64>,
    #[wire(if_absent = "false")]
    pub strict: Option<bool>,
    #[wire(if_absent = [1])]
    pub tools: Option<Vec<String>>,
}

fn main() {}
