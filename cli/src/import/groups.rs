//! To which group an operation belongs, and what its method is called.

use super::names::{Names, is_keyword, is_known_type, value_name};
use super::namespaces::Namespaces;
use super::path;
use super::words::{singular, snake, words};
use crate::operation::Operation;
use crate::schema::{Kind, Schema, Schemas};
use std::collections::{BTreeMap, BTreeSet};

/// A group of lines. One without a name is the client itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Group {
    pub(crate) name: Option<String>,
    /// The name of its type.
    pub(crate) ty: String,
    /// The doc comment.
    pub(crate) docs: String,
    /// The tag or the words from which it has its name.
    title: String,
}

/// The groups, and for each operation the number of its group and the name of its method.
#[derive(Debug)]
pub(crate) struct Division {
    pub(crate) groups: Vec<Group>,
    pub(crate) places: Vec<(usize, String)>,
    /// Operations whose names were taken.
    pub(crate) renamed: Vec<String>,
}

/// The functions that every client has.
const OF_CLIENT: [&str; 6] = ["builder", "client", "clone", "from_client", "from_env", "new"];

/// Divides operations into groups.
pub(crate) fn divide(
    schemas: &Schemas<'_>,
    namespaces: &Namespaces,
    operations: &[&Operation<'_>],
    tags: &[(&str, Option<&str>)],
    client: &mut String,
) -> Division {
    let by_id = are_ids_divided(operations);
    let mut titles: Vec<_> = operations.iter().map(|operation| title(operation, by_id)).collect();
    if !by_id {
        split_large(operations, &mut titles);
    }
    let mut names = Names::with(&OF_CLIENT);
    let types: BTreeSet<_> = namespaces.all(schemas.document()).collect();
    let mut groups: Vec<Group> = Vec::new();
    let mut numbers = Vec::new();
    for title in &titles {
        let number = groups.iter().position(|group| group.title == *title);
        numbers.push(number.unwrap_or_else(|| {
            groups.push(group(title, tags, (client, &types), &mut names));
            groups.len() - 1
        }));
    }
    // One group alone divides nothing.
    if groups.len() == 1 {
        groups[0] = group("", tags, (client, &types), &mut names);
    }
    // A client and a group are different types.
    while groups.iter().any(|group| group.name.is_some() && group.ty == *client) {
        client.push_str("Api");
    }
    for group in groups.iter_mut().filter(|group| group.name.is_none()) {
        group.ty.clone_from(client);
    }
    let mut division = Division { groups, places: Vec::new(), renamed: Vec::new() };
    division.name_methods(schemas, operations, &numbers, by_id);
    division
}

impl Division {
    fn name_methods(
        &mut self,
        schemas: &Schemas<'_>,
        operations: &[&Operation<'_>],
        numbers: &[usize],
        by_id: bool,
    ) {
        let reserved = |group: &Group| match group.name {
            Some(_) => Names::with(&["clone", "new"]),
            None => Names::with(&OF_CLIENT),
        };
        let mut taken: Vec<_> = self.groups.iter().map(reserved).collect();
        let accessors: Vec<_> = self.groups.iter().filter_map(|group| group.name.clone()).collect();
        let said: Vec<_> = operations.iter().map(|operation| said(operation, by_id)).collect();
        let prefixes = prefixes(&said, numbers);
        let shortened =
            said.iter().zip(numbers).map(|(name, group)| without_prefix(name, *group, &prefixes));
        let shortened: Vec<_> = shortened.collect();
        for ((operation, number), words) in operations.iter().zip(numbers).zip(shortened) {
            let group = &self.groups[*number];
            if group.name.is_none() {
                for name in &accessors {
                    taken[*number].take(name);
                }
            }
            let name = method(schemas, operation, group, words);
            let free = taken[*number].free(&name);
            if free != name {
                self.renamed.push(format!(
                    "`{free}`, since `{name}` is taken: {} {}",
                    operation.method, operation.path
                ));
            }
            self.places.push((*number, free));
        }
    }
}

/// Above this number of operations, a tag is divided by what its operations are about.
const LARGE: usize = 12;

/// What operations do with the things that a group is about.
const VERBS: [&str; 10] =
    ["create", "get", "retrieve", "list", "delete", "update", "modify", "cancel", "add", "remove"];

/// Divides large tags: a thing with which operations do several things has a group of its own.
fn split_large(operations: &[&Operation<'_>], titles: &mut [String]) {
    let mut members: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, title) in titles.iter().enumerate() {
        members.entry(title.clone()).or_default().push(index);
    }
    for (title, members) in members.into_iter().filter(|(_, members)| members.len() > LARGE) {
        let about: Vec<_> = members.iter().map(|index| about(operations[*index])).collect();
        let things = things(&about);
        for (index, (_, thing)) in members.into_iter().zip(&about) {
            let known = things.iter().filter(|known| is_about(thing, known));
            if let Some(longest) = known.max_by_key(|known| known.len()) {
                titles[index] = title_of(longest, &title, titles);
            }
        }
    }
}

/// The title of a group for a thing: one that is there already, or the word for several.
fn title_of(thing: &[String], own: &str, titles: &[String]) -> String {
    let same = |title: &str| {
        let words: Vec<_> =
            words(title).iter().map(|word| singular(&word.to_lowercase())).collect();
        words == thing
    };
    let known =
        std::iter::once(own).chain(titles.iter().map(String::as_str)).find(|title| same(title));
    known.map(str::to_owned).unwrap_or_else(|| {
        let mut name = thing.to_vec();
        if let Some(last) = name.last_mut() {
            *last = plural(last);
        }
        name.join(" ")
    })
}

/// The verb and the thing of an operation.
fn about(operation: &Operation<'_>) -> (String, Vec<String>) {
    let parts = operation.id.map(|id| without_route(id, operation)).unwrap_or_default();
    let parts: Vec<_> = parts.iter().map(|word| word.to_lowercase()).collect();
    let Some((verb, rest)) = parts.split_first() else { return Default::default() };
    (verb.clone(), rest.iter().map(|word| singular(word)).collect())
}

/// The things with which at least three operations do at least two usual things.
fn things(about: &[(String, Vec<String>)]) -> Vec<Vec<String>> {
    let mut verbs: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
    for (verb, thing) in about.iter().filter(|(_, thing)| !thing.is_empty()) {
        verbs.entry(thing).or_default().push(verb);
    }
    let usual = |verbs: &[&str]| {
        let mut known: Vec<_> = verbs.iter().filter(|verb| VERBS.contains(verb)).collect();
        known.sort_unstable();
        known.dedup();
        known.len() >= 2 && verbs.len() >= 3
    };
    verbs.into_iter().filter(|(_, verbs)| usual(verbs)).map(|(thing, _)| thing.to_vec()).collect()
}

/// Whether a thing is another one, or begins or ends with it.
fn is_about(thing: &[String], other: &[String]) -> bool {
    thing.starts_with(other) || thing.ends_with(other)
}

/// The word for several: `story` -> `stories`.
fn plural(word: &str) -> String {
    match word {
        _ if word.ends_with(['s', 'x']) || word.ends_with("ch") || word.ends_with("sh") => {
            format!("{word}es")
        }
        _ => match word.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{word}s"),
        },
    }
}

/// Whether the ids have their groups in them: `messages.batches.create`, `repos/get`.
fn are_ids_divided(operations: &[&Operation<'_>]) -> bool {
    let divided =
        operations.iter().filter(|operation| operation.id.is_some_and(|id| split_id(id).is_some()));
    let count = divided.count();
    count > 0 && count * 10 >= operations.len() * 9
}

/// The group and the method in an id.
fn split_id(id: &str) -> Option<(&str, &str)> {
    let (group, method) = id.rsplit_once(['.', '/'])?;
    (!words(group).is_empty() && !words(method).is_empty()).then_some((group, method))
}

/// What the group of an operation has its name from.
fn title(operation: &Operation<'_>, by_id: bool) -> String {
    let of_id =
        operation.id.filter(|_| by_id).and_then(split_id).map(|(group, _)| group.to_owned());
    let of_tag =
        || operation.tags.iter().find(|tag| !words(tag).is_empty()).map(|&tag| tag.to_owned());
    let of_path = || path::literals(operation.path).into_iter().next();
    let title = of_id.or_else(of_tag).or_else(of_path).unwrap_or_default();
    if title.eq_ignore_ascii_case("default") { String::new() } else { title }
}

fn group(
    title: &str,
    tags: &[(&str, Option<&str>)],
    (client, types): (&str, &BTreeSet<String>),
    names: &mut Names,
) -> Group {
    let mut parts = words(title);
    if parts.is_empty() {
        return Group {
            name: None,
            ty: client.to_owned(),
            docs: String::new(),
            title: title.to_owned(),
        };
    }
    // `messages.batches` are message batches.
    if title.contains(['.', '/']) {
        let last = parts.len() - 1;
        parts[..last].iter_mut().for_each(|word| *word = singular(word));
    }
    // A type of the document keeps its name: `Pet` is a pet, and its operations are `pets`.
    if types.contains(&group_type(&value_name(&snake(&parts)))) {
        let mut several = parts.clone();
        if let Some(last) = several.last_mut() {
            *last = plural(last);
        }
        if !types.contains(&group_type(&value_name(&snake(&several)))) {
            parts = several;
        }
    }
    let name = value_name(&snake(&parts));
    let is_taken = is_keyword(&name) || is_known_type(&group_type(&name));
    let name = if is_taken { format!("{name}_api") } else { name };
    let name = names.first_free(&[name.clone(), format!("{name}_api")]);
    let described =
        tags.iter().find(|(tag, _)| *tag == title).and_then(|(_, description)| *description);
    let docs = described.map_or_else(String::new, str::to_owned);
    Group { ty: group_type(&name), name: Some(name), docs, title: title.to_owned() }
}

/// The type of a group, as `api!` names it.
pub(crate) fn group_type(name: &str) -> String {
    let capitalized = name.split('_').map(super::said::capitalized);
    capitalized.collect()
}

/// What a method is called.
fn method(
    schemas: &Schemas<'_>,
    operation: &Operation<'_>,
    group: &Group,
    said: &[String],
) -> String {
    let named = without_group(said.to_vec(), group);
    let verbless = ["by_id", "id", "s", ""].contains(&snake(&named).as_str());
    let named = if verbless { of_route(schemas, operation, group) } else { named };
    // Several of what the group is about: `get_notes` of notes is `list`.
    let several = said.last().is_some_and(|word| singular(word) != *word);
    let reads = ["get", "fetch", "read", "find"].contains(&snake(&named).as_str());
    let one = path::ends_with_parameter(operation.path);
    if reads && several && operation.method == "GET" && !one && is_about_a_list(schemas, operation)
    {
        return "list".to_owned();
    }
    value_name(&snake(&named))
}

/// The words of an id that are not its group, without articles and the version at its end; none without an id.
fn said(operation: &Operation<'_>, by_id: bool) -> Vec<String> {
    let mut said = id_of(operation, by_id);
    let is_article = |word: &String| ["a", "an", "the"].contains(&word.to_lowercase().as_str());
    if said.iter().any(|word| !is_article(word)) {
        said.retain(|word| !is_article(word));
    }
    let is_version = |word: &String| {
        word.strip_prefix(['v', 'V'])
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if said.len() > 1 && said.last().is_some_and(is_version) {
        said.pop();
    }
    said
}

fn id_of(operation: &Operation<'_>, by_id: bool) -> Vec<String> {
    match operation.id.filter(|id| !words(id).is_empty()) {
        Some(id) if by_id => split_id(id).map_or_else(|| words(id), |(_, method)| words(method)),
        Some(id) => without_route(id, operation),
        None => Vec::new(),
    }
}

/// Words with which names begin that say what is done.
const ACTIONS: [&str; 40] = [
    "activate", "archive", "batch", "bulk", "check", "complete", "copy", "count", "disable",
    "download", "enable", "export", "fetch", "find", "generate", "import", "move", "patch", "post",
    "put", "query", "read", "register", "replace", "reset", "restore", "revoke", "run", "search",
    "send", "set", "show", "start", "stop", "submit", "sync", "test", "upload", "upsert",
    "validate",
];

/// How many names of each group begin with some words, and go on.
type Prefixes<'n> = BTreeMap<(usize, &'n [String]), usize>;

fn prefixes<'n>(names: &'n [Vec<String>], groups: &[usize]) -> Prefixes<'n> {
    let mut counts = Prefixes::new();
    for (name, group) in names.iter().zip(groups) {
        for length in 2..name.len() {
            *counts.entry((*group, &name[..length])).or_default() += 1;
        }
    }
    counts
}

