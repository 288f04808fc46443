//! Which file of a crate names which other one, and whether some of them name each other in a circle.
//!
//! The paths that count are those that begin with `crate`, `self` or `super`, in `use` lines and in code. A `pub use`
//! is no import of its own: whoever imports by it is taken to import from the file that it leads to. What is for tests
//! only is left out, and so are comments and strings.

mod lex;
#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use lex::Token;

/// Who names whom: files by the paths of their modules, `call::page`; the root of the crate is `crate`.
pub type Imports = BTreeMap<String, BTreeSet<String>>;

/// The modules of a crate that have a file of their own.
#[derive(Debug, Default)]
pub struct Sources {
    modules: BTreeMap<Vec<String>, Module>,
}

#[derive(Debug, Default)]
struct Module {
    /// What the file names, each path from the root of the crate.
    named: Vec<Vec<String>>,
    /// What its `use` lines bring into it under a name, from where: for the modules below it, and with `pub` for others.
    brought: BTreeMap<String, Vec<String>>,
    /// Those of these names that it does not hand on, although `use module::*` names the module.
    kept: BTreeSet<String>,
    /// The modules that they bring into it as a whole.
    brought_whole: Vec<Vec<String>>,
    /// The names of its items.
    defined: BTreeSet<String>,
    /// The modules that it declares for tests only.
    for_tests: Vec<Vec<String>>,
}

impl Sources {
    /// Reads all files of a source folder.
    ///
    /// # Panics
    ///
    /// When there are none, or one cannot be read.
    pub fn read(root: &Path) -> Self {
        let mut files = Vec::new();
        collect(root, root, &mut files);
        assert!(!files.is_empty(), "no sources in {}", root.display());
        Self::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str())))
    }

    /// The same from pairs of a path, such as `call/page.rs`, and a text.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files: Vec<_> = files.into_iter().map(|(path, text)| (module_of(path), text)).collect();
        let names: BTreeSet<_> = files.iter().map(|(module, _)| module.clone()).collect();
        let mut modules: BTreeMap<_, _> = files
            .into_iter()
            .map(|(module, text)| {
                let read = Reader::new(&names, module.clone()).read(&lex::tokens(text));
                (module, read)
            })
            .collect();
        let for_tests: Vec<_> =
            modules.values().flat_map(|module| module.for_tests.clone()).collect();
        modules.retain(|module, _| !for_tests.iter().any(|root| module.starts_with(root)));
        Self { modules }
    }

    /// Who names whom.
    pub fn imports(&self) -> Imports {
        let of_module = |(module, read): (&Vec<String>, &Module)| {
            let named = read.named.iter().map(|path| self.file_of(path));
            let others = named.filter(|file| file != module).map(|file| name(&file));
            (name(module), others.collect())
        };
        self.modules.iter().map(of_module).collect()
    }

    /// The module whose file has what a path from the root names.
    fn file_of(&self, path: &[String]) -> Vec<String> {
        self.find(path, &mut BTreeSet::new()).unwrap_or_else(|| self.deepest(path))
    }

    /// The module furthest down a path that has a file.
    fn deepest(&self, path: &[String]) -> Vec<String> {
        let mut lengths = (0..=path.len()).rev();
        let module = lengths.find_map(|length| {
            path.get(..length).filter(|module| self.modules.contains_key(*module))
        });
        module.unwrap_or_default().to_vec()
    }

    /// The same, through whatever the `use` lines of the modules on the way bring. `None` when no module is known to have it. `seen` ends
    /// a search that comes back to where it was.
    fn find(&self, path: &[String], seen: &mut BTreeSet<Vec<String>>) -> Option<Vec<String>> {
        if !seen.insert(path.to_vec()) {
            return None;
        }
        let module = self.deepest(path);
        let Some((item, rest)) = path.get(module.len()..).and_then(<[String]>::split_first) else {
            return Some(module);
        };
        let read = self.modules.get(&module)?;
        if let Some(origin) = read.brought.get(item) {
            return self.find(&[origin, rest].concat(), seen).or(Some(module));
        }
        if read.defined.contains(item) || item == "*" {
            return Some(module);
        }
        let hands_on = |origin: &&Vec<String>| {
            self.modules.get(*origin).is_none_or(|origin| !origin.kept.contains(item))
        };
        let mut origins = read.brought_whole.iter().filter(hands_on);
        origins.find_map(|origin| {
            let path = [origin.as_slice(), std::slice::from_ref(item), rest].concat();
            self.find(&path, seen)
        })
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    for entry in entries {
        let path = entry.expect("an entry of a folder").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("a source file is text");
            let path = path.strip_prefix(root).expect("it is below the root");
            files.push((path.to_str().expect("a path is text").to_owned(), text));
        }
    }
}

