"""Runs by polling, their tools and their steps."""

from openai import BadRequestError

from support import CONTENT, TestCase, function, user

NAMES = ["get_time", "get_weather", "get_wind"]


def outputs(run):
    """Answers all calls that a run waits for."""
    calls = run.required_action.submit_tool_outputs.tool_calls
    return [{"tool_call_id": call.id, "output": f"{call.function.name} is fine"} for call in calls]


def names(run):
    return [call.function.name for call in run.required_action.submit_tool_outputs.tool_calls]


class Runs(TestCase):
    def answer(self, thread):
        return self.threads.messages.list(thread.id, limit=1).data[0].content[0].text.value

    def test_a_run_is_polled_to_its_end(self):
        assistant, thread = self.assistant(instructions="Be brief."), self.thread("Hello")
        run = self.threads.runs.create_and_poll(
            thread_id=thread.id,
            assistant_id=assistant.id,
            additional_instructions="Be kind.",
            additional_messages=[user("Hello again")],
            max_prompt_tokens=1000,
            max_completion_tokens=1000,
            truncation_strategy={"type": "last_messages", "last_messages": 1},
            metadata={"a": "b"},
            temperature=0.5,
            top_p=0.5,
            response_format={"type": "text"},
            tool_choice="none",
        )
        self.assertEqual((run.status, run.metadata), ("completed", {"a": "b"}))
        self.assertEqual(run.instructions, "Be brief.\nBe kind.")
        self.assertEqual(run.usage.total_tokens, run.usage.prompt_tokens + run.usage.completion_tokens)
        self.assertEqual(self.answer(thread), "You said: Hello again")
        self.assertEqual(self.threads.runs.retrieve(run.id, thread_id=thread.id), run)
        changed = self.threads.runs.update(run.id, thread_id=thread.id, metadata={"a": "c"})
        self.assertEqual(changed.metadata, {"a": "c"})

    def test_a_run_with_its_own_thread_is_polled_to_its_end(self):
        assistant = self.assistant()
        run = self.threads.create_and_run_poll(assistant_id=assistant.id, thread={"messages": [user("Hello")]})
        self.assertEqual(run.status, "completed")
        thread = self.cleaned(self.threads, self.threads.retrieve(run.thread_id))
        self.assertEqual(self.answer(thread), "You said: Hello")

    def test_pages(self):
        assistant, thread = self.assistant(), self.thread("Hello")
        runs = [self.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id) for _ in range(5)]
        self.assert_pages(lambda **query: self.threads.runs.list(thread.id, **query), [run.id for run in runs])

    def test_a_run_is_cancelled(self):
        assistant, thread = self.assistant(), self.thread("Hello")
        run = self.threads.runs.create(thread.id, assistant_id=assistant.id)
        self.assertEqual(run.status, "queued")
        self.assertEqual(self.threads.runs.cancel(run.id, thread_id=thread.id).status, "cancelling")
        run = self.threads.runs.poll(run.id, thread_id=thread.id)
        self.assertEqual(run.status, "cancelled")
        with self.assertRaisesRegex(BadRequestError, "Cannot cancel run with status 'cancelled'"):
            self.threads.runs.cancel(run.id, thread_id=thread.id)

    def test_a_run_that_waits_for_outputs_is_cancelled(self):
        assistant, thread = self.assistant(function("get_time")), self.thread("Hello")
        run = self.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
        self.assertEqual(run.status, "requires_action")
        self.threads.runs.cancel(run.id, thread_id=thread.id)
        self.assertEqual(self.threads.runs.poll(run.id, thread_id=thread.id).status, "cancelled")
        with self.assertRaises(BadRequestError):
            self.threads.runs.submit_tool_outputs(run.id, thread_id=thread.id, tool_outputs=outputs(run))

    def test_a_thread_has_one_run_at_a_time(self):
        assistant, thread = self.assistant(function("get_time")), self.thread("Hello")
        run = self.threads.runs.create(thread.id, assistant_id=assistant.id)
        with self.assertRaisesRegex(BadRequestError, f"already has an active run {run.id}"):
            self.threads.runs.create(thread.id, assistant_id=assistant.id)