/// A name without the words with which at least two others of its group begin, too, if these say where it is from rather than
/// what it does: `agents_api_v1_conversations_start`.
fn without_prefix<'n>(name: &'n [String], group: usize, prefixes: &Prefixes<'_>) -> &'n [String] {
    let is_verb = |word: &String| {
        let lower = word.to_lowercase();
        VERBS.contains(&lower.as_str()) || ACTIONS.contains(&lower.as_str())
    };
    let before_verb = name.iter().position(is_verb).unwrap_or(name.len().saturating_sub(1));
    let shared =
        |length: &usize| prefixes.get(&(group, &name[..*length])).is_some_and(|count| *count > 2);
    let longest = (2..=before_verb).rev().find(shared);
    &name[longest.unwrap_or_default()..]
}

/// The words of the id of an operation, without what servers put into it.
pub(crate) fn id_words(operation: &Operation<'_>) -> Option<Vec<String>> {
    let id = operation.id.filter(|id| !words(id).is_empty())?;
    Some(without_route(id, operation))
}

/// An id without what some servers put into it: the path and the method, or the class.
fn without_route(id: &str, operation: &Operation<'_>) -> Vec<String> {
    let plain: String = operation
        .path
        .chars()
        .map(|it| if it.is_ascii_alphanumeric() { it } else { '_' })
        .collect();
    let end = format!("{plain}_{}", operation.method.to_ascii_lowercase());
    if let Some(name) = id.strip_suffix(&end).filter(|name| !words(name).is_empty()) {
        return words(name);
    }
    let parts = words(id);
    let class = parts.iter().position(|word| word.eq_ignore_ascii_case("controller"));
    match class {
        Some(class) if class + 1 < parts.len() => parts[class + 1..].to_vec(),
        _ => parts,
    }
}

