//! The memory of this process, as Linux counts it.

use std::fs;

/// Returns how many bytes this adds to the resident memory while it runs, at most.
pub(crate) fn added(mut run: impl FnMut()) -> u64 {
    let before = kib("VmRSS:");
    // Sets the peak to what there is now.
    fs::write("/proc/self/clear_refs", "5").expect("Linux");
    run();
    kib("VmHWM:").saturating_sub(before) * 1024
}

fn kib(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let rest =
        status.lines().find_map(|line| line.strip_prefix(name)).expect("a line of this name");
    rest.trim().trim_end_matches(" kB").parse().expect("a number")
}
