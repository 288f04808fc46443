"""Models, files, and skills with their versions."""

import tempfile
from pathlib import Path

from anthropic import BadRequestError

from support import MODEL, TestCase, ask, ids_of


class Models(TestCase):
    def test_every_page_is_read_forwards_and_backwards(self):
        models = self.client.models
        self.assert_pages(models.list, ids_of(models.list(limit=1000).data))

    def test_a_model_says_what_it_can(self):
        model = self.client.models.retrieve(MODEL)
        self.assertEqual((model.id, model.type, model.lifecycle), (MODEL, "model", "active"))
        self.assertTrue(model.capabilities.structured_outputs.supported)
        self.assertGreater(model.max_input_tokens, model.max_tokens)
        self.assert_gone(self.client.models.retrieve, "claude-none")

    def test_a_list_is_of_one_state(self):
        models = list(self.client.models.list(lifecycle=["deprecated", "retired"], limit=2))
        self.assertEqual({model.lifecycle for model in models}, {"deprecated", "retired"})


class Files(TestCase):
    def upload(self, file, **fields):
        return self.cleaned(self.client.files.delete, self.client.files.upload(file=file, **fields))

    def test_a_file_is_uploaded_from_bytes(self):
        made = self.upload(("tides.csv", b"a,b\n1,2\n", "text/csv"), expires_in_seconds=3600)
        self.assertEqual((made.type, made.filename, made.mime_type), ("file", "tides.csv", "text/csv"))
        self.assertEqual((made.size_bytes, made.downloadable), (8, False))
        self.assertEqual((made.expires_at - made.created_at).total_seconds(), 3600)
        self.assertEqual(self.client.files.retrieve_metadata(made.id), made)

    def test_bytes_need_no_name(self):
        self.assertEqual(self.upload(b"abc").size_bytes, 3)

    def test_a_file_is_uploaded_from_a_path(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "größe.txt"
            path.write_text("12 m")
            made = self.upload(path)
        self.assertEqual((made.filename, made.size_bytes), ("größe.txt", 4))

    def test_files_in_pages(self):
        ids = ids_of([self.upload(f"{number}".encode()) for number in range(5)])[::-1]
        self.assert_cursors(self.client.files.list, ids)
        self.assertEqual(ids_of(self.client.files.list(ids=ids[1:3])), ids[1:3])

    def test_what_was_uploaded_is_not_downloaded(self):
        made = self.upload(b"abc")
        with self.assertRaises(BadRequestError) as caught:
            self.client.files.download(made.id)
        self.assertEqual(caught.exception.error_code, "file_not_downloadable")

    def test_a_file_is_deleted(self):
        made = self.upload(b"abc")
        deleted = self.client.files.delete(made.id)
        self.assertEqual((deleted.id, deleted.type), (made.id, "file_deleted"))
        self.assert_gone(self.client.files.retrieve_metadata, made.id)

    def test_a_message_has_a_file(self):
        made = self.upload(("log.txt", b"The tide is high.", "text/plain"))
        document = {"type": "document", "source": {"type": "file", "file_id": made.id}, "citations": {"enabled": True}}
        message = self.messages.create(**ask([document, {"type": "text", "text": "When?"}]))
        self.assertEqual(message.content[0].text, "When?")
        [citation] = message.content[0].citations
        self.assertEqual((citation.file_id, citation.cited_text), (made.id, "The tide is high."))


def files(name):
    main = f"---\nname: {name}\ndescription: Tells {name}.\n---\n\nLook it up.\n"
    return [(f"{name}/SKILL.md", main.encode()), (f"{name}/table.csv", b"a,b\n", "text/csv")]


class Skills(TestCase):
    def skill(self, name, **fields):
        skills = self.client.skills
        return self.cleaned(skills.delete, skills.create(files=files(name), **fields))

    def test_a_skill_is_made_and_deleted(self):
        skills = self.client.skills
        made = self.skill("tides", display_name="Tides")
        self.assertEqual((made.type, made.display_name, made.source.type), ("skill", "Tides", "custom"))
        self.assertEqual(skills.retrieve(made.id), made)
        self.assertEqual(skills.delete(made.id).type, "skill_deleted")
        self.assert_gone(skills.retrieve, made.id)

    def test_a_skill_has_versions(self):
        versions = self.client.skills.versions
        made = self.skill("tides")
        created = [versions.create(made.id, files=files(name)) for name in ("winds", "waves")]
        self.assertEqual((created[0].name, created[0].description), ("winds", "Tells winds."))
        latest = self.client.skills.retrieve(made.id).latest_version_id
        self.assertEqual(latest, created[1].id)
        self.assert_cursors(lambda **query: versions.list(made.id, **query), [*ids_of(created[::-1]), made.latest_version_id])
        self.assertEqual(versions.retrieve("latest", skill_id=made.id), created[1])
        self.assertEqual(versions.delete(latest, skill_id=made.id).type, "skill_version_deleted")
        self.assert_gone(versions.retrieve, latest, skill_id=made.id)
        self.assertEqual(versions.retrieve("latest", skill_id=made.id), created[0])

    def test_skills_in_pages(self):
        made = ids_of([self.skill(name) for name in ("tides", "winds", "waves")])[::-1]
        self.assert_cursors(lambda **query: self.client.skills.list(source="custom", **query), made)
        given = ids_of(self.client.skills.list(source="anthropic"))
        self.assertIn("xlsx", given)
        self.assertEqual(ids_of(self.client.skills.list(limit=3)), made + given)

    def test_a_container_has_skills(self):
        made = self.skill("tides")
        skills = [
            {"type": "anthropic", "skill_id": "xlsx", "version": "latest"},
            {"type": "custom", "skill_id": made.id, "version": made.latest_version_id},
        ]
        tools = [{"type": "code_execution_20250825", "name": "code_execution"}]
        message = self.messages.create(**ask("the tool", tools=tools, container={"skills": skills}))
        files = self.client.files
        self.cleaned(files.delete, files.retrieve_metadata(message.content[1].content.content[0].file_id))
        self.assertEqual([skill.skill_id for skill in message.container.skills], ["xlsx", made.id])
        again = self.messages.create(**ask("Hello", tools=tools, container=message.container.id))
        self.assertEqual(again.container.id, message.container.id)

    def test_a_skill_needs_its_main_file(self):
        with self.assertRaises(BadRequestError) as caught:
            self.client.skills.create(files=files("tides")[1:])
        self.assertIn("SKILL.md", caught.exception.api_message)
