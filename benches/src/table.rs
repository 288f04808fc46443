//! Markdown tables, in the form that `README.md` uses.

use std::fmt;

/// A table that is printed once its last row is known.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these column heads.
    pub fn new<const N: usize>(heads: [&str; N]) -> Self {
        Self { rows: vec![heads.map(str::to_owned).to_vec()] }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, row) in self.rows.iter().enumerate() {
            writeln!(f, "| {} |", row.join(" | "))?;
            if index == 0 {
                writeln!(f, "|{}", "---|".repeat(row.len()))?;
            }
        }
        Ok(())
    }
}

/// Compares the peers of a table with the first of them.
#[derive(Default)]
pub struct Comparison {
    first: Option<(f64, f64)>,
}

impl Comparison {
    /// The cells of a peer: its name, its speed in MB/s, how often that is the first one's, its instructions per byte, and how
    /// often they are in the first one's.
    pub fn cells(&mut self, peer: &str, speed: f64, cost: f64) -> [String; 5] {
        let (first_speed, first_cost) = *self.first.get_or_insert((speed, cost));
        [
            peer.to_owned(),
            format!("{speed:.0}"),
            ratio(speed, first_speed),
            format!("{cost:.1}"),
            ratio(first_cost, cost),
        ]
    }
}

/// Formats a ratio for a table.
pub fn ratio(ours: f64, peer: f64) -> String {
    if peer > 0.0 { format!("{:.2}", ours / peer) } else { "-".to_owned() }
}
