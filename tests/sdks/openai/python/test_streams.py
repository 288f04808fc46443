"""Runs as they happen, with and without an event handler."""

from openai import AssistantEventHandler

from support import TestCase, function, user
from test_runs import NAMES, names, outputs

# The SDK calls some of its callbacks again at the end of a step or a run; they are counted once.
TOLD = ["text_created", "text_done", "tool_call_created", "tool_call_done", "message_created", "message_done"]


class Handler(AssistantEventHandler):
    """Keeps what its callbacks are told."""

    def __init__(self):
        super().__init__()
        self.events, self.text, self.snapshots, self.ended, self.exception = [], "", [], False, None
        self.told = {name: [] for name in (*TOLD, "run_step_created", "run_step_done", "run_step_delta", "tool_call_delta")}

    def on_event(self, event):
        self.events.append(event.event)

    def on_text_delta(self, delta, snapshot):
        self.text += delta.value
        self.snapshots.append(snapshot.value)

    def on_run_step_delta(self, delta, snapshot):
        self.told["run_step_delta"].append(snapshot.id)

    def on_tool_call_delta(self, delta, snapshot):
        self.told["tool_call_delta"].append(snapshot.function.arguments)

    def on_exception(self, exception):
        self.exception = exception

    def on_end(self):
        self.ended = True


def keep(name, read):
    def told(self, value):
        self.told[name].append(read(value))

    setattr(Handler, f"on_{name}", told)


keep("text_created", lambda text: text.value)
keep("text_done", lambda text: text.value)
keep("tool_call_created", lambda call: call.function.name)
keep("tool_call_done", lambda call: (call.function.name, call.function.arguments))
keep("message_created", lambda message: message.id)
keep("message_done", lambda message: message.id)
keep("run_step_created", lambda step: step.id)
keep("run_step_done", lambda step: step.id)


def unique(values):
    return list(dict.fromkeys(values))


class Streams(TestCase):
    def assert_ended(self, handler):
        self.assertTrue(handler.ended)
        self.assertIsNone(handler.exception)

    def test_a_handler_is_told_a_message_piece_by_piece(self):
        assistant, thread = self.assistant(), self.thread("one two three")
        with self.threads.runs.stream(thread_id=thread.id, assistant_id=assistant.id, event_handler=Handler()) as stream:
            run = stream.get_final_run()
            [message] = stream.get_final_messages()
            [step] = stream.get_final_run_steps()
        self.assert_ended(stream)
        self.assertEqual(run.status, "completed")
        self.assertEqual(stream.text, "You said: one two three")
        self.assertGreater(len(stream.snapshots), 3)
        self.assertEqual(stream.snapshots[-1], stream.text)
        self.assertEqual(message.content[0].text.value, stream.text)
        self.assertEqual(unique(stream.told["text_done"]), [stream.text])
        for name in ("message_created", "message_done"):
            self.assertEqual(stream.told[name], [message.id])
        for name in ("run_step_created", "run_step_done"):
            self.assertEqual(stream.told[name], [step.id])
        self.assertEqual(stream.events[:3], ["thread.run.created", "thread.run.queued", "thread.run.in_progress"])
        self.assertEqual(stream.events[-1], "thread.run.completed")
        self.assertEqual(message, self.threads.messages.retrieve(message.id, thread_id=thread.id))

    def test_a_handler_is_told_of_parallel_calls_and_of_what_follows_their_outputs(self):
        assistant, thread = self.assistant(*map(function, NAMES)), self.thread(f"{' '.join(NAMES)} in Delft")
        with self.threads.runs.stream(thread_id=thread.id, assistant_id=assistant.id, event_handler=Handler()) as stream:
            run = stream.get_final_run()
            [step] = stream.get_final_run_steps()
        self.assert_ended(stream)
        self.assertEqual((run.status, names(run)), ("requires_action", NAMES))
        self.assertEqual(stream.told["tool_call_created"], NAMES)
        self.assertEqual(unique(stream.told["tool_call_done"]), [(name, '{"city":"Delft"}') for name in NAMES])
        self.assertEqual(len(stream.told["tool_call_delta"]), len(NAMES))
        self.assertEqual([call.function.name for call in step.step_details.tool_calls], NAMES)
        self.assertEqual(stream.events[-1], "thread.run.requires_action")

        with self.threads.runs.submit_tool_outputs_stream(
            run_id=run.id, thread_id=thread.id, tool_outputs=outputs(run), event_handler=Handler()
        ) as stream:
            stream.until_done()
        self.assert_ended(stream)
        self.assertEqual(stream.current_run.status, "completed")
        self.assertEqual(stream.events[0], "thread.run.step.completed")
        self.assertEqual(stream.text, "\n".join(f"{name}: {name} is fine" for name in NAMES))

    def test_a_run_with_its_own_thread_begins_with_the_thread(self):
        assistant = self.assistant()
        with self.threads.create_and_run_stream(
            assistant_id=assistant.id, thread={"messages": [user("Hello")]}, event_handler=Handler()
        ) as stream:
            run = stream.get_final_run()
        self.assert_ended(stream)
        self.assertEqual((run.status, stream.events[0]), ("completed", "thread.created"))
        self.cleaned(self.threads, self.threads.retrieve(run.thread_id))

    def test_without_a_handler_there_are_deltas_of_the_text(self):
        assistant, thread = self.assistant(), self.thread("Hello there")
        with self.threads.runs.stream(thread_id=thread.id, assistant_id=assistant.id) as stream:
            self.assertEqual("".join(stream.text_deltas), "You said: Hello there")

    def test_a_handler_is_told_of_the_code_interpreter(self):
        assistant, thread = self.assistant({"type": "code_interpreter"}), self.thread("1 + 1")
        with self.threads.runs.stream(
            thread_id=thread.id, assistant_id=assistant.id, tool_choice={"type": "code_interpreter"}
        ) as stream:
            steps = stream.get_final_run_steps()
        self.assertEqual([step.type for step in steps], ["tool_calls", "message_creation"])
        [call] = steps[0].step_details.tool_calls
        self.assertEqual(call.code_interpreter.outputs[0].logs, "1 + 1")

    def test_bare_streams_of_events(self):
        assistant, thread = self.assistant(function("get_time")), self.thread("Hello")
        with self.threads.runs.create(thread.id, assistant_id=assistant.id, stream=True) as stream:
            events = list(stream)
        run = events[-1].data
        self.assertEqual((events[0].event, run.status), ("thread.run.created", "requires_action"))
        with self.threads.runs.submit_tool_outputs(
            run.id, thread_id=thread.id, tool_outputs=outputs(run), stream=True
        ) as stream:
            self.assertEqual([event.event for event in stream][-1], "thread.run.completed")
        with self.threads.create_and_run(assistant_id=assistant.id, tools=[], stream=True) as stream:
            events = list(stream)
        self.assertEqual((events[0].event, events[-1].event), ("thread.created", "thread.run.completed"))
        self.cleaned(self.threads, events[0].data)

    def test_a_stream_may_be_left(self):
        assistant, thread = self.assistant(), self.thread("word " * 200)
        with self.threads.runs.stream(thread_id=thread.id, assistant_id=assistant.id) as stream:
            for event in stream:
                if event.event == "thread.message.delta":
                    break
        run = self.threads.runs.poll(stream.current_run.id, thread_id=thread.id)
        self.assertEqual(run.status, "completed")