/// Words without those of the group, wherever they stand: `list_vector_store_files` of vector stores is `list_files`.
fn without_group(parts: Vec<String>, group: &Group) -> Vec<String> {
    let same = |word: &str| singular(&word.to_lowercase());
    let group: Vec<_> = words(&group.title).iter().map(|word| same(word)).collect();
    let plain: Vec<_> = parts.iter().map(|word| same(word)).collect();
    let found = match group.is_empty() || group.len() >= parts.len() {
        true => None,
        false => plain.windows(group.len()).position(|window| window == group),
    };
    match found {
        // `outputs_to_run` of a run are `outputs`.
        Some(at) if at + group.len() == parts.len() && at > 1 && is_preposition(&parts[at - 1]) => {
            parts[..at - 1].to_vec()
        }
        Some(at) => [&parts[..at], &parts[at + group.len()..]].concat(),
        None => parts,
    }
}

fn is_preposition(word: &str) -> bool {
    ["to", "of", "for", "in", "from", "on", "with"].contains(&word.to_lowercase().as_str())
}

/// A name from the method and the path.
fn of_route(schemas: &Schemas<'_>, operation: &Operation<'_>, group: &Group) -> Vec<String> {
    let one = path::ends_with_parameter(operation.path);
    let literals = path::literals(operation.path);
    let same = |text: &str| {
        words(text).iter().map(|word| singular(&word.to_lowercase())).collect::<Vec<_>>()
    };
    let of_group = same(&group.title);
    let mut rest: Vec<_> =
        literals.into_iter().filter(|literal| same(literal) != of_group).collect();
    let verb = match operation.method.as_str() {
        "GET" if one => "retrieve",
        "GET" if replies_with_list(schemas, operation) => "list",
        "GET" => "get",
        // `/runs/{id}/cancel`
        "POST" if !one && operation.path.contains('}') && rest.len() == 1 => {
            return words(&rest.remove(0));
        }
        "POST" if one => "update",
        "POST" => "create",
        "PUT" => "replace",
        "PATCH" => "update",
        "DELETE" => "delete",
        other => {
            return [words(&other.to_lowercase()), rest.iter().flat_map(|it| words(it)).collect()]
                .concat();
        }
    };
    let mut parts = vec![verb.to_owned()];
    parts.extend(rest.iter().flat_map(|literal| words(literal)));
    parts
}

