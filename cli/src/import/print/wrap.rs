//! Long texts and lines in several lines.

/// Words in lines of a width.
pub(super) fn words(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let last = lines.last().map_or(0, |line| line.chars().count());
        if last > 0 && last + 1 + word.chars().count() > width {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// As many lines as an operation has without a reason.
const USUAL: usize = 3;

/// Parts, each with the space before it, in lines of a width; those after the first are indented by four. The reply begins a line
/// of its own, unless that makes too many.
pub(super) fn parts(parts: &[(&str, String)], width: usize) -> Vec<String> {
    let whole: String = parts.iter().map(|(space, part)| format!("{space}{part}")).collect();
    if whole.chars().count() <= width {
        return vec![whole];
    }
    let apart = filled(parts, width, true);
    if apart.len() <= USUAL { apart } else { filled(parts, width, false) }
}

fn filled(parts: &[(&str, String)], width: usize, arrow_apart: bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (space, part) in parts {
        let last = lines.last().map_or(0, |line| line.chars().count());
        let full = last + space.len() + part.chars().count() > width;
        let breaks = full || (arrow_apart && part.starts_with("->"));
        match lines.last_mut() {
            Some(line) if !breaks || line.is_empty() => {
                line.push_str(space);
                line.push_str(part);
            }
            _ => lines.push(format!("    {part}")),
        }
    }
    lines
}