/// The module of a file: `call/page.rs` is `call::page`, `call/mod.rs` is `call`.
fn module_of(path: &str) -> Vec<String> {
    let mut module: Vec<_> =
        path.trim_end_matches(".rs").split(['/', '\\']).map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod")
        || ["lib", "main"].contains(&module.join("/").as_str())
    {
        module.pop();
    }
    module
}

fn name(module: &[String]) -> String {
    if module.is_empty() { "crate".to_owned() } else { module.join("::") }
}

/// The same imports between the folders at the top, where a file without a folder is one of its own. The root, which
/// only puts the others together, is left out.
pub fn between_folders(imports: &Imports) -> Imports {
    let folder = |module: &String| module.split("::").next().unwrap_or_default().to_owned();
    let mut folders = Imports::new();
    for (module, others) in imports {
        let own = folder(module);
        let others = others.iter().map(folder).filter(|other| *other != own && other != "crate");
        folders.entry(own.clone()).or_default().extend(others);
    }
    folders.remove("crate");
    folders
}

/// The circles: each set of modules from every one of which every other one is reached.
pub fn circles(imports: &Imports) -> Vec<BTreeSet<String>> {
    let reached: BTreeMap<_, _> = imports.keys().map(|from| (from, reach(imports, from))).collect();
    let mut circles = BTreeSet::new();
    for (from, all) in reached.iter().filter(|(from, all)| all.contains(**from)) {
        let back = |other: &&String| reached.get(other).is_some_and(|all| all.contains(*from));
        circles.insert(all.iter().filter(back).cloned().collect());
    }
    circles.into_iter().collect()
}

/// Everything that is reached from a module, which is among it only if there is a way back.
fn reach(imports: &Imports, from: &String) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from];
    while let Some(others) = open.pop().map(|module| imports.get(module)) {
        for other in others.into_iter().flatten() {
            if reached.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    reached
}

/// Reads the tokens of one file.
struct Reader<'a> {
    /// All modules that have a file.
    modules: &'a BTreeSet<Vec<String>>,
    /// The module of the file.
    file: Vec<String>,
    /// The modules within the file that are open, each with the depth of braces outside of it.
    inner: Vec<(String, usize)>,
    depth: usize,
    read: Module,
}

/// Words after which the name of an item comes. The last ones are those of `api!`.
const ITEMS: [&str; 12] = [
    "struct", "enum", "union", "fn", "trait", "type", "const", "static", "mod", "client", "group",
    "id",
];

impl<'a> Reader<'a> {
    fn new(modules: &'a BTreeSet<Vec<String>>, file: Vec<String>) -> Self {
        Self { modules, file, inner: Vec::new(), depth: 0, read: Module::default() }
    }

