//! Text as HTML.

use std::fmt;

/// Text, with everything escaped that means something in HTML, also within attributes in quotes.
pub(super) struct Text<'a>(pub(super) &'a str);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            '\'' => f.write_str("&#39;"),
            letter => write!(f, "{letter}"),
        })
    }
}

/// The id of an element, by its kind and its name.
pub(super) struct Id<'a>(pub(super) &'a str, pub(super) &'a str);

impl fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", self.0)?;
        self.1.chars().try_for_each(|letter| match letter {
            letter if letter.is_ascii_alphanumeric() || ".-".contains(letter) => {
                write!(f, "{letter}")
            }
            letter => write!(f, "_{:x}_", u32::from(letter)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_html() {
        let text = Text("<a href=\"x\" id='y'>&lt;").to_string();
        assert_eq!(text, "&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;lt;");
        assert_eq!(Id("type", "a b\"<é").to_string(), "type-a_20_b_22__3c__e9_");
    }
}
