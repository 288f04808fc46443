//! Two schemas, side by side, down to the last field.

use super::alone::alone;
use super::common::component;
use super::types::{self, ANY, is_map};
use super::walk::Walk;
use super::{Aspect, Direction, How, Need, Part, limits, listed, members, strings};
use crate::schema::{About, Field, Kind, ObjectSchema, OneWay, Others, Schema};
use std::rc::Rc;

/// What two schemas amount to, in a form in which they can be compared.
struct Forms {
    ours: Rc<Schema>,
    theirs: Rc<Schema>,
    /// The type of ours, if it has alternatives that theirs has not, and that have been left out.
    wider: Option<String>,
}

impl Walk<'_, '_> {
    /// Notes what is said of the values of a place, and of what they consist of.
    pub(super) fn value(&mut self, place: &str, ours: &Schema, theirs: &Schema) {
        let Forms { ours: our, theirs: their, wider } = self.forms(ours, theirs);
        let is_same_type = self.types(place, [&our, &their], wider);
        if our.kind != Kind::Any && their.kind != Kind::Any {
            let nullable = [ours.nullable || our.nullable, theirs.nullable || their.nullable];
            self.flag(place, Aspect::Null, nullable);
        }
        self.default(place, [ours, &our], [theirs, &their]);
        if is_same_type && self.is_new(&our, &their) {
            let place = component(&their).unwrap_or_else(|| place.to_owned());
            limits::read(self, &place, &our, &their);
            self.contents(&place, &our, &their);
        }
    }

    fn forms(&self, ours: &Schema, theirs: &Schema) -> Forms {
        let our = strings::as_one(self.ours, self.ours.resolve(ours));
        let their = strings::as_one(self.theirs, self.theirs.resolve(theirs));
        if let Some(found) = alone((self.ours, &our), (self.theirs, &their)) {
            // What of theirs ours is not, are members that ours has not.
            return Forms { ours: Rc::new(found.alone), theirs: their, wider: None };
        }
        if let Some(found) = alone((self.theirs, &their), (self.ours, &our)) {
            let wider = found.is_wider.then(|| types::text(self.ours, &our));
            return Forms { ours: Rc::new(found.shared), theirs: Rc::new(found.alone), wider };
        }
        Forms { ours: our, theirs: their, wider: None }
    }

    /// Whether the contents can be compared.
    fn types(&mut self, place: &str, [ours, theirs]: [&Schema; 2], wider: Option<String>) -> bool {
        if let Some(wider) = wider {
            let texts = [wider, "object".to_owned()];
            self.fact(place, Aspect::Type, texts, Some(How::Wider));
            return true;
        }
        let names = [types::name(self.ours, ours), types::name(self.theirs, theirs)];
        let is_same = names[0] == names[1];
        let texts = match is_same {
            true => names.map(str::to_owned),
            false => [types::text(self.ours, ours), types::text(self.theirs, theirs)],
        };
        let how = (!is_same).then(|| types::how((self.ours, ours), (self.theirs, theirs)));
        self.fact(place, Aspect::Type, texts, how);
        is_same && names[0] != ANY
    }

    /// What is beside a reference counts before what it leads to. Of a constant, it goes without saying.
    fn default(&mut self, place: &str, ours: [&Schema; 2], theirs: [&Schema; 2]) {
        let of = |[beside, resolved]: [&Schema; 2]| {
            let default = beside.about.default.as_ref().or(resolved.about.default.as_ref())?;
            let is_news = default.as_str().is_none() || default.as_str() != resolved.constant();
            is_news.then(|| default.clone())
        };
        self.optional(place, Aspect::Default, [of(ours), of(theirs)], listed::is_same);
    }

    fn contents(&mut self, place: &str, ours: &Schema, theirs: &Schema) {
        match (&ours.kind, &theirs.kind) {
            (Kind::Array(ours), Kind::Array(theirs)) => {
                self.value(&format!("{place}[]"), ours, theirs);
            }
            (Kind::Union(our), Kind::Union(their)) => members::read(self, place, our, their),
            _ if is_map(ours) && is_map(theirs) => self.map(place, ours, theirs),
            (Kind::Object(our), Kind::Object(their)) => self.fields(place, our, their),
            _ => listed::read(self, place, ours, theirs),
        }
    }

    fn map(&mut self, place: &str, ours: &Schema, theirs: &Schema) {
        let values = |schema: &Schema| match &schema.kind {
            Kind::Map(values) => (**values).clone(),
            _ => Schema::any(&schema.at),
        };
        self.value(&format!("{place}{{}}"), &values(ours), &values(theirs));
    }

    fn fields(&mut self, place: &str, ours: &ObjectSchema, theirs: &ObjectSchema) {
        let find = |object: &ObjectSchema, name: &str| {
            object.fields.iter().find(|field| field.name == name).cloned()
        };
        if self.for_changes() {
            let closed = |object: &ObjectSchema| matches!(object.others, Others::Closed);
            self.flag(place, Aspect::Closed, [closed(ours), closed(theirs)]);
        }
        for their in &theirs.fields {
            let place = format!("{place}.{}", their.name);
            match find(ours, &their.name) {
                Some(our) => self.field(&place, &our, their),
                None if self.for_changes() && !self.is_sent(&their.schema.about) => {}
                None => self.present(&place, Part::Field(Need::of(their.required)), [false, true]),
            }
        }
        for our in ours.fields.iter().filter(|our| find(theirs, &our.name).is_none()) {
            if self.is_sent(&our.schema.about) {
                let part = Part::Field(Need::of(our.required));
                let place = format!("{place}.{}", our.name);
                self.present_at(&place, part, (Some(&our.schema.at), false));
            }
        }
    }

    fn field(&mut self, place: &str, ours: &Field, theirs: &Field) {
        let is_sent = [ours, theirs].map(|field| self.is_sent(&field.schema.about));
        if self.for_changes() && is_sent == [false, false] {
            return;
        }
        let part = Part::Field(Need::of(ours.required));
        self.present_at(place, part, (Some(&ours.schema.at), true));
        self.flag(place, Aspect::Required, [ours.required, theirs.required]);
        if self.for_changes() {
            let deprecated = [ours, theirs].map(|field| field.schema.about.deprecated);
            self.flag(place, Aspect::Deprecated, deprecated);
        }
        self.value(place, &ours.schema, &theirs.schema);
    }

    /// Whether something is sent in this direction: `readOnly` is never in a request, `writeOnly` never in a reply.
    pub(super) fn is_sent(&self, about: &About) -> bool {
        match self.direction {
            Some(Direction::Request) => about.one_way != Some(OneWay::ReadOnly),
            Some(Direction::Response) => about.one_way != Some(OneWay::WriteOnly),
            None => true,
        }
    }
}
