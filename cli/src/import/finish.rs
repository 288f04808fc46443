//! What can be said of types only when all of them are known: boxes, tags, and what has a default.

use super::item::{Content, Field, Impl, Item, Null, StringVariant, StructKind};
use super::names::{Names, ident, type_name, value_name, variant_names};
use super::rust_type::RustType;
use super::types::Types;
use std::collections::{BTreeMap, BTreeSet};

/// Completes all types.
pub(crate) fn finish(types: &mut Types<'_>) {
    tags(types);
    no_setters(types);
    types.sort();
    box_cycles(&mut types.items);
    box_large_variants(&mut types.items);
}

/// A union writes the tag of its members. A type that also stands alone has it as a field.
fn tags(types: &mut Types<'_>) {
    let member_of = types.member_of.clone();
    for (name, ways) in member_of {
        let tags: Vec<_> = ways.iter().flatten().cloned().collect();
        for tag in tags {
            let only = ways.len() == 1;
            if only { drop_tag(types, &name, &tag) } else { keep_tag(types, &name, &tag) }
        }
    }
}

fn drop_tag(types: &mut Types<'_>, name: &str, tag: &str) {
    let Some(item) = types.made(name) else { return };
    let Content::Struct(it) = &mut item.content else { return };
    it.constants.retain(|(key, _)| key != tag);
    it.fields.retain(|field| field.wire != tag);
}

/// A constant of the name of the tag would be written beside the tag.
fn keep_tag(types: &mut Types<'_>, name: &str, tag: &str) {
    let Some(index) = types.items.iter().position(|item| item.name == name) else { return };
    let Content::Struct(it) = &mut types.items[index].content else { return };
    let Some(at) = it.constants.iter().position(|(key, _)| key == tag) else { return };
    let (_, value) = it.constants.remove(at);
    let ty = types.names.free(&format!("{name}{}", type_name(tag)));
    let variant =
        StringVariant { name: variant_names(&value)[0].clone(), wire: value, docs: String::new() };
    let mut names = Names::with(&[]);
    if let Content::Struct(it) = &mut types.items[index].content {
        for field in &it.fields {
            names.take(field.name.trim_start_matches("r#"));
        }
        let field = Field {
            name: ident(&names.free(&value_name(tag))),
            wire: tag.to_owned(),
            ty: RustType::Named(ty.clone()),
            null: Null::None,
            json: false,
            no_setter: false,
            notes: Vec::new(),
            docs: String::new(),
            comments: Vec::new(),
        };
        it.fields.insert(0, field);
    }
    let order = types.items[index].order;
    let at = types.items[index].at.child("properties").child(tag);
    types.push(ty.clone(), at, format!("What tells a [`{name}`] from others."));
    types.set(&ty, Content::StringEnum(vec![variant]));
    if let Some(item) = types.items.last_mut() {
        item.order = order;
    }
}

/// The client sets the flag that asks for events.
fn no_setters(types: &mut Types<'_>) {
    let asked = types.asked.clone();
    for item in types.items.iter_mut().filter(|item| asked.contains(&item.name)) {
        if let Content::Struct(it) = &mut item.content {
            let flags = it.fields.iter_mut().filter(|field| field.wire == "stream");
            flags
                .filter(|field| matches!(field.ty, RustType::Option(_)))
                .for_each(|field| field.no_setter = true);
        }
    }
    for item in &mut types.items {
        clashing_setters(item);
    }
}

/// A setter cannot have the name of the constructor, or of another setter.
fn clashing_setters(item: &mut Item) {
    let Content::Struct(it) = &mut item.content else { return };
    let mut seen = BTreeSet::from(["new".to_owned(), "is_settled".to_owned()]);
    if !item.impls.iter().any(|it| matches!(it, Impl::Settles { .. })) {
        seen.remove("is_settled");
    }
    for field in &mut it.fields {
        let mut setters = vec![field.name.clone()];
        if matches!(field.ty, RustType::Patch(_)) {
            setters.push(format!("clear_{}", field.name.trim_start_matches("r#")));
        }
        field.no_setter |= setters.iter().any(|setter| seen.contains(setter));
        seen.extend(setters);
    }
}

/// The types that each type holds in itself.
fn held(items: &[Item], of: impl Fn(&Item) -> bool) -> BTreeMap<String, BTreeSet<String>> {
    let edges = items.iter().filter(|item| of(item)).map(|item| {
        let held = item.types().filter_map(RustType::held).map(str::to_owned).collect();
        (item.name.clone(), held)
    });
    edges.collect()
}

/// Breaks circles of types that hold each other: at the fields of structs, else at variants.
fn box_cycles(items: &mut [Item]) {
    let is_struct = |item: &Item| matches!(item.content, Content::Struct(_));
    for structs in [true, false] {
        let circles = circles(&held(items, |_| true));
        for item in items.iter_mut().filter(|item| is_struct(item) == structs) {
            let Some(circle) = circles.get(&item.name).copied() else { continue };
            for ty in item.types_mut() {
                let same = ty.held().and_then(|name| circles.get(name)).copied() == Some(circle);
                if same {
                    *ty = std::mem::replace(ty, RustType::Value).boxed();
                }
            }
        }
    }
}

