//! The document of a declaration.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::build::Build;
use super::components::{Components, allowed};
use super::declared::{Group, Lines};
use super::field::set;
use super::omission::Omission;
use super::operation::Shared;
use super::parameter::Parameter;
use super::paths::Paths;
use super::schemas::Schemas;
use super::security::Security;
use super::settings::{Enums, Settings};
use super::types::Types;
use super::{closed_enums, docs, extension, parameters, used};
use crate::declaration::ApiSpec;

/// The declaration of a client.
#[derive(Clone, Copy)]
pub(super) struct Declaration {
    pub(super) spec: &'static ApiSpec,
    /// That of the crate.
    pub(super) version: Option<&'static str>,
    pub(super) declare: fn(&mut Lines),
}

/// A document, and what was found out on the way.
#[derive(Clone)]
pub(super) struct Document {
    pub(super) value: Value,
    pub(super) untyped: Vec<String>,
    pub(super) omitted: Vec<Omission>,
    pub(super) clashes: Vec<String>,
}

impl Document {
    pub(super) fn of(declaration: &Declaration, settings: &Settings) -> Self {
        let mut lines = Lines::default();
        (declaration.declare)(&mut lines);
        let mut components = Components::default();
        let types: Vec<_> =
            lines.lines.iter().map(|line| Types::of(line, &mut components)).collect();
        let errors: Vec<_> =
            lines.errors.iter().map(|describe| describe(&mut components)).collect();
        let untyped = components.untyped().map(str::to_owned).collect();
        let clashes = components.clashes().collect();
        let mut build = begin(declaration.spec, settings, components, errors);
        let mut paths = Paths::default();
        for (line, types) in lines.lines.iter().zip(types) {
            paths.add(line, types, &mut build);
        }
        let mut document = Self {
            value: Value::Null,
            untyped,
            omitted: std::mem::take(&mut build.omitted),
            clashes,
        };
        document.value = document.assemble(declaration, settings, &lines.groups, paths, build);
        document
    }

    fn assemble(
        &self,
        declaration: &Declaration,
        settings: &Settings,
        groups: &[Group],
        paths: Paths,
        build: Build,
    ) -> Value {
        let shared = shared(&build);
        let mut document = Map::new();
        let mut say = |name: &str, value: Value| {
            let is_empty = value.as_array().is_some_and(Vec::is_empty)
                || value.as_object().is_some_and(Map::is_empty);
            if !is_empty || name == "paths" {
                document.insert(name.to_owned(), value);
            }
        };
        say("openapi", settings.version.number().into());
        say("info", info(declaration, settings));
        say("servers", servers(declaration.spec, settings));
        say("security", build.security.default.clone().into());
        say("tags", tags(groups, &paths.tags()));
        say("paths", paths.into_value(&build, &shared));
        say("components", components(build, shared));
        say("x-schematic", self.extension(declaration.spec));
        let mut document = Value::Object(document);
        if settings.enums == Enums::Closed {
            closed_enums::close(&mut document);
        }
        used::retain(&mut document);
        document
    }

    /// What is said of the client, and what is not in the document.
    fn extension(&self, spec: &ApiSpec) -> Value {
        let mut facts = extension::of_client(spec);
        let omitted: Vec<_> = self.omitted.iter().map(|it| Value::from(it.to_string())).collect();
        let lists: [(&str, Value); 3] = [
            ("omitted", omitted.into()),
            ("untyped", self.untyped.clone().into()),
            ("clashes", self.clashes.clone().into()),
        ];
        let some = lists
            .into_iter()
            .filter(|(_, list)| list.as_array().is_some_and(|list| !list.is_empty()));
        facts.extend(some.map(|(name, list)| (name.to_owned(), list)));
        facts.into()
    }
}

fn begin(
    spec: &'static ApiSpec,
    settings: &Settings,
    components: Components,
    errors: Vec<Value>,
) -> Build {
    let mut errors = errors.into_iter();
    let error = if spec.error().is_some() { errors.next() } else { None };
    Build {
        version: settings.version,
        spec,
        schemas: Schemas(components.into_schemas()),
        error,
        conditions: errors.collect(),
        sent_always: parameters::of_client(spec),
        security: Security::of(spec),
        omitted: Vec::new(),
    }
}

fn info(declaration: &Declaration, settings: &Settings) -> Value {
    let title = settings.title.as_deref().unwrap_or(declaration.spec.name());
    let version = settings.api_version.as_deref().or(declaration.version).unwrap_or("0.0.0");
    let mut info = json!({ "title": title, "version": version });
    let docs = docs::text(declaration.spec.docs());
    if !docs.is_empty() {
        set(&mut info, "description", docs);
    }
    info
}

fn servers(spec: &ApiSpec, settings: &Settings) -> Value {
    let url = settings.server.as_deref().or(spec.base_url());
    // Paths begin with a slash.
    url.map(|url| json!([{ "url": url.trim_end_matches('/') }])).unwrap_or_else(|| json!([]))
}

/// The groups that have operations. Two of one name are one.
fn tags(groups: &[Group], used: &BTreeSet<&str>) -> Value {
    let mut known = BTreeSet::new();
    let groups = groups.iter().filter(|it| used.contains(it.name) && known.insert(it.name));
    let tags = groups.map(|group| {
        let mut tag = json!({ "name": group.name });
        let docs = docs::text(group.docs);
        if !docs.is_empty() {
            set(&mut tag, "description", docs);
        }
        tag
    });
    tags.collect()
}

/// The parameters of the client, with a name in the document for each.
fn shared(build: &Build) -> Shared {
    let mut names = BTreeSet::new();
    let mut named = |parameter: Parameter| {
        let name = allowed(&parameter.name);
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut free = [name.clone().into_owned()].into_iter().chain(numbered);
        let name = free.find(|name| names.insert(name.clone())).unwrap_or_default();
        (name, parameter)
    };
    let always = build.sent_always.iter().cloned().map(&mut named).collect();
    Shared { always, key: parameters::idempotency_key(build.spec).map(named) }
}

fn components(build: Build, shared: Shared) -> Value {
    let parameters = shared.always.into_iter().chain(shared.key);
    let parameters = parameters.map(|(name, parameter)| (name, parameter.into_value()));
    let parts = [
        ("schemas", build.schemas.0),
        ("parameters", parameters.collect()),
        ("securitySchemes", build.security.schemes),
    ];
    let some = parts.into_iter().filter(|(_, part)| !part.is_empty());
    Value::Object(some.map(|(name, part)| (name.to_owned(), part.into())).collect())
}
