//! Reads the header `link`: <https://www.rfc-editor.org/rfc/rfc8288#section-3>.

/// One link of the header.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Link {
    /// The reference to the target, relative or absolute.
    pub(crate) target: String,
    /// The types of relations, separated by spaces.
    rel: Option<String>,
    /// What the link is from, if that is not the page itself.
    pub(crate) anchor: Option<String>,
}

impl Link {
    /// Whether the link is of this type of relation, whose name is in lower case.
    pub(crate) fn has_relation(&self, relation: &str) -> bool {
        let mut relations = self.rel.iter().flat_map(|rel| rel.split_ascii_whitespace());
        relations.any(|other| other.eq_ignore_ascii_case(relation))
    }
}

/// The rest of the header is not a list of links.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The links of one field of the header. After a mistake there are no more of them.
pub(crate) struct Links<'a> {
    rest: &'a [u8],
}

impl<'a> Links<'a> {
    pub(crate) fn new(field: &'a [u8]) -> Self {
        Self { rest: field }
    }

    fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    fn skip(&mut self, unneeded: fn(u8) -> bool) {
        self.take_while(unneeded);
    }

    /// Takes the byte if it is next.
    fn eat(&mut self, byte: u8) -> bool {
        let rest = self.rest.strip_prefix(&[byte]);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn take_while(&mut self, wanted: fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|byte| !wanted(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    /// `<target>; rel="next"; title="A, B"`
    fn link(&mut self) -> Result<Link, Malformed> {
        if !self.eat(b'<') {
            return Err(Malformed);
        }
        let target = text(self.take_while(|byte| byte != b'>'))?.trim().to_owned();
        if !self.eat(b'>') {
            return Err(Malformed);
        }
        let mut link = Link { target, ..Link::default() };
        loop {
            self.skip(is_space);
            match self.peek() {
                None | Some(b',') => return Ok(link),
                Some(b';') => self.parameter(&mut link)?,
                Some(_) => return Err(Malformed),
            }
        }
    }

    /// `; rel="next"`. Of several with the same name, the first one counts.
    fn parameter(&mut self, link: &mut Link) -> Result<(), Malformed> {
        self.skip(|byte| byte == b';' || is_space(byte));
        let name = self.take_while(|byte| !is_space(byte) && !matches!(byte, b'=' | b';' | b','));
        self.skip(is_space);
        let value = match self.eat(b'=') {
            true => self.value()?,
            false => String::new(),
        };
        if name.eq_ignore_ascii_case(b"rel") {
            link.rel.get_or_insert(value);
        } else if name.eq_ignore_ascii_case(b"anchor") {
            link.anchor.get_or_insert(value);
        }
        Ok(())
    }

    fn value(&mut self) -> Result<String, Malformed> {
        self.skip(is_space);
        if self.eat(b'"') {
            return self.quoted();
        }
        let token = self.take_while(|byte| !is_space(byte) && !matches!(byte, b';' | b','));
        text(token).map(str::to_owned)
    }

    /// The rest of a quoted text. A backslash stands before a character that means itself.
    fn quoted(&mut self) -> Result<String, Malformed> {
        let mut value = Vec::new();
        loop {
            value.extend_from_slice(self.take_while(|byte| !matches!(byte, b'"' | b'\\')));
            if self.eat(b'"') {
                return String::from_utf8(value).map_err(|_| Malformed);
            }
            match self.rest.get(1..) {
                Some([escaped, rest @ ..]) => {
                    value.push(*escaped);
                    self.rest = rest;
                }
                _ => return Err(Malformed),
            }
        }
    }
}

impl Iterator for Links<'_> {
    type Item = Result<Link, Malformed>;

    fn next(&mut self) -> Option<Self::Item> {
        self.skip(|byte| byte == b',' || is_space(byte));
        self.peek()?;
        let link = self.link();
        if link.is_err() {
            self.rest = &[];
        }
        Some(link)
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

fn text(bytes: &[u8]) -> Result<&str, Malformed> {
    std::str::from_utf8(bytes).map_err(|_| Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The targets with this relation; `!` for a mistake.
    fn targets(field: &str, relation: &str) -> String {
        let links = Links::new(field.as_bytes()).filter_map(|link| match link {
            Ok(link) => link.has_relation(relation).then_some(link.target),
            Err(Malformed) => Some("!".to_owned()),
        });
        links.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn links_are_read_as_the_standard_has_them() {
        for (field, next) in [
            ("", ""),
            (r#"</a>; rel="next""#, "/a"),
            (r#"</a>;rel="next",</b>;rel="last""#, "/a"),
            (r#"</b>; rel="last" , </a>; rel="next""#, "/a"),
            (r#"</a>; rel="last next""#, "/a"),
            (r#"</a>; rel="last	next  prev""#, "/a"),
            ("</a>; rel=next", "/a"),
            ("</a>; rel=NEXT; title=x", "/a"),
            (r#"</a>; REL = "Next""#, "/a"),
            (r#"</a>; title="; rel=\"prev\", <x>"; rel="next""#, "/a"),
            (r#"</a>; title="a\\"; rel="next""#, "/a"),
            ("</a,b;c>; rel=next", "/a,b;c"),
            ("< /a >; rel=next", "/a"),
            ("<>; rel=next", ""),
            (r#", ,</a>;; ;rel="next",,"#, "/a"),
            (r#"</a>; rel; rel="next""#, ""),
            (r#"</a>; rel="prev"; rel="next""#, ""),
            (r#"</a>; rel="nextish""#, ""),
            (r#"</a>; rel="https://example.com/next""#, ""),
            (r#"</a>; title*=UTF-8'de'n%c3%a4chste; rel="next""#, "/a"),
            ("</a>", ""),
        ] {
            assert_eq!(targets(field, "next"), next, "{field}");
        }
    }

    #[test]
    fn what_is_no_list_of_links_is_told_and_ends_it() {
        for (field, next) in [
            ("/a; rel=next", "!"),
            ("</a; rel=next", "!"),
            (r#"</a>; rel="next"#, "!"),
            (r#"</a>; rel="next\"#, "!"),
            ("</a> rel=next", "!"),
            ("</a>; rel=next, junk, </b>; rel=next", "/a !"),
        ] {
            assert_eq!(targets(field, "next"), next, "{field}");
        }
        assert_eq!(Links::new(b"<\xff>; rel=next").next(), Some(Err(Malformed)));
        assert_eq!(Links::new(b"</a>; rel=\"\xff\"").next(), Some(Err(Malformed)));
    }

    #[test]
    fn a_link_from_elsewhere_says_so() {
        let link = Links::new(br##"</a>; anchor="#chapter"; rel="next""##).next();
        assert_eq!(link.unwrap().unwrap().anchor.as_deref(), Some("#chapter"));
    }
}
