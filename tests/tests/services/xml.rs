//! As much of XML as the services here speak, and a codec of it.

use schematic_api::{BoxError, Codec};
use std::fmt::Write;

/// An element, without its attributes and the prefix of its name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    pub name: String,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    pub fn new(name: &str, children: impl IntoIterator<Item = Element>) -> Self {
        Self {
            name: name.to_owned(),
            text: String::new(),
            children: children.into_iter().collect(),
        }
    }

    pub fn text(name: &str, text: impl ToString) -> Self {
        Self { text: text.to_string(), ..Self::new(name, []) }
    }

    /// The children of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The child of this name.
    pub fn child(&self, name: &str) -> Result<&Element, BoxError> {
        let mut children = self.children.iter();
        children
            .find(|child| child.name == name)
            .ok_or_else(|| format!("`{}` has no `{name}`", self.name).into())
    }

    /// The text of the child of this name.
    pub fn get(&self, name: &str) -> Result<String, BoxError> {
        self.child(name).map(|child| child.text.clone())
    }

    fn write(&self, to: &mut String) {
        let _ = write!(to, "<{}>", self.name);
        for c in self.text.chars() {
            match c {
                '<' => to.push_str("&lt;"),
                '>' => to.push_str("&gt;"),
                '&' => to.push_str("&amp;"),
                c => to.push(c),
            }
        }
        self.children.iter().for_each(|child| child.write(to));
        let name = self.name.split(' ').next().unwrap_or_default();
        let _ = write!(to, "</{name}>");
    }
}

/// Reads a document.
pub fn parse(text: &str) -> Result<Element, BoxError> {
    let mut open = vec![Element::default()];
    let mut rest = text.trim_start();
    while let Some((before, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').ok_or("a tag is cut off")?;
        let parent = open.last_mut().ok_or("there are more ends than beginnings")?;
        parent.text += &unescaped(before.trim());
        rest = after;
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        let name = name.rsplit(':').next().unwrap_or_default();
        if tag.starts_with(['?', '!']) {
            continue;
        }
        if !tag.starts_with('/') {
            open.push(Element::new(name, []));
        }
        if tag.starts_with('/') || tag.ends_with('/') {
            let element = open.pop().filter(|element| element.name == name);
            let element = element.ok_or_else(|| format!("`{name}` ends without a beginning"))?;
            open.last_mut().ok_or("there are more ends than beginnings")?.children.push(element);
        }
    }
    match <[Element; 1]>::try_from(open) {
        Ok([mut document]) => document.children.pop().ok_or_else(|| "there is no element".into()),
        Err(_) => Err("the document is cut off".into()),
    }
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&apos;", "'").replace("&amp;", "&")
}

/// A type that is an element.
pub trait XmlValue: Sized {
    fn to_xml(&self) -> Element;
    fn from_xml(element: &Element) -> Result<Self, BoxError>;
}

/// The format.
#[derive(Debug)]
pub struct Xml;

impl<T: XmlValue> Codec<T> for Xml {
    const MEDIA_TYPE: &'static str = "application/xml";

    fn encode(value: &T) -> Result<Vec<u8>, BoxError> {
        let mut text = r#"<?xml version="1.0" encoding="UTF-8"?>"#.to_owned();
        value.to_xml().write(&mut text);
        Ok(text.into_bytes())
    }

    fn decode(body: &[u8]) -> Result<T, BoxError> {
        T::from_xml(&parse(std::str::from_utf8(body)?)?)
    }
}
