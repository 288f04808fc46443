"""Answers that come as a whole."""

from pydantic import BaseModel

from support import MODEL, TestCase, ask, user


class Tide(BaseModel):
    harbour: str
    height: float
    spring: bool
    hours: list[int]


class Messages(TestCase):
    def test_a_question_is_answered(self):
        message = self.messages.create(**ask("Hello there"))
        self.assertEqual((message.type, message.role, message.model), ("message", "assistant", MODEL))
        [text] = message.content
        self.assertEqual((text.type, text.text, text.citations), ("text", "Hello there", None))
        self.assertEqual((message.stop_reason, message.stop_sequence), ("end_turn", None))
        self.assertGreater(message.usage.input_tokens, 0)
        self.assertEqual(message.usage.output_tokens, 2)
        self.assertEqual(message._request_id[:4], "req_")

    def test_an_answer_goes_back(self):
        first = self.messages.create(**ask("One", system="Be brief."))
        turns = [user("One"), {"role": "assistant", "content": first.content}, user([{"type": "text", "text": "Two"}])]
        second = self.messages.create(**ask("", messages=turns, metadata={"user_id": "a"}))
        self.assertEqual(second.content[0].text, "Two")

    def test_tokens_are_counted(self):
        request = ask("one two three", system="Be brief.")
        counted = self.messages.count_tokens(model=MODEL, messages=request["messages"], system=request["system"])
        self.assertEqual(counted.input_tokens, self.messages.create(**request).usage.input_tokens)
        more = self.messages.count_tokens(model=MODEL, messages=[user("one two three four")], system="Be brief.")
        self.assertEqual(more.input_tokens, counted.input_tokens + 1)

    def test_structured_output_is_parsed(self):
        message = self.messages.parse(**ask("Delft"), output_format=Tide)
        tide = message.parsed_output
        self.assertIsInstance(tide, Tide)
        self.assertEqual((tide.harbour, tide.spring, len(tide.hours)), ("Delft", True, 1))
        with self.messages.stream(**ask("Delft"), output_format=Tide) as stream:
            self.assertEqual(stream.get_final_message().parsed_output, tide)

    def test_structured_output_by_a_schema_is_json(self):
        schema = {"type": "object", "properties": {"a": {"const": 5}}, "required": ["a"], "additionalProperties": False}
        message = self.messages.create(**ask("Hello", output_config={"format": {"type": "json_schema", "schema": schema}}))
        self.assertEqual(message.content[0].text, '{"a":5}')

    def test_thinking_comes_first_and_goes_back(self):
        thinking = {"type": "enabled", "budget_tokens": 1024}
        message = self.messages.create(**ask("Hello", thinking=thinking))
        thought, text = message.content
        self.assertEqual((thought.type, thought.thinking, text.text), ("thinking", "The user says: Hello", "Hello"))
        self.assertTrue(thought.signature)
        turns = [user("Hello"), {"role": "assistant", "content": message.content}, user("Go on")]
        again = self.messages.create(**ask("", messages=turns, thinking={"type": "adaptive", "display": "omitted"}))
        self.assertEqual([block.type for block in again.content], ["thinking", "text"])
        self.assertEqual((again.content[0].thinking, again.content[1].text), ("", "Go on"))

    def test_text_ends_before_a_stop_sequence(self):
        message = self.messages.create(**ask("one two three", stop_sequences=["four", "two"]))
        self.assertEqual(message.content[0].text.rstrip(), "one")
        self.assertEqual((message.stop_reason, message.stop_sequence), ("stop_sequence", "two"))

    def test_text_ends_when_the_tokens_are_used_up(self):
        message = self.messages.create(**ask("one two three", max_tokens=2))
        self.assertEqual((message.content[0].text.rstrip(), message.stop_reason), ("one two", "max_tokens"))

    def test_a_document_is_cited(self):
        text = "The tide is high. The wind is low."
        source = {"type": "text", "media_type": "text/plain", "data": text}
        document = {"type": "document", "source": source, "title": "Log", "citations": {"enabled": True}}
        message = self.messages.create(**ask([document, {"type": "text", "text": "When?"}]))
        [cited] = message.content
        [citation] = cited.citations
        self.assertEqual((cited.text, citation.type, citation.document_title), ("When?", "char_location", "Log"))
        self.assertEqual(text[citation.start_char_index : citation.end_char_index], citation.cited_text)
        self.assertTrue(citation.cited_text)

    def test_a_prompt_is_cached(self):
        system = [{"type": "text", "text": "A prompt of a test.", "cache_control": {"type": "ephemeral"}}]
        first, second = (self.messages.create(**ask("Hello", system=system)).usage for _ in range(2))
        self.assertGreater(first.cache_creation_input_tokens, 0)
        self.assertEqual(second.cache_read_input_tokens, first.cache_creation_input_tokens)
