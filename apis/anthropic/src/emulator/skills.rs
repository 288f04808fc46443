//! The endpoints of skills and their versions.

use std::collections::BTreeSet;

use schematic_api::FilePart;

use super::archive::archive;
use super::failures::{Failure, invalid, invalid_at, not_found};
use super::files::bytes;
use super::list::{Listed, cursor_page};
use super::parts::Unchecked;
use super::records::{NEWEST, StoredSkill, StoredVersion};
use super::store::Store;
use super::world::World;
use crate::{
    ContainerParams, ContainerSkill, CursorPage, DeletedSkill, DeletedSkillVersion, IdOrContainer,
    Skill, SkillId, SkillOrigin, SkillParams, SkillSource, SkillVersion, SkillVersionId,
    SkillVersionsCreateRequest, SkillVersionsDeleteRequest, SkillVersionsListRequest,
    SkillVersionsRetrieveRequest, SkillsCreateRequest, SkillsDeleteRequest, SkillsListRequest,
    SkillsRetrieveRequest,
};

/// The file that says what a skill is for.
const MAIN: &str = "SKILL.md";

const MAX_NAME: usize = 255;

impl Listed for Skill {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Listed for SkillVersion {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

pub(super) fn create(
    store: &mut Store,
    request: Unchecked<SkillsCreateRequest>,
) -> Result<Skill, Failure> {
    let request = request.checked()?;
    let name = request.body.display_name;
    if name.as_ref().is_some_and(|name| name.chars().count() > MAX_NAME) {
        let problem = format!("String should have at most {MAX_NAME} characters");
        return Err(invalid_at("display_name", problem));
    }
    let id: SkillId = store.world.id("skill");
    let stored = version(&mut store.world, &id, request.body.files)?;
    let version = &stored.version;
    let skill = Skill::new(id)
        .display_name(name.unwrap_or_else(|| version.name.clone()))
        .latest_version_id(&version.id)
        .source(SkillSource::new().origin(SkillOrigin::Custom))
        .created_at(&version.created_at)
        .updated_at(&version.created_at);
    store.skills.push(StoredSkill { skill: skill.clone(), versions: vec![stored] });
    Ok(skill)
}

pub(super) fn list(
    store: &mut Store,
    request: SkillsListRequest,
) -> Result<CursorPage<Skill>, Failure> {
    let wanted =
        |skill: &Skill| request.source.as_ref().is_none_or(|origin| skill.source.origin == *origin);
    let skills =
        store.skills.iter().rev().map(|stored| &stored.skill).filter(|skill| wanted(skill));
    cursor_page(&skills.cloned().collect::<Vec<_>>(), request.page.as_deref(), request.limit)
}

pub(super) fn retrieve(
    store: &mut Store,
    request: SkillsRetrieveRequest,
) -> Result<Skill, Failure> {
    store.skill(&request.skill).map(|stored| stored.skill.clone())
}

pub(super) fn delete(
    store: &mut Store,
    request: SkillsDeleteRequest,
) -> Result<DeletedSkill, Failure> {
    store.own_skill(&request.skill)?;
    store.skills.retain(|stored| stored.skill.id != request.skill);
    Ok(DeletedSkill::new(request.skill))
}

pub(super) fn create_version(
    store: &mut Store,
    request: Unchecked<SkillVersionsCreateRequest>,
) -> Result<SkillVersion, Failure> {
    let request = request.checked()?;
    store.own_skill(&request.skill)?;
    let added = version(&mut store.world, &request.skill, request.body.files)?;
    let version = added.version.clone();
    let stored = store.own_skill(&request.skill)?;
    stored.skill.latest_version_id = version.id.clone();
    stored.skill.updated_at = version.created_at.clone();
    stored.versions.push(added);
    Ok(version)
}

pub(super) fn list_versions(
    store: &mut Store,
    request: SkillVersionsListRequest,
) -> Result<CursorPage<SkillVersion>, Failure> {
    let stored = store.skill(&request.skill)?.versions.iter().rev();
    let versions: Vec<_> = stored.map(|stored| stored.version.clone()).collect();
    cursor_page(&versions, request.page.as_deref(), request.limit)
}

pub(super) fn retrieve_version(
    store: &mut Store,
    request: SkillVersionsRetrieveRequest,
) -> Result<SkillVersion, Failure> {
    let stored = store.skill(&request.skill)?.version(&request.version)?;
    Ok(stored.version.clone())
}

/// Returns the archive of a version, as bytes or as their stream.
pub(super) fn content<B: From<Vec<u8>>>(
    store: &mut Store,
    skill: &SkillId,
    version: &SkillVersionId,
) -> Result<B, Failure> {
    Ok(store.skill(skill)?.version(version)?.archive.clone().into())
}

pub(super) fn delete_version(
    store: &mut Store,
    request: SkillVersionsDeleteRequest,
) -> Result<DeletedSkillVersion, Failure> {
    let stored = store.own_skill(&request.skill)?;
    let id = stored.version(&request.version)?.version.id.clone();
    stored.versions.retain(|stored| stored.version.id != id);
    if let Some(newest) = stored.versions.last() {
        stored.skill.latest_version_id = newest.version.id.clone();
    }
    Ok(DeletedSkillVersion::new(id))
}

impl Store {
    /// Returns the skills of a container that a request asks for, each in its newest version unless the request names one.
    pub(super) fn skills_of(
        &mut self,
        container: Option<&IdOrContainer>,
    ) -> Result<Option<Vec<ContainerSkill>>, Failure> {
        let Some(IdOrContainer::Params(ContainerParams { skills: Some(wanted), .. })) = container
        else {
            return Ok(None);
        };
        let mut load = |skill: &SkillParams| {
            let newest = SkillVersionId::from(NEWEST);
            let stored = self.skill(&skill.skill_id)?;
            let stored = stored.version(skill.version.as_ref().unwrap_or(&newest))?;
            let loaded = ContainerSkill::new(&skill.skill_id).kind(skill.kind.clone());
            Ok(loaded.version(&stored.version.id))
        };
        wanted.iter().map(&mut load).collect::<Result<_, _>>().map(Some)
    }

