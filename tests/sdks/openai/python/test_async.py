"""The client for asyncio."""

import asyncio
import unittest

from openai import AsyncAssistantEventHandler, AsyncOpenAI, NotFoundError

from support import MODEL, function, strict, user
from test_runs import NAMES, names, outputs


class Handler(AsyncAssistantEventHandler):
    def __init__(self):
        super().__init__()
        self.text, self.calls = "", []

    async def on_text_delta(self, delta, snapshot):
        self.text += delta.value

    async def on_tool_call_created(self, tool_call):
        self.calls.append(tool_call.function.name)


class Asynchronous(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        self.client = strict(AsyncOpenAI)
        self.addAsyncCleanup(self.client.close)
        self.threads = self.client.beta.threads

    async def stage(self, question, *tools):
        assistants = self.client.beta.assistants
        assistant = await assistants.create(model=MODEL, tools=tools)

        async def delete():
            await assistants.delete(assistant.id)

        self.addAsyncCleanup(delete)
        return assistant, await self.threads.create(messages=[user(question)])

    async def test_runs_are_polled_side_by_side(self):
        assistant, _ = await self.stage("Hello")
        create = lambda number: self.threads.create_and_run_poll(
            assistant_id=assistant.id, thread={"messages": [user(f"Number {number}")]}
        )
        runs = await asyncio.gather(*map(create, range(8)))
        self.assertEqual([run.status for run in runs], ["completed"] * 8)
        for number, run in enumerate(runs):
            messages = [message async for message in self.threads.messages.list(run.thread_id, limit=1)]
            self.assertEqual(len(messages), 2)
            self.assertEqual(messages[0].content[0].text.value, f"You said: Number {number}")

    async def test_parallel_calls_are_streamed_and_answered(self):
        assistant, thread = await self.stage(" ".join(NAMES), *map(function, NAMES))
        async with self.threads.runs.stream(thread_id=thread.id, assistant_id=assistant.id, event_handler=Handler()) as stream:
            run = await stream.get_final_run()
        self.assertEqual((names(run), stream.calls), (NAMES, NAMES))
        async with self.threads.runs.submit_tool_outputs_stream(
            run_id=run.id, thread_id=thread.id, tool_outputs=outputs(run), event_handler=Handler()
        ) as stream:
            await stream.until_done()
        self.assertEqual(stream.text, "\n".join(f"{name}: {name} is fine" for name in NAMES))

    async def test_an_error_is_raised(self):
        with self.assertRaises(NotFoundError):
            await self.threads.retrieve("thread_none")

    async def test_files_are_uploaded_side_by_side(self):
        stores, files = self.client.vector_stores, self.client.files
        store = await stores.create()
        texts = {f"{number}.txt": f"Number {number}".encode() for number in range(7)}
        batch = await stores.file_batches.upload_and_poll(store.id, files=list(texts.items()), max_concurrency=3)
        self.assertEqual((batch.status, batch.file_counts.completed), ("completed", 7))
        found = {}
        ids = [attached.id async for attached in stores.files.list(store.id, limit=2)]
        for file in await asyncio.gather(*map(files.retrieve, ids)):
            found[file.filename] = (await files.content(file.id)).read()
            await files.delete(file.id)
        self.assertEqual(found, texts)
        await stores.delete(store.id)
