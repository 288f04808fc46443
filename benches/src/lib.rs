//! The tools of the comparisons: what a process costs, what the compiler needs, the declarations it is given, and tables.
//!
//! Nothing here is part of the product or of its tests; `README.md` beside this package has the results.

pub mod arguments;
pub mod declare;
pub mod dependencies;
pub mod peer;
pub mod process;
pub mod program;
pub mod server;
pub mod table;
