"""Answers as they are written."""

from anthropic import APIStatusError

from support import TIDE, TestCase, ask


class Streams(TestCase):
    def events(self, request):
        """Returns the events of a stream and its message."""
        with self.messages.stream(**request) as stream:
            return list(stream), stream.get_final_message()

    def test_text_comes_piece_by_piece(self):
        with self.messages.stream(**ask("one two three")) as stream:
            pieces = list(stream.text_stream)
            message = stream.get_final_message()
            self.assertEqual(stream.get_final_text(), "one two three")
            self.assertEqual(stream.request_id[:4], "req_")
        self.assertEqual(pieces, ["one", " two", " three"])
        self.assertEqual(message.content[0].text, "one two three")
        self.assertEqual((message.stop_reason, message.usage.output_tokens), ("end_turn", 3))

    def test_the_events_of_the_helper_are_in_order(self):
        events, message = self.events(ask("Hello there"))
        delta = ["content_block_delta", "text"]
        block = ["content_block_start", *delta, *delta, "content_block_stop"]
        self.assertEqual([event.type for event in events], ["message_start", *block, "message_delta", "message_stop"])
        self.assertEqual([event.snapshot for event in events if event.type == "text"], ["Hello", "Hello there"])
        self.assertEqual(events[-1].message, message)

    def test_a_stream_adds_up_to_the_message(self):
        request = ask("one two three", stop_sequences=["three"], thinking={"type": "adaptive"})
        _, streamed = self.events(request)
        whole = self.messages.create(**request)
        ours = lambda message: [(block.type, getattr(block, "text", None)) for block in message.content]
        self.assertEqual(ours(streamed), ours(whole))
        for field in ("stop_reason", "stop_sequence", "usage", "model", "role"):
            self.assertEqual(getattr(streamed, field), getattr(whole, field), field)

    def test_thinking_is_told_with_its_signature(self):
        events, message = self.events(ask("Hello", thinking={"type": "adaptive"}))
        thoughts = [event.snapshot for event in events if event.type == "thinking"]
        self.assertEqual(thoughts[-1], "The user says: Hello")
        self.assertEqual([event.signature for event in events if event.type == "signature"], [message.content[0].signature])
        self.assertEqual((message.content[0].thinking, message.content[1].text), ("The user says: Hello", "Hello"))

    def test_the_arguments_of_a_call_are_told(self):
        events, message = self.events(ask("the tool, please", tools=[TIDE]))
        told = "".join(event.partial_json for event in events if event.type == "input_json")
        [call] = message.content
        self.assertEqual((told, call.input), ('{"harbour":"the tool, please"}', {"harbour": "the tool, please"}))
        self.assertEqual((call.name, message.stop_reason), ("get_tide", "tool_use"))

    def test_citations_are_told(self):
        source = {"type": "text", "media_type": "text/plain", "data": "The tide is high."}
        document = {"type": "document", "source": source, "citations": {"enabled": True}}
        events, message = self.events(ask([document, {"type": "text", "text": "When?"}]))
        told = [event.citation for event in events if event.type == "citation"]
        self.assertEqual([citation.type for citation in told], ["char_location"])
        self.assertEqual(message.content[0].citations, told)

    def test_bare_events_have_the_names_of_the_service(self):
        with self.messages.create(**ask("Hello"), stream=True) as stream:
            names = [event.type for event in stream]
        self.assertEqual((names[0], names[-2:]), ("message_start", ["message_delta", "message_stop"]))

    def test_an_error_breaks_the_stream_off(self):
        text = ""
        with self.messages.stream(**ask("break the stream")) as stream:
            with self.assertRaises(APIStatusError) as caught:
                for piece in stream.text_stream:
                    text += piece
        self.assertTrue(text)
        # The status of the reply was decided before.
        self.assertEqual((caught.exception.status_code, caught.exception.type), (200, "overloaded_error"))

    def test_a_stream_may_be_left(self):
        with self.messages.stream(**ask("word " * 500)) as stream:
            self.assertEqual(next(iter(stream.text_stream)), "word")
        self.assertEqual(self.messages.create(**ask("Hello")).content[0].text, "Hello")
