"""The client for asyncio."""

import asyncio
import unittest

from anthropic import AsyncAnthropic, NotFoundError, beta_async_tool

from support import ask, ids_of, strict


@beta_async_tool
async def get_tide(harbour: str) -> str:
    """Tells the tide."""
    return f"high in {harbour}"


class Asynchronous(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.client = strict(AsyncAnthropic)
        self.addAsyncCleanup(self.client.close)

    async def test_questions_are_answered_side_by_side(self):
        texts = [f"Number {number}" for number in range(8)]
        messages = await asyncio.gather(*(self.client.messages.create(**ask(text)) for text in texts))
        self.assertEqual([message.content[0].text for message in messages], texts)

    async def test_a_message_is_streamed(self):
        async with self.client.messages.stream(**ask("one two three")) as stream:
            self.assertEqual([text async for text in stream.text_stream], ["one", " two", " three"])
            self.assertEqual((await stream.get_final_message()).stop_reason, "end_turn")

    async def test_the_runner_calls_tools(self):
        runner = self.client.beta.messages.tool_runner(**ask("the tool"), tools=[get_tide])
        self.assertEqual((await runner.until_done()).content[0].text, "high in the tool")

    async def test_every_page_is_read(self):
        ids = [model.id async for model in self.client.models.list(limit=7)]
        self.assertEqual(ids, ids_of((await self.client.models.list(limit=1000)).data))

    async def test_an_error_is_raised(self):
        with self.assertRaises(NotFoundError):
            await self.client.messages.create(**ask("Hello", model="claude-none"))
