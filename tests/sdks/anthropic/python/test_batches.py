"""Batches of messages."""

import time

from anthropic import BadRequestError

from support import TestCase, ask, ids_of


class Batches(TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.batches = cls.messages.batches

    def batch(self, *texts, **fields):
        requests = [{"custom_id": text, "params": ask(text, **fields)} for text in texts]
        return self.batches.create(requests=requests)

    def ended(self, batch):
        """Waits until a batch has ended, and deletes it after the test."""
        for _ in range(100):
            batch = self.batches.retrieve(batch.id)
            if batch.processing_status == "ended":
                return self.cleaned(self.batches.delete, batch)
            time.sleep(0.05)
        self.fail(batch)

    def test_a_batch_ends_with_results(self):
        begun = self.batch("one", "two", "three")
        self.assertEqual((begun.type, begun.processing_status), ("message_batch", "in_progress"))
        self.assertEqual((begun.request_counts.processing, begun.results_url), (3, None))
        ended = self.ended(begun)
        self.assertEqual((ended.request_counts.processing, ended.request_counts.succeeded), (0, 3))
        self.assertTrue(ended.ended_at)
        results = {each.custom_id: each.result.message.content[0].text for each in self.batches.results(ended.id)}
        self.assertEqual(results, {text: text for text in ("one", "two", "three")})
        deleted = self.batches.delete(ended.id)
        self.assertEqual((deleted.id, deleted.type), (ended.id, "message_batch_deleted"))
        self.assert_gone(self.batches.retrieve, ended.id)

    def test_a_request_of_a_batch_fails_alone(self):
        unknown = {"custom_id": "unknown", "params": ask("Hello", model="claude-none")}
        ended = self.ended(self.batches.create(requests=[unknown, {"custom_id": "known", "params": ask("Hello")}]))
        self.assertEqual((ended.request_counts.errored, ended.request_counts.succeeded), (1, 1))
        results = {each.custom_id: each.result for each in self.batches.results(ended.id)}
        self.assertEqual(results["unknown"].error.error.type, "not_found_error")
        self.assertEqual(results["known"].type, "succeeded")

    def test_a_batch_is_canceled(self):
        begun = self.batch("one", "two")
        canceling = self.batches.cancel(begun.id)
        self.assertEqual(canceling.processing_status, "canceling")
        self.assertTrue(canceling.cancel_initiated_at)
        ended = self.ended(canceling)
        self.assertEqual(ended.request_counts.canceled, 2)
        self.assertEqual({each.result.type for each in self.batches.results(ended.id)}, {"canceled"})

    def test_a_running_batch_is_not_deleted(self):
        begun = self.batch("one")
        with self.assertRaises(BadRequestError):
            self.batches.delete(begun.id)
        self.ended(begun)

    def test_the_ids_of_a_batch_are_unique(self):
        with self.assertRaises(BadRequestError):
            self.batch("one", "one")

    def test_batches_in_pages(self):
        ids = ids_of([self.ended(self.batch(f"number-{number}")) for number in range(5)])
        self.assert_pages(self.batches.list, ids[::-1])
