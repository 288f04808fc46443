//! Columns of text.

/// The widest cell that the next column makes room for. A wider one shifts the rest of its row, and only that.
const WIDEST: usize = 52;

/// Rows whose cells begin at the same place.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Adds a row.
    pub(crate) fn row<T: Into<String>>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.rows.push(cells.into_iter().map(Into::into).collect());
    }

    /// The rows as lines, each after `indent`. A column in which no row has anything is left out.
    pub(crate) fn text(&self, indent: &str) -> String {
        let widths = self.widths();
        self.rows
            .iter()
            .map(|row| format!("{indent}{}", line(row, &widths)).trim_end().to_owned() + "\n")
            .collect()
    }

    fn widths(&self) -> Vec<usize> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let width = |column| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell: &String| room(cell.chars().count())).max().unwrap_or_default()
        };
        (0..columns).map(width).collect()
    }
}

/// What a cell takes of a column.
fn room(width: usize) -> usize {
    if width > WIDEST { 1 } else { width }
}

fn line(row: &[String], widths: &[usize]) -> String {
    let cells = row.iter().zip(widths).filter(|(_, width)| **width > 0);
    cells.map(|(cell, width)| format!("{cell:<width$}")).collect::<Vec<_>>().join("  ")
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn cells_of_a_column_begin_at_the_same_place() {
        let mut table = Table::default();
        table.row(["list", "", "/notes", "-> Vec<Note>"]);
        table.row(["größe", "", "/", ""]);
        assert_eq!(table.text("  "), "  list   /notes  -> Vec<Note>\n  größe  /\n");
    }

    #[test]
    fn a_cell_that_is_too_wide_shifts_its_own_row_only() {
        let (wide, mut table) = ("w".repeat(60), Table::default());
        table.row(["a", &wide, "b"]);
        table.row(["a", "narrow", "b"]);
        table.row([wide.as_str()]);
        assert_eq!(table.text(""), format!("a  {wide}  b\na  narrow  b\n{wide}\n"));
    }
}
