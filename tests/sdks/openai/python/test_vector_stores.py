"""Vector stores, their files and batches, and searches in them."""

import time

from openai import BadRequestError

from support import CONTENT, TestCase

TEXTS = {
    "weather.txt": "In Delft it rains on most days of autumn, and the canals are full of leaves.",
    "trains.txt": "The last train from Delft to Utrecht leaves shortly before midnight.",
    "cheese.txt": "The market sells cheese on Thursdays, old and young.",
    "bread.txt": "The bakery sells bread every morning.",
    "bikes.txt": "Bicycles are parked beneath the station.",
}
STATIC = {"type": "static", "static": {"max_chunk_size_tokens": 200, "chunk_overlap_tokens": 50}}


def eq(key, value):
    return {"type": "eq", "key": key, "value": value}


class WithStores(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.stores = cls.client.vector_stores

    def store(self, **fields):
        return self.cleaned(self.stores, self.stores.create(**fields))

    def text(self, name):
        return self.file((name, TEXTS[name].encode()), purpose="assistants")

    def uploaded(self, store, name, **fields):
        """Puts a text into a store, and waits until it can be found."""
        made = self.stores.files.create_and_poll(vector_store_id=store.id, file_id=self.text(name).id, **fields)
        self.assertEqual((made.status, made.last_error), ("completed", None))
        return made

    def completed(self, store):
        for _ in range(100):
            store = self.stores.retrieve(store.id)
            if store.status == "completed":
                return store
            time.sleep(0.05)
        self.fail(f"the store stays {store.status}")


class Stores(WithStores):
    def test_all_fields_are_kept_changed_and_cleared(self):
        made = self.store(
            name="Delft",
            description="About Delft.",
            metadata={"a": "b"},
            expires_after={"anchor": "last_active_at", "days": 7},
            file_ids=[self.text("weather.txt").id],
            chunking_strategy=STATIC,
        )
        self.assertEqual((made.object, made.name, made.metadata), ("vector_store", "Delft", {"a": "b"}))
        self.assertEqual((made.expires_after.days, made.file_counts.total), (7, 1))
        store = self.completed(made)
        self.assertEqual((store.file_counts.completed, store.file_counts.in_progress), (1, 0))
        self.assertGreater(store.usage_bytes, 0)
        [file] = self.stores.files.list(made.id)
        self.assertEqual(file.chunking_strategy.static.max_chunk_size_tokens, 200)

        changed = self.stores.update(made.id, name="Utrecht", metadata={}, expires_after=None)
        self.assertEqual((changed.name, changed.metadata, changed.expires_after), ("Utrecht", {}, None))
        deleted = self.stores.delete(made.id)
        self.assertEqual((deleted.id, deleted.deleted, deleted.object), (made.id, True, "vector_store.deleted"))
        self.assert_gone(self.stores.retrieve, made.id)
        self.assertEqual(self.client.files.retrieve(file.id).filename, "weather.txt")

    def test_pages(self):
        self.assertEqual(list(self.stores.list()), [])
        self.assert_pages(self.stores.list, [self.store(name=f"Number {number}").id for number in range(5)])

    def test_what_the_service_refuses(self):
        for wrong in [
            {"expires_after": {"anchor": "last_active_at", "days": 366}},
            {"chunking_strategy": {"type": "static", "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 51}}},
            {"metadata": {"k" * 65: "v"}},
        ]:
            with self.subTest(wrong), self.assertRaises(BadRequestError):
                self.stores.create(**wrong)
        self.assert_gone(self.stores.search, "vs_none", query="rain")


class Files(WithStores):
    def test_a_file_is_attached_changed_read_and_detached(self):
        store = self.store()
        made = self.uploaded(store, "weather.txt", attributes={"year": 2024, "wet": True, "city": "Delft"}, chunking_strategy=STATIC)
        self.assertEqual((made.object, made.vector_store_id), ("vector_store.file", store.id))
        self.assertEqual(made.attributes, {"year": 2024, "wet": True, "city": "Delft"})
        self.assertEqual(self.stores.files.retrieve(made.id, vector_store_id=store.id), made)
        changed = self.stores.files.update(made.id, vector_store_id=store.id, attributes={"year": 2025})
        self.assertEqual(changed.attributes, {"year": 2025})
        pieces = list(self.stores.files.content(made.id, vector_store_id=store.id))
        self.assertEqual("".join(piece.text for piece in pieces), TEXTS["weather.txt"])
        deleted = self.stores.files.delete(made.id, vector_store_id=store.id)
        self.assertEqual((deleted.id, deleted.deleted, deleted.object), (made.id, True, "vector_store.file.deleted"))
        self.assert_gone(self.stores.files.retrieve, made.id, vector_store_id=store.id)
        self.assertEqual(self.client.files.retrieve(made.id).id, made.id)

    def test_pages(self):
        store = self.store()
        ids = [self.uploaded(store, name).id for name in TEXTS]
        listing = lambda **query: self.stores.files.list(store.id, **query)
        self.assert_pages(listing, ids)
        self.assert_pages(lambda **query: listing(filter="completed", **query), ids)
        self.assertEqual(list(listing(filter="failed")), [])

    def test_files_are_uploaded_on_the_way(self):
        store = self.store()
        made = self.stores.files.upload(vector_store_id=store.id, file=("a.txt", b"Some words."))
        self.cleaned(self.client.files, made)
        made = self.stores.files.poll(made.id, vector_store_id=store.id)
        self.assertEqual(made.status, "completed")
        made = self.stores.files.upload_and_poll(vector_store_id=store.id, file=("b.txt", b"Other words."))
        self.cleaned(self.client.files, made)
        self.assertEqual((made.status, self.client.files.retrieve(made.id).filename), ("completed", "b.txt"))

    def test_an_unknown_file_is_refused(self):
        self.assert_gone(self.stores.files.create, self.store().id, file_id="file-none")


class Batches(WithStores):
    def test_a_batch_of_ids(self):
        store, ids = self.store(), [self.text(name).id for name in TEXTS]
        batches = self.stores.file_batches
        batch = batches.create_and_poll(
            vector_store_id=store.id, file_ids=ids, attributes={"year": 2024}, chunking_strategy=STATIC
        )
        self.assertEqual((batch.status, batch.vector_store_id), ("completed", store.id))
        self.assertEqual((batch.file_counts.completed, batch.file_counts.total), (5, 5))
        self.assertEqual(batches.retrieve(batch.id, vector_store_id=store.id), batch)
        listing = lambda **query: batches.list_files(batch.id, vector_store_id=store.id, **query)
        self.assert_pages(listing, ids)
        self.assertEqual(list(listing(filter="failed")), [])
        for file in listing():
            self.assertEqual((file.attributes, file.chunking_strategy.static.chunk_overlap_tokens), ({"year": 2024}, 50))

    def test_a_batch_of_files_with_fields_of_their_own(self):
        store, names = self.store(), ["weather.txt", "trains.txt"]
        files = [{"file_id": self.text(name).id, "attributes": {"name": name}} for name in names]
        batch = self.stores.file_batches.create_and_poll(vector_store_id=store.id, files=files)
        self.assertEqual(batch.status, "completed")
        found = self.stores.file_batches.list_files(batch.id, vector_store_id=store.id, order="asc")
        self.assertEqual([file.attributes["name"] for file in found], names)

    def test_a_batch_is_uploaded_on_the_way(self):
        store, known = self.store(), self.text("weather.txt")
        files = [(f"{number}.txt", f"Number {number}".encode()) for number in range(7)]
        batch = self.stores.file_batches.upload_and_poll(store.id, files=files, file_ids=[known.id], max_concurrency=3)
        self.assertEqual((batch.status, batch.file_counts.completed), ("completed", 8))
        for file in self.stores.files.list(store.id):
            self.cleaned(self.client.files, file)

    def test_a_batch_is_cancelled(self):
        store = self.store()
        batch = self.stores.file_batches.create(store.id, file_ids=[self.text(name).id for name in TEXTS])
        self.assertEqual(batch.status, "in_progress")
        cancelled = self.stores.file_batches.cancel(batch.id, vector_store_id=store.id)
        self.assertIn(cancelled.status, ("in_progress", "cancelled"))
        batch = self.stores.file_batches.poll(batch.id, vector_store_id=store.id)
        self.assertEqual((batch.status, batch.file_counts.in_progress), ("cancelled", 0))


class Searches(WithStores):
    def filled(self):
        """Returns a store with all texts, whose attributes are the name without its ending and its number."""
        store = self.store()
        for number, name in enumerate(TEXTS):
            self.uploaded(store, name, attributes={"topic": name.removesuffix(".txt"), "number": number})
        return store

    def found(self, store, query, **options):
        return [result.filename for result in self.stores.search(store.id, query=query, **options)]

    def test_the_best_result_comes_first(self):
        store = self.filled()
        results = list(self.stores.search(store.id, query="When does the last train leave?"))
        self.assertEqual((results[0].filename, results[0].attributes["topic"]), ("trains.txt", "trains"))
        self.assertEqual([(piece.type, piece.text) for piece in results[0].content], [("text", TEXTS["trains.txt"])])
        scores = [result.score for result in results]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assertTrue(all(0 <= score <= 1 for score in scores))
        page = self.stores.search(store.id, query=["rain in autumn"], rewrite_query=True)
        self.assertEqual((page.object, page.data[0].filename), ("vector_store.search_results.page", "weather.txt"))
        self.assertEqual(len(page.search_query), 1)

    def test_filters_are_honoured(self):
        store = self.filled()
        found = lambda filters: set(self.found(store, "the Delft sells are", filters=filters))
        self.assertEqual(found(eq("topic", "trains")), {"trains.txt"})
        self.assertEqual(found({"type": "lt", "key": "number", "value": 2}), {"weather.txt", "trains.txt"})
        self.assertEqual(found({"type": "in", "key": "topic", "value": ["bread", "bikes"]}), {"bread.txt", "bikes.txt"})
        either = {"type": "or", "filters": [eq("topic", "cheese"), eq("topic", "bread")]}
        self.assertEqual(found(either), {"cheese.txt", "bread.txt"})
        nested = {"type": "and", "filters": [either, {"type": "gte", "key": "number", "value": 3}]}
        self.assertEqual(found(nested), {"bread.txt"})

    def test_results_are_limited(self):
        store = self.filled()
        self.assertEqual(len(self.found(store, "the Delft sells are", max_num_results=2)), 2)
        options = {"ranker": "auto", "score_threshold": 1.0}
        self.assertLessEqual(len(self.found(store, "train", ranking_options=options)), 1)
        with self.assertRaises(BadRequestError):
            self.stores.search(store.id, query="train", max_num_results=51)

    def test_a_run_searches_and_cites(self):
        store = self.filled()
        assistant = self.assistant(
            {"type": "file_search", "file_search": {"max_num_results": 3}},
            tool_resources={"file_search": {"vector_store_ids": [store.id]}},
        )
        thread = self.thread("When does the last train leave?")
        run = self.threads.runs.create_and_poll(
            thread_id=thread.id, assistant_id=assistant.id, tool_choice={"type": "file_search"}
        )
        self.assertEqual(run.status, "completed")
        steps = self.threads.runs.steps
        step, _ = steps.list(run.id, thread_id=thread.id, order="asc", include=[CONTENT])
        results = step.step_details.tool_calls[0].file_search.results
        self.assertLessEqual(len(results), 3)
        self.assertEqual((results[0].file_name, results[0].content[0].text), ("trains.txt", TEXTS["trains.txt"]))
        without = steps.retrieve(step.id, thread_id=thread.id, run_id=run.id)
        self.assertIsNone(without.step_details.tool_calls[0].file_search.results[0].content)

        text = self.threads.messages.list(thread.id, limit=1).data[0].content[0].text
        citation = text.annotations[0]
        self.assertEqual((citation.type, citation.file_citation.file_id), ("file_citation", results[0].file_id))
        self.assertEqual(text.value[citation.start_index : citation.end_index], citation.text)
