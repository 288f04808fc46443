//! Skills and their versions.

use futures_util::TryStreamExt;
use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;
use schematic_api::StatusCode;

use crate::{ask, client, invalid, refusal};

fn files(about: &str) -> Vec<FilePart> {
    let main = format!("---\nname: tides\ndescription: \"{about}\"\n---\n# Tides\n");
    vec![FilePart::new("tides/SKILL.md", main), FilePart::new("tides/table.csv", "1,2")]
}

#[tokio::test]
async fn a_skill_has_versions() {
    let claude = client(&Emulator::new());
    let skill = claude.skills().create(CreateSkill::new(files("Tells tides."))).await.unwrap();
    assert_eq!(
        (skill.display_name.as_str(), &skill.source.origin),
        ("tides", &SkillOrigin::Custom)
    );
    let version = CreateSkillVersion::new(files("Tells more."));
    let second = claude.skill_versions().create(&skill.id, version).await.unwrap();
    assert_eq!((second.name.as_str(), second.description.as_str()), ("tides", "Tells more."));
    let skill = claude.skills().retrieve(&skill.id).await.unwrap();
    assert_eq!(skill.latest_version_id, second.id);
    let latest = claude.skill_versions().retrieve(&skill.id, &"latest".into()).await.unwrap();
    assert_eq!(latest, second);
    let versions: Vec<_> =
        claude.skill_versions().list(&skill.id).limit(1).items().try_collect().await.unwrap();
    assert_eq!(versions.len(), 2);
    let deleted = claude.skill_versions().delete(&skill.id, &second.id).await.unwrap();
    assert_eq!(deleted, DeletedSkillVersion::new(second.id.clone()));
    assert_eq!(
        claude.skills().retrieve(&skill.id).await.unwrap().latest_version_id,
        versions[1].id
    );
    let deleted = claude.skills().delete(&skill.id).await.unwrap();
    assert_eq!(deleted, DeletedSkill::new(skill.id.clone()));
    assert_eq!(refusal(claude.skills().retrieve(&skill.id).await).0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn skills_are_listed_by_their_source() {
    let claude = client(&Emulator::new());
    claude
        .skills()
        .create(CreateSkill::new(files("Tells tides.")).display_name("Low and high"))
        .await
        .unwrap();
    let own = claude.skills().list().source(SkillOrigin::Custom).await.unwrap();
    assert_eq!((own.data.len(), own.data[0].display_name.as_str()), (1, "Low and high"));
    let others = claude.skills().list().source(SkillOrigin::Anthropic).await.unwrap();
    assert_eq!(others.data.len(), 4);
    assert!(invalid(claude.skills().delete(&"pdf".into()).await).contains("cannot be changed"));
}

#[tokio::test]
async fn a_skill_is_a_folder_that_says_what_it_is_for() {
    let claude = client(&Emulator::new());
    for files in [
        vec![],
        vec![FilePart::new("tides/table.csv", "1,2")],
        vec![FilePart::new("tides/SKILL.md", "# Tides")],
        vec![FilePart::new("SKILL.md", "---\nname: a\ndescription: b\n---")],
        files("a").into_iter().chain([FilePart::new("other/b.txt", "b")]).collect(),
        files("a").into_iter().chain([FilePart::new("tides/table.csv", "3")]).collect(),
        files("a").into_iter().chain([FilePart::new("tides/../b.txt", "b")]).collect(),
        files("a").into_iter().chain([FilePart::new("tides//b.txt", "b")]).collect(),
    ] {
        let refused = claude.skills().create(CreateSkill::new(files)).await;
        assert!(invalid(refused).starts_with("files[]: "));
    }
}

#[tokio::test]
async fn a_version_gives_its_files_in_an_archive() {
    let claude = client(&Emulator::new());
    let skill = claude.skills().create(CreateSkill::new(files("Tells tides."))).await.unwrap();
    let group = claude.skill_versions();
    let archive = group.content(&skill.id, &skill.latest_version_id).await.unwrap();
    assert!(archive.starts_with(b"PK\x03\x04"));
    let stream = group.content_stream(&skill.id, &"latest".into()).await.unwrap();
    assert_eq!(stream.try_collect::<Vec<_>>().await.unwrap().concat(), archive);
    let of_anthropic = group.content(&"pdf".into(), &"latest".into()).await.unwrap();
    assert!(of_anthropic.starts_with(b"PK\x03\x04"));
    let missing = group.content(&skill.id, &"skillver_none".into()).await;
    assert_eq!(refusal(missing).0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_container_has_the_skills_that_the_request_asks_for() {
    let claude = client(&Emulator::new());
    let own = claude.skills().create(CreateSkill::new(files("Tells tides."))).await.unwrap();
    let with = |skills: Vec<SkillParams>| {
        ask("Go").tools([Tool::code_execution()]).container(ContainerParams::new().skills(skills))
    };
    let custom = SkillParams::new(SkillType::Custom, &own.id).version(&own.latest_version_id);
    let wanted = vec![SkillParams::new(SkillType::Anthropic, "xlsx"), custom];
    let message = claude.messages().create(&with(wanted)).await.unwrap();
    let loaded = message.container.unwrap().skills.unwrap();
    assert_eq!(
        loaded.iter().map(|skill| skill.skill_id.as_str()).collect::<Vec<_>>(),
        ["xlsx", own.id.as_str()]
    );
    assert!(!loaded[0].version.as_str().is_empty());
    assert_eq!((&loaded[1].kind, &loaded[1].version), (&SkillType::Custom, &own.latest_version_id));

    let unknown = with(vec![SkillParams::new(SkillType::Custom, "skill_none")]);
    assert_eq!(refusal(claude.messages().create(&unknown).await).0, StatusCode::NOT_FOUND);
}
