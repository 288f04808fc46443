"""Assistants, threads, messages and models."""

from support import MODEL, TestCase, function, user


class Assistants(TestCase):
    def test_all_fields_are_kept_changed_and_cleared(self):
        fields = {
            "name": "Ada",
            "description": "Counts.",
            "instructions": "Be brief.",
            "metadata": {"team": "blue"},
            "temperature": 0.5,
            "top_p": 0.25,
            "response_format": {"type": "json_schema", "json_schema": {"name": "answer", "schema": {"type": "object"}}},
            "tool_resources": {"code_interpreter": {"file_ids": []}},
        }
        tools = [{"type": "code_interpreter"}, {"type": "file_search"}, function("get_weather")]
        made = self.assistant(*tools, **fields)
        self.assertEqual((made.object, made.model), ("assistant", MODEL))
        self.assertEqual([tool.type for tool in made.tools], ["code_interpreter", "file_search", "function"])
        self.assertEqual(made.tools[2].function.name, "get_weather")
        for name in ("name", "description", "instructions", "metadata", "temperature", "top_p"):
            self.assertEqual(getattr(made, name), fields[name])
        self.assertEqual(made.response_format.json_schema.name, "answer")
        self.assertEqual(self.beta.assistants.retrieve(made.id), made)

        changed = self.beta.assistants.update(made.id, name=None, metadata={"team": "red"}, tools=[], response_format="auto")
        self.assertEqual((changed.name, changed.metadata, changed.tools), (None, {"team": "red"}, []))
        self.assertEqual((changed.response_format, changed.instructions), ("auto", "Be brief."))

        deleted = self.beta.assistants.delete(made.id)
        self.assertEqual((deleted.id, deleted.deleted, deleted.object), (made.id, True, "assistant.deleted"))
        self.assert_gone(self.beta.assistants.retrieve, made.id)

    def test_pages(self):
        self.assertEqual(list(self.beta.assistants.list()), [])
        ids = [self.assistant(name=f"Number {number}").id for number in range(5)]
        self.assert_pages(self.beta.assistants.list, ids)


class Threads(TestCase):
    def test_a_thread_is_made_changed_and_deleted(self):
        made = self.thread(metadata={"a": "b"})
        self.assertEqual((made.object, made.metadata), ("thread", {"a": "b"}))
        self.assertEqual(self.threads.retrieve(made.id), made)
        changed = self.threads.update(
            made.id, metadata={}, tool_resources={"code_interpreter": {"file_ids": []}}
        )
        self.assertEqual((changed.metadata, changed.tool_resources.code_interpreter.file_ids), ({}, []))
        deleted = self.threads.delete(made.id)
        self.assertEqual((deleted.id, deleted.deleted, deleted.object), (made.id, True, "thread.deleted"))
        self.assert_gone(self.threads.retrieve, made.id)

    def test_a_thread_needs_nothing(self):
        made = self.cleaned(self.threads, self.threads.create())
        self.assertEqual(list(self.threads.messages.list(made.id)), [])


class Messages(TestCase):
    def test_all_kinds_of_content_come_back(self):
        thread = self.thread()
        parts = [
            {"type": "text", "text": "What is this?"},
            {"type": "image_url", "image_url": {"url": "https://example.com/a.png", "detail": "low"}},
        ]
        made = self.threads.messages.create(thread.id, role="user", content=parts, metadata={"a": "b"})
        self.assertEqual((made.object, made.role, made.thread_id), ("thread.message", "user", thread.id))
        self.assertEqual(made.content[0].text.value, "What is this?")
        self.assertEqual(made.content[1].image_url.url, "https://example.com/a.png")
        self.assertEqual(self.threads.messages.retrieve(made.id, thread_id=thread.id), made)

        changed = self.threads.messages.update(made.id, thread_id=thread.id, metadata={"a": "c"})
        self.assertEqual((changed.metadata, changed.content), ({"a": "c"}, made.content))
        deleted = self.threads.messages.delete(made.id, thread_id=thread.id)
        self.assertEqual((deleted.id, deleted.deleted, deleted.object), (made.id, True, "thread.message.deleted"))
        self.assert_gone(self.threads.messages.retrieve, made.id, thread_id=thread.id)

    def test_pages(self):
        thread = self.thread("one", "two")
        for text in ("three", "four", "five"):
            self.threads.messages.create(thread.id, **user(text))
        messages = list(self.threads.messages.list(thread.id, order="asc"))
        texts = [message.content[0].text.value for message in messages]
        self.assertEqual(texts, ["one", "two", "three", "four", "five"])
        listing = lambda **query: self.threads.messages.list(thread.id, **query)
        self.assert_pages(listing, [message.id for message in messages])

    def test_a_list_can_be_of_one_run(self):
        assistant, thread = self.assistant(), self.thread("Hello")
        run = self.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
        [message] = self.threads.messages.list(thread.id, run_id=run.id)
        self.assertEqual((message.run_id, message.assistant_id, message.role), (run.id, assistant.id, "assistant"))


class Models(TestCase):
    def test_models_are_listed_retrieved_and_deleted(self):
        models = list(self.client.models.list())
        self.assertIn(MODEL, [model.id for model in models])
        last = models[-1]
        self.assertEqual(self.client.models.retrieve(last.id), last)
        deleted = self.client.models.delete(last.id)
        self.assertEqual((deleted.id, deleted.deleted, deleted.object), (last.id, True, "model"))
        self.assert_gone(self.client.models.retrieve, last.id)
        self.assertNotIn(last, list(self.client.models.list()))
