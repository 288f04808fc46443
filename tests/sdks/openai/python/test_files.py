"""Files and uploads."""

import hashlib
import tempfile
from pathlib import Path

from openai import BadRequestError, NotFoundError

from support import TestCase

HOUR = {"anchor": "created_at", "seconds": 3600}


class WithFolder(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def written(self, name, content):
        path = self.folder / name
        path.write_bytes(content)
        return path


class Files(WithFolder):
    def test_a_file_is_sent_in_every_way(self):
        path = self.written("notes ü.txt", b"from a path")
        handle = path.open("rb")
        self.addCleanup(handle.close)
        for file, name, content in [
            (b"bytes", "upload", b"bytes"),
            (("a.txt", b"named"), "a.txt", b"named"),
            (("b.md", b"# typed", "text/markdown"), "b.md", b"# typed"),
            (('quo"te.txt', b"quoted"), 'quo"te.txt', b"quoted"),
            (("empty.txt", b""), "empty.txt", b""),
            (("binary.png", bytes(range(256)) + b"\r\n--"), "binary.png", bytes(range(256)) + b"\r\n--"),
            (path, path.name, b"from a path"),
            (handle, path.name, b"from a path"),
        ]:
            with self.subTest(name):
                made = self.file(file)
                self.assertEqual((made.filename, made.bytes, made.purpose), (name, len(content), "user_data"))
                self.assertEqual(self.client.files.content(made.id).read(), content)

    def test_a_file_is_retrieved_and_deleted(self):
        made = self.file(b"short", purpose="assistants", expires_after=HOUR)
        self.assertEqual((made.object, made.purpose), ("file", "assistants"))
        self.assertEqual(made.expires_at, made.created_at + 3600)
        self.assertEqual(self.client.files.retrieve(made.id).id, made.id)
        processed = self.client.files.wait_for_processing(made.id, poll_interval=0.1, max_wait_seconds=10)
        self.assertEqual(processed.status, "processed")
        deleted = self.client.files.delete(made.id)
        self.assertEqual((deleted.id, deleted.deleted, deleted.object), (made.id, True, "file"))
        self.assert_gone(self.client.files.retrieve, made.id)
        self.assert_gone(self.client.files.content, made.id)

    def test_content_in_every_form(self):
        content = "Grüße\n".encode() * 50_000
        made = self.file(("long.txt", content))
        self.assertEqual(self.client.files.content(made.id).text, content.decode())
        path = self.folder / "copy.txt"
        self.client.files.content(made.id).write_to_file(path)
        self.assertEqual(path.read_bytes(), content)
        with self.client.files.with_streaming_response.content(made.id) as reply:
            self.assertEqual(reply.headers["content-length"], str(len(content)))
            self.assertEqual(b"".join(reply.iter_bytes(1000)), content)

    def test_pages(self):
        self.assertEqual(list(self.client.files.list()), [])
        ids = [self.file((f"{number}.txt", b"x")).id for number in range(5)]
        self.assert_pages(self.client.files.list, ids, backward=False)
        other = self.file(("other.txt", b"x"), purpose="vision")
        self.assertEqual([file.id for file in self.client.files.list(purpose="vision")], [other.id])
        self.assertEqual([file.id for file in self.client.files.list(purpose="user_data", order="asc")], ids)

    def test_what_the_service_refuses(self):
        for wrong in [
            {"purpose": "unknown"},
            {"purpose": "batch"},
            {"purpose": "user_data", "expires_after": {"anchor": "created_at", "seconds": 1}},
        ]:
            with self.subTest(wrong), self.assertRaises(BadRequestError):
                self.client.files.create(file=("a.txt", b"x"), **wrong)
        with self.assertRaises(NotFoundError):
            self.client.files.delete("file-none")


class Uploads(WithFolder):
    def begin(self, size, **fields):
        return self.client.uploads.create(
            bytes=size, filename="long.txt", mime_type="text/plain", purpose="assistants", **fields
        )

    def assert_completed(self, upload, content):
        self.assertEqual((upload.status, upload.object), ("completed", "upload"))
        self.cleaned(self.client.files, upload.file)
        self.assertEqual((upload.file.bytes, upload.file.purpose), (len(content), "assistants"))
        self.assertEqual(self.client.files.content(upload.file.id).read(), content)

    def test_parts_are_put_together_in_the_order_of_their_ids(self):
        content = b"first, second, third"
        upload = self.begin(len(content), expires_after=HOUR)
        self.assertEqual((upload.status, upload.bytes, upload.filename), ("pending", len(content), "long.txt"))
        self.assertGreater(upload.expires_at, upload.created_at)
        parts = [self.client.uploads.parts.create(upload.id, data=data) for data in (b"third", b"second, ", b"first, ")]
        for part in parts:
            self.assertEqual((part.object, part.upload_id), ("upload.part", upload.id))
        ids = [part.id for part in reversed(parts)]
        md5 = hashlib.md5(content).hexdigest()
        upload = self.client.uploads.complete(upload.id, part_ids=ids, md5=md5)
        self.assert_completed(upload, content)
        self.assertEqual(upload.file.filename, "long.txt")

    def test_a_long_file_is_sent_in_parts(self):
        content = bytes(range(256)) * 4000
        path = self.written("long.bin", content)
        common = {"mime_type": "application/octet-stream", "purpose": "assistants", "part_size": 300_000}
        self.assert_completed(self.client.uploads.upload_file_chunked(file=path, **common), content)
        upload = self.client.uploads.upload_file_chunked(file=content, filename="b.bin", bytes=len(content), **common)
        self.assert_completed(upload, content)

    def test_parts_are_as_large_as_the_sdk_makes_them(self):
        content = bytes((64 << 20) + 1)
        upload = self.client.uploads.upload_file_chunked(
            file=content, filename="b.bin", bytes=len(content), mime_type="text/plain", purpose="assistants"
        )
        self.cleaned(self.client.files, upload.file)
        self.assertEqual((upload.status, upload.file.bytes), ("completed", len(content)))

    def test_an_upload_is_cancelled(self):
        upload = self.begin(5)
        self.assertEqual(self.client.uploads.cancel(upload.id).status, "cancelled")
        with self.assertRaises(BadRequestError):
            self.client.uploads.parts.create(upload.id, data=b"five!")
        with self.assertRaises(BadRequestError):
            self.client.uploads.cancel(upload.id)

    def test_what_the_service_refuses(self):
        upload = self.begin(5)
        part = self.client.uploads.parts.create(upload.id, data=b"four")
        for ids in [[part.id], [part.id, part.id], ["part_none"]]:
            with self.subTest(ids), self.assertRaises((BadRequestError, NotFoundError)):
                self.client.uploads.complete(upload.id, part_ids=ids)
        with self.assertRaises(NotFoundError):
            self.client.uploads.complete("upload_none", part_ids=[])


class Attached(TestCase):
    def setUp(self):
        self.text = self.file(("a.txt", b"Some words."), purpose="assistants")

    def stores(self, resources):
        """Returns the vector stores of an assistant or a thread."""
        stores = self.client.vector_stores
        return [self.cleaned(stores, stores.retrieve(id)) for id in resources.file_search.vector_store_ids]

    def test_a_message_has_files(self):
        image = self.file(("a.png", b"\x89PNG"), purpose="vision")
        thread = self.thread()
        tools = [{"type": "code_interpreter"}, {"type": "file_search"}]
        made = self.threads.messages.create(
            thread.id,
            role="user",
            content=[
                {"type": "image_file", "image_file": {"file_id": image.id, "detail": "high"}},
                {"type": "text", "text": "What is this?"},
            ],
            attachments=[{"file_id": self.text.id, "tools": tools}],
        )
        self.assertEqual((made.content[0].image_file.file_id, made.content[0].image_file.detail), (image.id, "high"))
        self.assertEqual(made.attachments[0].file_id, self.text.id)
        self.assertEqual([tool.type for tool in made.attachments[0].tools], ["code_interpreter", "file_search"])
        resources = self.threads.retrieve(thread.id).tool_resources
        self.assertEqual(resources.code_interpreter.file_ids, [self.text.id])
        [store] = self.stores(resources)
        self.assertEqual([file.id for file in self.client.vector_stores.files.list(store.id)], [self.text.id])

    def test_an_assistant_has_files_and_a_store_that_is_made_with_it(self):
        assistant = self.assistant(
            {"type": "code_interpreter"},
            {"type": "file_search"},
            tool_resources={
                "code_interpreter": {"file_ids": [self.text.id]},
                "file_search": {"vector_stores": [{"file_ids": [self.text.id], "metadata": {"a": "b"}}]},
            },
        )
        self.assertEqual(assistant.tool_resources.code_interpreter.file_ids, [self.text.id])
        [store] = self.stores(assistant.tool_resources)
        self.assertEqual((store.metadata, store.file_counts.total), ({"a": "b"}, 1))
