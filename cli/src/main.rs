//! The program `schematic`.

fn main() {}
