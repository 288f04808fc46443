"""Functions of the caller's, called by hand and by the runner."""

import logging

from anthropic import BadRequestError, beta_tool
from anthropic.lib.tools import ToolError

from support import TIDE, WIND, TestCase, ask, user


@beta_tool
def get_tide(harbour: str) -> str:
    """Tells the tide.

    Args:
        harbour: The name of the harbour.
    """
    return f"high in {harbour}"


@beta_tool
def get_wind(day: int) -> str:
    """Tells the wind."""
    raise ToolError(f"no wind on day {day}")


class Tools(TestCase):
    def names(self, **fields):
        message = self.messages.create(**ask("the tools, please", tools=[TIDE, WIND], **fields))
        return [block.name for block in message.content if block.type == "tool_use"]

    def test_several_calls_of_a_turn_are_answered(self):
        request = ask("the tools, please", tools=[TIDE, WIND])
        asked = self.messages.create(**request)
        self.assertEqual(asked.stop_reason, "tool_use")
        self.assertEqual([call.name for call in asked.content], ["get_tide", "get_wind"])
        self.assertEqual(asked.content[1].input, {"harbour": "the tools, please", "day": 1})
        contents = [[{"type": "text", "text": "high"}], "broken"]
        results = [
            {"type": "tool_result", "tool_use_id": call.id, "content": content, "is_error": content == "broken"}
            for call, content in zip(asked.content, contents)
        ]
        turns = [*request["messages"], {"role": "assistant", "content": asked.content}, user(results)]
        answered = self.messages.create(**{**request, "messages": turns})
        self.assertEqual((answered.content[0].text, answered.stop_reason), ("high\nbroken", "end_turn"))
        # Every call has to be answered.
        turns[-1] = user(results[:1])
        with self.assertRaises(BadRequestError) as caught:
            self.messages.create(**{**request, "messages": turns})
        self.assertIn(asked.content[1].id, caught.exception.api_message)

    def test_the_choice_of_tools_is_kept(self):
        self.assertEqual(self.names(tool_choice={"type": "any"}), ["get_tide", "get_wind"])
        self.assertEqual(self.names(tool_choice={"type": "any", "disable_parallel_tool_use": True}), ["get_tide"])
        self.assertEqual(self.names(tool_choice={"type": "tool", "name": "get_wind"}), ["get_wind"])
        self.assertEqual(self.names(tool_choice={"type": "none"}), [])

    def test_a_tool_of_the_service_makes_a_file(self):
        tools = [{"type": "code_execution_20250825", "name": "code_execution"}]
        message = self.messages.create(**ask("the tool, please", tools=tools))
        self.assertEqual([block.type for block in message.content], ["server_tool_use", "code_execution_tool_result", "text"])
        [output] = message.content[1].content.content
        files = self.client.files
        made = self.cleaned(files.delete, files.retrieve_metadata(output.file_id))
        self.assertTrue(made.downloadable)
        self.assertEqual(files.download(made.id).read(), b"the tool, please")
        self.assertTrue(message.container.id)

    def test_a_search_of_the_service_has_results(self):
        tools = [{"type": "web_search_20250305", "name": "web_search"}]
        message = self.messages.create(**ask("the tool, please", tools=tools))
        self.assertEqual(message.content[1].content[0].url, "https://example.com/")


class Runner(TestCase):
    def setUp(self):
        # The runner logs the errors of tools.
        logging.disable()
        self.addCleanup(logging.disable, logging.NOTSET)
        self.runner = self.client.beta.messages.tool_runner

    def assert_done(self, messages):
        asked, answered = messages
        self.assertEqual([call.name for call in asked.content], ["get_tide", "get_wind"])
        self.assertEqual((asked.stop_reason, answered.stop_reason), ("tool_use", "end_turn"))
        self.assertEqual(answered.content[0].text, "high in the tools\nno wind on day 1")

    def test_the_runner_goes_on_until_the_model_is_done(self):
        self.assert_done(list(self.runner(**ask("the tools"), tools=[get_tide, get_wind])))

    def test_the_runner_streams(self):
        streams = self.runner(**ask("the tools"), tools=[get_tide, get_wind], stream=True)
        self.assert_done([stream.get_final_message() for stream in streams])

    def test_the_runner_sends_the_whole_conversation_if_told_to(self):
        self.assert_done(list(self.runner(**ask("the tools"), tools=[get_tide, get_wind], thread=False)))

    def test_the_runner_ends_after_its_last_round(self):
        last = self.runner(**ask("the tools"), tools=[get_tide], max_iterations=1).until_done()
        self.assertEqual(last.stop_reason, "tool_use")
