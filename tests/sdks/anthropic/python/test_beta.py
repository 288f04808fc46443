"""The operations in beta, which have the paths of the others."""

import io
import time
import zipfile

from support import MODEL, TestCase, ask, ids_of, user


class Beta(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.beta = cls.client.beta

    def test_messages(self):
        betas = ["context-management-2025-06-27", "none-2020-01-01"]
        message = self.beta.messages.create(**ask("Hello"), betas=betas)
        self.assertEqual((message.content[0].text, message.stop_reason), ("Hello", "end_turn"))
        with self.beta.messages.stream(**ask("Hello there"), betas=betas) as stream:
            self.assertEqual(list(stream.text_stream), ["Hello", " there"])
        counted = self.beta.messages.count_tokens(model=MODEL, messages=[user("Hello")])
        self.assertEqual(counted.input_tokens, message.usage.input_tokens)

    def test_replies_have_the_fields_of_the_betas(self):
        edits = {"edits": [{"type": "clear_tool_uses_20250919"}]}
        betas = ["context-management-2025-06-27"]
        message = self.beta.messages.create(**ask("Hello"), betas=betas, context_management=edits)
        self.assertEqual(message.context_management.applied_edits, [])
        [iteration] = message.usage.iterations
        self.assertEqual((iteration.type, iteration.output_tokens), ("message", message.usage.output_tokens))
        self.assertIsNone(message.usage.fallback_credit)

    def test_a_thread_sends_what_is_new(self):
        thread = self.beta.messages.thread(model=MODEL, max_tokens=100)
        first = thread.send(user("Hello"))
        self.assertEqual(first.content[0].text, "Hello")
        self.assertEqual(thread.previous_message_id, first.id)
        second = thread.send(user("Good day"))
        self.assertEqual(second.content[0].text, "Good day")
        self.assertGreater(second.usage.input_tokens, first.usage.input_tokens)
        self.assertEqual(len(thread.messages), 4)

    def test_batches(self):
        batches = self.beta.messages.batches
        batch = batches.create(requests=[{"custom_id": "one", "params": ask("Hello")}])
        for _ in range(100):
            if (batch := batches.retrieve(batch.id)).processing_status == "ended":
                break
            time.sleep(0.05)
        [result] = batches.results(batch.id)
        self.assertEqual(result.result.message.content[0].text, "Hello")
        self.assertEqual(batches.delete(batch.id).type, "message_batch_deleted")

    def test_models(self):
        self.assertIn(MODEL, ids_of(self.beta.models.list(limit=7)))
        self.assertEqual(self.beta.models.retrieve(MODEL).id, MODEL)

    def test_files(self):
        files = self.beta.files
        made = self.cleaned(files.delete, files.upload(file=("a.txt", b"abc")))
        self.assertEqual(ids_of(files.list(ids=[made.id])), [made.id])
        self.assertEqual(files.retrieve_metadata(made.id), made)

    def test_skills(self):
        skills = self.beta.skills
        main = b"---\nname: tides\ndescription: Tells tides.\n---\n"
        made = self.cleaned(skills.delete, skills.create(files=[("tides/SKILL.md", main)]))
        self.assertEqual(skills.retrieve(made.id), made)
        self.assertEqual(skills.versions.retrieve("latest", skill_id=made.id).id, made.latest_version_id)
        archive = skills.versions.download("latest", skill_id=made.id).read()
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            self.assertEqual({name: files.read(name) for name in files.namelist()}, {"tides/SKILL.md": main})
