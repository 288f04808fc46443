// Runs as they happen.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { APIUserAbortError } = require('openai');
const { NAMES, threads, tool, user, cleaned, assistant, thread, all, outputs, names } = require('./support.cjs');

const { runs } = threads;

const TOLD = [
  'event', 'run', 'messageCreated', 'messageDelta', 'messageDone', 'runStepCreated', 'runStepDelta', 'runStepDone',
  'toolCallCreated', 'toolCallDelta', 'toolCallDone', 'textCreated', 'textDelta', 'textDone', 'end', 'error',
];

// Keeps what a stream tells its listeners, each as it is at that moment.
function listen(stream) {
  const told = Object.fromEntries(TOLD.map((name) => [name, []]));
  for (const name of TOLD) stream.on(name, (...values) => told[name].push(structuredClone(values)));
  return told;
}

const first = (list) => list.map(([value]) => value);

test('a listener is told a message piece by piece', async (t) => {
  const { id } = await thread(t, ['one two three']);
  const stream = runs.stream(id, { assistant_id: (await assistant(t)).id });
  const told = listen(stream);
  const run = await stream.finalRun();
  assert.equal(run.status, 'completed');
  const text = 'You said: one two three';
  assert.equal(told.textDelta.map(([delta]) => delta.value).join(''), text);
  assert.ok(told.textDelta.length > 3);
  assert.deepEqual([told.textDelta.at(-1)[1].value, told.textDone[0][0].value], [text, text]);
  const [message] = await stream.finalMessages();
  assert.equal(message.content[0].text.value, text);
  const [step] = await stream.finalRunSteps();
  for (const [name, ids] of [['messageCreated', [message.id]], ['messageDone', [message.id]], ['runStepCreated', [step.id]],
    ['runStepDone', [step.id]], ['run', [run.id]]]) {
    assert.deepEqual(first(told[name]).map((value) => value.id), ids, name);
  }
  assert.deepEqual(step, await runs.steps.retrieve(step.id, { thread_id: id, run_id: run.id }));
  assert.deepEqual([told.error, told.end.length], [[], 1]);
  const events = first(told.event).map((event) => event.event);
  assert.deepEqual(events.slice(0, 3), ['thread.run.created', 'thread.run.queued', 'thread.run.in_progress']);
  assert.equal(events.at(-1), 'thread.run.completed');
});

test('a listener is told of parallel calls, and of what follows their outputs', async (t) => {
  const thread_id = (await thread(t, [`${NAMES.join(' ')} in Delft`])).id;
  const asking = runs.stream(thread_id, { assistant_id: (await assistant(t, NAMES.map(tool))).id });
  const asked = listen(asking);
  const waiting = await asking.finalRun();
  assert.deepEqual([waiting.status, names(waiting)], ['requires_action', NAMES]);
  assert.deepEqual(first(asked.toolCallCreated).map((call) => call.function.name), NAMES);
  const done = first(asked.toolCallDone).map((call) => [call.function.name, call.function.arguments]);
  assert.deepEqual(done, NAMES.map((name) => [name, '{"city":"Delft"}']));
  assert.equal(asked.toolCallDelta.length, NAMES.length);
  assert.deepEqual(asked.error, []);

  const answering = runs.submitToolOutputsStream(waiting.id, { thread_id, tool_outputs: outputs(waiting) });
  const answered = listen(answering);
  assert.equal((await answering.finalRun()).status, 'completed');
  assert.equal(answered.event[0][0].event, 'thread.run.step.completed');
  const text = NAMES.map((name) => `${name}: ${name} is fine`).join('\n');
  assert.equal(answered.textDelta.map(([delta]) => delta.value).join(''), text);
});

test('a run with its own thread begins with the thread', async (t) => {
  const assistant_id = (await assistant(t)).id;
  const stream = threads.createAndRunStream({ assistant_id, thread: { messages: [user('Hello')] } });
  const told = listen(stream);
  const run = await stream.finalRun();
  cleaned(t, threads, { id: run.thread_id });
  assert.deepEqual([run.status, told.event[0][0].event], ['completed', 'thread.created']);
});

test('a stream is told to another listener', async (t) => {
  const { id } = await thread(t, ['Hello']);
  const stream = runs.stream(id, { assistant_id: (await assistant(t)).id });
  const { AssistantStream } = require('openai/lib/AssistantStream');
  const relayed = AssistantStream.fromReadableStream(stream.toReadableStream());
  assert.equal((await relayed.finalMessages())[0].content[0].text.value, 'You said: Hello');
});

test('the code interpreter is streamed', async (t) => {
  const { id } = await thread(t, ['1 + 1']);
  const assistant_id = (await assistant(t, [{ type: 'code_interpreter' }])).id;
  const steps = await runs.stream(id, { assistant_id, tool_choice: { type: 'code_interpreter' } }).finalRunSteps();
  assert.deepEqual(steps.map((step) => step.type), ['tool_calls', 'message_creation']);
  assert.equal(steps[0].step_details.tool_calls[0].code_interpreter.outputs[0].logs, '1 + 1');
});

test('bare streams of events', async (t) => {
  const thread_id = (await thread(t, ['Hello'])).id;
  const assistant_id = (await assistant(t, [tool('get_time')])).id;
  const asked = await all(await runs.create(thread_id, { assistant_id, stream: true }));
  const waiting = asked.at(-1).data;
  assert.deepEqual([asked[0].event, waiting.status], ['thread.run.created', 'requires_action']);
  const body = { thread_id, tool_outputs: outputs(waiting), stream: true };
  assert.equal((await all(await runs.submitToolOutputs(waiting.id, body))).at(-1).event, 'thread.run.completed');
  const whole = await all(await threads.createAndRun({ assistant_id, tools: [], stream: true }));
  cleaned(t, threads, whole[0].data);
  assert.deepEqual([whole[0].event, whole.at(-1).event], ['thread.created', 'thread.run.completed']);
});

test('a stream may be left', async (t) => {
  const thread_id = (await thread(t, ['word '.repeat(200)])).id;
  const stream = runs.stream(thread_id, { assistant_id: (await assistant(t)).id });
  stream.once('textDelta', () => stream.abort());
  await assert.rejects(stream.finalRun(), APIUserAbortError);
  assert.equal((await runs.poll(stream.currentRun().id, { thread_id })).status, 'completed');
});