    fn read(mut self, mut tokens: &[Token]) -> Module {
        while let Some((token, rest)) = tokens.split_first() {
            tokens = match token.text() {
                "#" if lex::is_for_tests(rest) => self.test_item(lex::after_attribute(rest)),
                "use" => self.import(rest, false),
                "pub" => match lex::after_visibility(rest) {
                    [token, rest @ ..] if token.text() == "use" => self.import(rest, true),
                    rest => rest,
                },
                "mod" => self.module(rest),
                "macro_rules" => self.define(rest.get(1..).unwrap_or_default()),
                word if ITEMS.contains(&word) => self.define(rest),
                // The other crate's own names, in a macro: `$crate::..`.
                "$" => rest.get(1..).unwrap_or_default(),
                "crate" | "self" | "super" if lex::is_path(rest) => self.path(token, rest),
                "{" => self.open(rest),
                "}" => self.close(rest),
                _ => rest,
            };
        }
        self.read
    }

    fn open<'t>(&mut self, rest: &'t [Token]) -> &'t [Token] {
        self.depth += 1;
        rest
    }

    fn close<'t>(&mut self, rest: &'t [Token]) -> &'t [Token] {
        self.depth = self.depth.saturating_sub(1);
        if self.inner.last().is_some_and(|(_, outside)| *outside == self.depth) {
            self.inner.pop();
        }
        rest
    }

    /// The module that is being read: the file's, or one within it.
    fn here(&self) -> Vec<String> {
        let inner = self.inner.iter().map(|(name, _)| name.clone());
        self.file.iter().cloned().chain(inner).collect()
    }

    /// An item that is for tests only; a module in another file is remembered, so that it is left out as well.
    fn test_item<'t>(&mut self, tokens: &'t [Token]) -> &'t [Token] {
        let item = lex::after_attributes(tokens);
        if let [word, name, end, ..] = lex::after_visibility_of(item) {
            if (word.text(), end.text()) == ("mod", ";") {
                let mut module = self.here();
                module.push(name.text().to_owned());
                self.read.for_tests.push(module);
            }
        }
        lex::after_item(item)
    }

    fn module<'t>(&mut self, rest: &'t [Token]) -> &'t [Token] {
        if let [name, brace, ..] = rest {
            if brace.text() == "{" {
                self.inner.push((name.text().to_owned(), self.depth));
            }
        }
        rest
    }

    /// The names of items: `struct Name`, and the several of `id A, B;` in a declaration.
    fn define<'t>(&mut self, rest: &'t [Token]) -> &'t [Token] {
        for pair in rest.chunks(2) {
            let [name, divider] = pair else { break };
            self.read.defined.insert(name.text().to_owned());
            // A group is in snake case where a client has it, and its type is not.
            if divider.text() != "," {
                break;
            }
        }
        rest
    }

    fn path<'t>(&mut self, first: &Token, rest: &'t [Token]) -> &'t [Token] {
        let (mut path, rest) = lex::path(rest);
        path.insert(0, first.text().to_owned());
        if let Some(path) = self.absolute(&path) {
            self.read.named.push(path);
        }
        rest
    }

    fn import<'t>(&mut self, tokens: &'t [Token], is_public: bool) -> &'t [Token] {
        let (leaves, rest) = lex::use_tree(tokens);
        for (path, name) in leaves {
            let Some(path) = self.absolute(&path) else { continue };
            if !is_public {
                self.read.named.push(path.clone());
            }
            if name == "*" {
                self.read.brought_whole.extend(path.split_last().map(|(_, of)| of.to_vec()));
            } else {
                if !is_public {
                    self.read.kept.insert(name.clone());
                }
                self.read.brought.insert(name, path);
            }
        }
        rest
    }

    /// The path from the root, if it is one of this crate's.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, mut rest) = path.split_first()?;
        let mut module = self.here();
        match first.as_str() {
            "crate" => module.clear(),
            "self" => {}
            "super" => {
                module.pop();
            }
            // A module of this one, as `use` may name it without `self`.
            _ => {
                module.push(first.clone());
                return self.modules.contains(&module).then(|| [&module, rest].concat());
            }
        }
        while let Some(("super", further)) =
            rest.split_first().map(|(word, rest)| (word.as_str(), rest))
        {
            module.pop();
            rest = further;
        }
        Some([&module, rest].concat())
    }
}
