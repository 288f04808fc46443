"""What the tests share: clients, objects that are removed again, and how every list is read."""

import unittest

from openai import NotFoundError, OpenAI

MODEL = "gpt-4o"
CONTENT = "step_details.tool_calls[*].file_search.results[*].content"


def function(name):
    city = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
    return {"type": "function", "function": {"name": name, "description": f"Calls {name}.", "parameters": city}}


def user(text):
    return {"role": "user", "content": text}


def strict(kind=OpenAI, **options):
    """Returns a client that validates replies and hides no failure by trying again."""
    return kind(_strict_response_validation=True, **{"max_retries": 0, **options})


class TestCase(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.client = strict()
        cls.addClassCleanup(cls.client.close)
        cls.beta = cls.client.beta
        cls.threads = cls.beta.threads

    def cleaned(self, resource, made):
        """Deletes an object after the test, unless the test does."""

        def delete():
            try:
                self.assertTrue(resource.delete(made.id).deleted)
            except NotFoundError:
                pass

        self.addCleanup(delete)
        return made

    def assistant(self, *tools, **fields):
        made = self.beta.assistants.create(model=MODEL, tools=tools, **fields)
        return self.cleaned(self.beta.assistants, made)

    def thread(self, *questions, **fields):
        made = self.threads.create(messages=[user(question) for question in questions], **fields)
        return self.cleaned(self.threads, made)

    def file(self, content, purpose="user_data", **fields):
        return self.cleaned(self.client.files, self.client.files.create(file=content, purpose=purpose, **fields))

    def assert_gone(self, retrieve, *arguments, **named):
        with self.assertRaises(NotFoundError) as caught:
            retrieve(*arguments, **named)
        self.assertEqual(caught.exception.status_code, 404)

    def assert_pages(self, listing, ids, backward=True):
        """Reads a list of at least four objects, whose ids are given oldest first, in both orders and from both sides."""
        self.assertGreaterEqual(len(ids), 4)
        ids_of = lambda page: [item.id for item in page.data]
        pages = [ids_of(page) for page in listing(order="asc", limit=2).iter_pages()]
        self.assertEqual(pages, [ids[start : start + 2] for start in range(0, len(ids), 2)])
        self.assertEqual([item.id for item in listing(limit=3)], ids[::-1])
        self.assertEqual([item.id for item in listing(order="desc")], ids[::-1])

        first = listing(order="asc", limit=2)
        self.assertTrue(first.has_more)
        self.assertEqual((first.first_id, first.last_id), (ids[0], ids[1]))
        self.assertEqual(ids_of(first.get_next_page()), ids[2:4])
        whole = listing(order="asc")
        self.assertFalse(whole.has_more)
        self.assertFalse(whole.has_next_page())

        self.assertEqual(ids_of(listing(order="asc", after=ids[1])), ids[2:])
        self.assertEqual(ids_of(listing(order="desc", after=ids[1])), ids[:1])
        self.assertEqual(ids_of(listing(order="asc", after=ids[-1])), [])
        if backward:
            self.assertEqual(ids_of(listing(order="asc", before=ids[-1], limit=2)), ids[-3:-1])
            self.assertEqual(ids_of(listing(order="desc", before=ids[0], limit=1)), [ids[1]])
            self.assertEqual(ids_of(listing(order="asc", after=ids[0], before=ids[3])), ids[1:3])