    fn skill(&mut self, id: &SkillId) -> Result<&mut StoredSkill, Failure> {
        let found = self.skills.iter_mut().find(|stored| stored.skill.id == *id);
        found.ok_or_else(|| not_found(format!("Skill not found: {id}")))
    }

    /// Returns a skill that may be changed.
    fn own_skill(&mut self, id: &SkillId) -> Result<&mut StoredSkill, Failure> {
        let stored = self.skill(id)?;
        match stored.skill.source.origin {
            SkillOrigin::Custom => Ok(stored),
            _ => Err(invalid(format!("Skill {id} is one of Anthropic's, and cannot be changed"))),
        }
    }
}

/// Reads a version from its files: a folder with `SKILL.md`, which begins with the name and what the skill is for.
fn version(
    world: &mut World,
    skill: &SkillId,
    files: Vec<FilePart>,
) -> Result<StoredVersion, Failure> {
    let files: Vec<_> = files.into_iter().map(named).collect();
    check_names(&files)?;
    let mut folders: Vec<_> = files.iter().map(|(name, _)| folder(name)).collect();
    folders.dedup();
    if folders.len() != 1 {
        return Err(invalid_at(
            "files[]",
            "all files must be in one folder, which their names begin with",
        ));
    }
    let is_main = |name: &str| name.split_once('/').is_some_and(|(_, in_folder)| in_folder == MAIN);
    let main = files.iter().find(|(name, _)| is_main(name));
    let (_, main) = main
        .ok_or_else(|| invalid_at("files[]", format_args!("there is no {MAIN} in the folder")))?;
    let text = String::from_utf8_lossy(main);
    let field = |name| {
        let found = front_matter(&text, name);
        found.ok_or_else(|| {
            invalid_at("files[]", format_args!("{MAIN} has no {name} in its front matter"))
        })
    };
    let version = SkillVersion::new(world.id::<String>("skillver"))
        .skill_id(skill)
        .name(field("name")?)
        .description(field("description")?);
    let version = version.created_at(world.timestamp());
    let archive = archive(&files)
        .map_err(|error| invalid_at("files[]", format_args!("no archive holds them: {error}")))?;
    Ok(StoredVersion { version, archive })
}

/// Checks that each file has a path of its own, which does not leave its folder.
fn check_names(files: &[(String, Vec<u8>)]) -> Result<(), Failure> {
    let mut seen = BTreeSet::new();
    for (name, _) in files {
        if name.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(invalid_at("files[]", format_args!("'{name}' is not a path in a folder")));
        }
        if !seen.insert(name) {
            return Err(invalid_at("files[]", format_args!("'{name}' is given more than once")));
        }
    }
    Ok(())
}

/// Returns the name and the content of a part.
fn named(file: FilePart) -> (String, Vec<u8>) {
    (file.file_name().unwrap_or_default().to_owned(), bytes(file))
}

/// Returns the folder of a file, which is empty if it is in none.
fn folder(name: &str) -> String {
    name.split_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
}

/// Returns a line of the front matter: `name: tides` between two lines of dashes.
fn front_matter(text: &str, name: &str) -> Option<String> {
    let mut lines = text.lines().map(str::trim_end);
    lines.next().filter(|line| *line == "---")?;
    let mut fields =
        lines.take_while(|line| *line != "---").filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(field, _)| field.trim() == name)?;
    Some(value.trim().trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty())
}