/// For each type that leads to itself, the number of its circle: strongly connected components, found without recursion.
fn circles(edges: &BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, usize> {
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for start in edges.keys() {
        walk(start, edges, &mut seen, &mut |name| order.push(name));
    }
    let mut reverse: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in edges.iter().flat_map(|(from, all)| all.iter().map(move |to| (from, to))) {
        reverse.entry(to.clone()).or_default().insert(from.clone());
    }
    let mut seen = BTreeSet::new();
    let mut circles = BTreeMap::new();
    for (number, start) in order.iter().rev().enumerate() {
        let mut members = Vec::new();
        walk(start, &reverse, &mut seen, &mut |name| members.push(name));
        let leads_to_itself = edges.get(start).is_some_and(|to| to.contains(start));
        if members.len() > 1 || (members.len() == 1 && leads_to_itself) {
            circles.extend(members.into_iter().map(|member| (member, number)));
        }
    }
    circles
}

/// Visits what is not seen yet, and reports each when all that it leads to is done.
fn walk(
    start: &str,
    edges: &BTreeMap<String, BTreeSet<String>>,
    seen: &mut BTreeSet<String>,
    done: &mut impl FnMut(String),
) {
    enum Step {
        Enter(String),
        Leave(String),
    }
    let mut steps = vec![Step::Enter(start.to_owned())];
    while let Some(step) = steps.pop() {
        match step {
            Step::Enter(name) if seen.insert(name.clone()) => {
                let next: Vec<_> = edges.get(&name).into_iter().flatten().cloned().collect();
                steps.push(Step::Leave(name));
                steps.extend(next.into_iter().map(Step::Enter));
            }
            Step::Enter(_) => {}
            Step::Leave(name) => done(name),
        }
    }
}

/// Above this, a variant is on the heap, so that a value of another does not take as much room.
const LARGE: usize = 200;

fn box_large_variants(items: &mut [Item]) {
    let sizes = sizes(items);
    for item in items.iter_mut() {
        let (Content::Union(super::item::Union { variants, .. }) | Content::Events(variants)) =
            &mut item.content
        else {
            continue;
        };
        for ty in variants.iter_mut().filter_map(|variant| variant.ty.as_mut()) {
            if size(ty, &sizes) > LARGE {
                *ty = std::mem::replace(ty, RustType::Value).boxed();
            }
        }
    }
}

/// How many bytes a value takes, rather too many than too few.
fn size(ty: &RustType, sizes: &BTreeMap<String, usize>) -> usize {
    match ty {
        RustType::Plain("bool") => 1,
        RustType::Plain("i32" | "u32") => 4,
        RustType::Plain("i64" | "u64" | "f64") | RustType::Boxed(_) => 8,
        RustType::Plain(_) | RustType::Id(_) | RustType::Vec(_) | RustType::Map(_) => 24,
        RustType::Value => 72,
        RustType::File => 300,
        RustType::Named(name) => sizes.get(name).copied().unwrap_or(LARGE),
        RustType::Option(inner) | RustType::Patch(inner) => size(inner, sizes) + 8,
    }
}

/// The sizes of all types. A type is at most as large as a few rounds make it: what is in a circle is boxed already.
fn sizes(items: &[Item]) -> BTreeMap<String, usize> {
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    for _ in 0..12 {
        for item in items {
            let of = |ty: &RustType| size(ty, &sizes).min(4096);
            let size = match &item.content {
                Content::StringEnum(_) | Content::Alias(_) => 32,
                Content::Struct(it) => {
                    let extra = if it.open { 64 } else { 0 };
                    extra + item.types().map(|ty| of(ty).div_ceil(8) * 8).sum::<usize>()
                }
                // What is too large will be on the heap.
                Content::Union(_) | Content::Events(_) => {
                    8 + item.types().map(of).filter(|size| *size <= LARGE).fold(72, usize::max)
                }
            };
            sizes.insert(item.name.clone(), size);
        }
    }
    sizes
}

/// The types without a default: those with a field that has to be given.
pub(crate) fn without_default(items: &[Item]) -> BTreeSet<String> {
    let mut without = BTreeSet::new();
    loop {
        let more: Vec<_> = items
            .iter()
            .filter(|item| !without.contains(&item.name) && !required(item, &without).is_empty())
            .map(|item| item.name.clone())
            .collect();
        if more.is_empty() {
            return without;
        }
        without.extend(more);
    }
}

/// The fields that have to be given.
pub(crate) fn required<'i>(item: &'i Item, without_default: &BTreeSet<String>) -> Vec<&'i Field> {
    let Content::Struct(it) = &item.content else { return Vec::new() };
    let given = |field: &&Field| match (&field.ty, it.kind) {
        (RustType::Option(_) | RustType::Patch(_), _) => false,
        (_, StructKind::Exact | StructKind::Parts) => true,
        (RustType::Named(name), StructKind::Lenient) => without_default.contains(name),
        // The default of what holds itself would have no end.
        (RustType::Boxed(_) | RustType::File, StructKind::Lenient) => true,
        _ => false,
    };
    it.fields.iter().filter(given).collect()
}
