//! The tools of the benchmarks: the cost of a process, the compiler, the declarations it is given, and tables.
//!
//! Not part of the product or its tests. The results are in `README.md` beside this package.

pub mod arguments;
pub mod declare;
pub mod dependencies;
pub mod imported;
pub mod invocation;
pub mod peer;
pub mod process;
pub mod program;
pub mod server;
pub mod table;
pub mod usage;