/// How many fields a reply has that is about a list.
const FEW: usize = 8;

/// Whether a reply is a list, or little more than one: it may be within an object of its own.
fn is_about_a_list(schemas: &Schemas<'_>, operation: &Operation<'_>) -> bool {
    let successes = operation.successes();
    let mut content = successes.iter().flat_map(|reply| &reply.content);
    let is_list =
        |schema: &Schema| matches!(schemas.resolve(schema).kind, Kind::Array(_) | Kind::Map(_));
    content.find_map(|media| media.schema.as_ref()).is_some_and(|schema| {
        let resolved = schemas.resolve(schema);
        let within = |schema: &Schema| {
            schemas.resolve(schema).fields().iter().any(|field| is_list(&field.schema))
        };
        let has = |schema: &Schema| is_list(schema) || within(schema);
        let few = resolved.fields().len() <= FEW;
        is_list(schema) || (few && resolved.fields().iter().any(|field| has(&field.schema)))
    })
}

fn replies_with_list(schemas: &Schemas<'_>, operation: &Operation<'_>) -> bool {
    let successes = operation.successes();
    let schema =
        successes.iter().flat_map(|reply| &reply.content).find_map(|media| media.schema.as_ref());
    schema.is_some_and(|schema| {
        let resolved = schemas.resolve(schema);
        match &resolved.kind {
            Kind::Array(_) => true,
            Kind::Object(object) => object.fields.iter().any(|field| {
                let array = matches!(schemas.resolve(&field.schema).kind, Kind::Array(_));
                array
                    && ["data", "items", "results", "value", "values", "entries"]
                        .contains(&field.name.as_str())
            }),
            _ => false,
        }
    })
}