class Tools(TestCase):
    def test_functions_are_called_in_parallel(self):
        assistant = self.assistant(*map(function, NAMES))
        thread = self.thread(f"Use {' and '.join(NAMES)} in Delft")
        run = self.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
        self.assertEqual((run.status, names(run)), ("requires_action", NAMES))
        for call in run.required_action.submit_tool_outputs.tool_calls:
            self.assertEqual(call.function.arguments, '{"city":"Delft"}')
        run = self.threads.runs.submit_tool_outputs_and_poll(run_id=run.id, thread_id=thread.id, tool_outputs=outputs(run))
        self.assertEqual(run.status, "completed")
        tools, message = self.threads.runs.steps.list(run.id, thread_id=thread.id, order="asc")
        self.assertEqual((tools.status, message.status), ("completed", "completed"))
        calls = {call.function.name: call.function.output for call in tools.step_details.tool_calls}
        self.assertEqual(calls, {name: f"{name} is fine" for name in NAMES})

    def test_outputs_must_be_complete(self):
        assistant, thread = self.assistant(*map(function, NAMES)), self.thread(" ".join(NAMES))
        run = self.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
        with self.assertRaisesRegex(BadRequestError, "Expected tool outputs for call_ids"):
            self.threads.runs.submit_tool_outputs(run.id, thread_id=thread.id, tool_outputs=outputs(run)[:1])

    def test_steps_in_pages(self):
        assistant, thread = self.assistant(*map(function, NAMES)), self.thread(" ".join(NAMES))
        run = self.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id, parallel_tool_calls=False)
        for name in NAMES:
            self.assertEqual((run.status, names(run)), ("requires_action", [name]))
            run = self.threads.runs.submit_tool_outputs_and_poll(
                run_id=run.id, thread_id=thread.id, tool_outputs=outputs(run)
            )
        self.assertEqual(run.status, "completed")
        steps = self.threads.runs.steps
        listing = lambda **query: steps.list(run.id, thread_id=thread.id, **query)
        found = list(listing(order="asc"))
        self.assertEqual([step.type for step in found], ["tool_calls"] * 3 + ["message_creation"])
        self.assert_pages(listing, [step.id for step in found])
        for step in found:
            self.assertEqual(steps.retrieve(step.id, thread_id=thread.id, run_id=run.id), step)

    def test_the_code_interpreter_leaves_its_logs(self):
        assistant, thread = self.assistant({"type": "code_interpreter"}), self.thread("1 + 1")
        run = self.threads.runs.create_and_poll(
            thread_id=thread.id, assistant_id=assistant.id, tool_choice={"type": "code_interpreter"}
        )
        self.assertEqual(run.status, "completed")
        step, _ = self.threads.runs.steps.list(run.id, thread_id=thread.id, order="asc")
        [call] = step.step_details.tool_calls
        self.assertIn("1 + 1", call.code_interpreter.input)
        self.assertEqual([(output.type, output.logs) for output in call.code_interpreter.outputs], [("logs", "1 + 1")])

    def test_steps_are_asked_for_the_content_of_results(self):
        assistant, thread = self.assistant({"type": "file_search"}), self.thread("Hello")
        run = self.threads.runs.create(
            thread.id, assistant_id=assistant.id, tool_choice={"type": "file_search"}, include=[CONTENT]
        )
        run = self.threads.runs.poll(run.id, thread_id=thread.id)
        steps = self.threads.runs.steps
        step, _ = steps.list(run.id, thread_id=thread.id, order="asc", include=[CONTENT])
        [call] = step.step_details.tool_calls
        self.assertEqual((call.type, call.file_search.results), ("file_search", []))
        self.assertEqual(steps.retrieve(step.id, thread_id=thread.id, run_id=run.id, include=[CONTENT]), step)
