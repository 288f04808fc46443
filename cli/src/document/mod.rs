//! OpenAPI documents as they are written: JSON or YAML, one tree of values, and the references within it.
//!
//! Nothing is validated here beyond what makes a document of OpenAPI 3: real documents break the rules of the standard, and are
//! read all the same.

mod error;
mod json;
mod node;
mod pointer;
mod scalar;
mod version;
mod yaml;

pub use error::DocumentError;
pub use node::{Node, Object};
pub use pointer::Pointer;
pub use version::Version;

/// How many references may lead from one to the next. More than that is a circle.
const LONGEST_CHAIN: usize = 64;

/// An OpenAPI document.
#[derive(Debug)]
pub struct Document {
    root: Node,
    version: Version,
}

/// A place in a document, and what is there.
#[derive(Clone, Debug)]
pub struct Located<'a> {
    /// The value.
    pub node: &'a Node,
    /// Where it is.
    pub at: Pointer,
}

impl Document {
    /// Reads a document from its text, which is JSON if it begins with a brace, else YAML.
    ///
    /// # Errors
    ///
    /// The text is neither, or it is no document of OpenAPI 3.
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let text = text.trim_start_matches('\u{feff}');
        let root = match text.trim_start().starts_with('{') {
            true => json::read(text).or_else(|error| flow_yaml(text, error))?,
            false => yaml::read(text)?,
        };
        let version = Version::of(&root)?;
        Ok(Self { root, version })
    }

    /// The whole tree.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The version of OpenAPI that the document says it has.
    #[must_use]
    pub fn version(&self) -> Version {
        self.version
    }

    /// What is at a place, or nothing.
    #[must_use]
    pub fn get(&self, at: &Pointer) -> Option<&Node> {
        at.tokens().try_fold(&self.root, |node, token| node.step(token))
    }

    /// Follows the `$ref` of an object, and those that it leads to. A value without one is where it is.
    ///
    /// # Errors
    ///
    /// The reference is to another document, leads nowhere, or leads back to itself.
    pub fn follow<'a>(
        &'a self,
        node: &'a Node,
        at: &Pointer,
    ) -> Result<Located<'a>, DocumentError> {
        let mut found = Located { node, at: at.clone() };
        for _ in 0..LONGEST_CHAIN {
            let Some(reference) = found.node.reference() else { return Ok(found) };
            let target = self.target(reference, &found.at)?;
            let node = self.get(&target).ok_or_else(|| DocumentError::Dangling {
                at: found.at.clone(),
                reference: reference.to_owned(),
            })?;
            found = Located { node, at: target };
        }
        Err(DocumentError::Circle { at: at.clone() })
    }

    /// The place that a reference names, whether or not something is there.
    ///
    /// # Errors
    ///
    /// The reference is to another document.
    pub fn target(&self, reference: &str, at: &Pointer) -> Result<Pointer, DocumentError> {
        let external =
            || DocumentError::External { at: at.clone(), reference: reference.to_owned() };
        let fragment = reference.strip_prefix('#').ok_or_else(external)?;
        if fragment.is_empty() || fragment.starts_with('/') {
            return Ok(Pointer::of_fragment(fragment));
        }
        // The plain name of a schema, as `$id` and `$anchor` give one.
        self.anchor(fragment).ok_or_else(|| DocumentError::Dangling {
            at: at.clone(),
            reference: reference.to_owned(),
        })
    }

    /// The component whose `$anchor` is this name, or whose own name it is.
    fn anchor(&self, name: &str) -> Option<Pointer> {
        let schemas = self.root.get("components")?.get("schemas")?.as_object()?;
        let of_name = |(key, schema): &(&String, &Node)| {
            schema.get("$anchor").and_then(Node::as_str) == Some(name) || *key == name
        };
        let (key, _) = schemas.iter().find(of_name)?;
        Some(Pointer::root().child("components").child("schemas").child(key))
    }
}

/// A document that begins with a brace and is no JSON may be YAML in flow style. If it is neither, it was meant as JSON.
fn flow_yaml(text: &str, error: DocumentError) -> Result<Node, DocumentError> {
    yaml::read(text).map_err(|_| error)
}
