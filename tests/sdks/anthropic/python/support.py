"""What the tests share: clients, questions, tools, and objects that are removed again."""

import unittest

from anthropic import Anthropic, NotFoundError

MODEL = "claude-sonnet-5-5"


def user(content):
    return {"role": "user", "content": content}


def ask(content, **fields):
    """Returns the arguments of a request for a message."""
    return {"model": MODEL, "max_tokens": 2000, "messages": [user(content)], **fields}


def tool(name, **properties):
    """Returns a tool, all of whose arguments are required."""
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"name": name, "description": f"Calls {name}.", "input_schema": schema}


STRING = {"type": "string"}
TIDE = tool("get_tide", harbour=STRING)
WIND = tool("get_wind", harbour=STRING, day={"type": "integer"})


def strict(kind=Anthropic, **options):
    """Returns a client that validates replies and hides no failure by trying again."""
    return kind(_strict_response_validation=True, **{"max_retries": 0, **options})


def ids_of(items):
    return [item.id for item in items]


class TestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = strict()
        cls.addClassCleanup(cls.client.close)
        cls.messages = cls.client.messages

    def cleaned(self, delete, made):
        """Deletes an object after the test, unless the test does."""

        def clean():
            try:
                self.assertEqual(delete(made.id).id, made.id)
            except NotFoundError:
                pass

        self.addCleanup(clean)
        return made

    def assert_gone(self, retrieve, *arguments, **named):
        with self.assertRaises(NotFoundError) as caught:
            retrieve(*arguments, **named)
        self.assertEqual((caught.exception.status_code, caught.exception.type), (404, "not_found_error"))

    def assert_cursors(self, listing, ids):
        """Reads a list of at least three objects, whose ids are given in its order."""
        self.assertGreaterEqual(len(ids), 3)
        pages = [ids_of(page.data) for page in listing(limit=2).iter_pages()]
        self.assertEqual(pages, [ids[start : start + 2] for start in range(0, len(ids), 2)])
        self.assertEqual(ids_of(listing(limit=1)), ids)
        whole = listing(limit=100)
        self.assertFalse(whole.has_next_page())
        self.assertIsNone(whole.next_page)

    def assert_pages(self, listing, ids):
        """Reads a list of at least five objects, whose ids are given in its order, forwards and backwards."""
        self.assertGreaterEqual(len(ids), 5)
        forwards = [ids_of(page.data) for page in listing(limit=2).iter_pages()]
        self.assertEqual(forwards, [ids[start : start + 2] for start in range(0, len(ids), 2)])
        self.assertEqual(ids_of(listing(limit=3)), ids)
        backwards = [ids_of(page.data) for page in listing(limit=2, before_id=ids[-1]).iter_pages()]
        self.assertGreater(len(backwards), 1)
        self.assertEqual([id for page in reversed(backwards) for id in page], ids[:-1])
        first = listing(limit=2)
        self.assertEqual((first.has_more, first.first_id, first.last_id), (True, ids[0], ids[1]))
        self.assertEqual(ids_of(first.get_next_page().data), ids[2:4])
        self.assertEqual(ids_of(listing(after_id=ids[-1])), [])
        self.assertFalse(listing(limit=1000).has_next_page())
