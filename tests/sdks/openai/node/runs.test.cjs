// Runs by polling, their tools and their steps.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { BadRequestError } = require('openai');
const { CONTENT, NAMES, threads, tool, user, cleaned, assistant, thread, all, assertPages, outputs, names } = require('./support.cjs');

const { runs } = threads;

const answer = async (id) => (await threads.messages.list(id, { limit: 1 })).data[0].content[0].text.value;

// An assistant with tools, and a thread with a question.
async function stage(t, question, tools) {
  return [(await thread(t, [question])).id, (await assistant(t, tools)).id];
}

const refused = (promise, message) =>
  assert.rejects(promise, (error) => error instanceof BadRequestError && message.test(error.message));

test('a run is polled to its end', async (t) => {
  const [thread_id, assistant_id] = await stage(t, 'Hello');
  const run = await runs.createAndPoll(thread_id, {
    assistant_id,
    instructions: 'Be brief.',
    additional_instructions: 'Be kind.',
    additional_messages: [user('Hello again')],
    max_prompt_tokens: 1000,
    max_completion_tokens: 1000,
    truncation_strategy: { type: 'last_messages', last_messages: 1 },
    metadata: { a: 'b' },
    temperature: 0.5,
    top_p: 0.5,
    response_format: { type: 'text' },
    tool_choice: 'none',
  });
  assert.deepEqual([run.status, run.metadata, run.instructions], ['completed', { a: 'b' }, 'Be brief.\nBe kind.']);
  assert.equal(run.usage.total_tokens, run.usage.prompt_tokens + run.usage.completion_tokens);
  assert.equal(await answer(thread_id), 'You said: Hello again');
  assert.deepEqual(await runs.retrieve(run.id, { thread_id }), run);
  assert.deepEqual((await runs.update(run.id, { thread_id, metadata: { a: 'c' } })).metadata, { a: 'c' });
});

test('a run with its own thread is polled to its end', async (t) => {
  const assistant_id = (await assistant(t)).id;
  const run = await threads.createAndRunPoll({ assistant_id, thread: { messages: [user('Hello')] } });
  cleaned(t, threads, { id: run.thread_id });
  assert.equal(run.status, 'completed');
  assert.equal(await answer(run.thread_id), 'You said: Hello');
});

test('runs in pages', async (t) => {
  const [thread_id, assistant_id] = await stage(t, 'Hello');
  const ids = [];
  for (let number = 0; number < 5; number += 1) ids.push((await runs.createAndPoll(thread_id, { assistant_id })).id);
  await assertPages((query) => runs.list(thread_id, query), ids);
});

test('a run is cancelled', async (t) => {
  const [thread_id, assistant_id] = await stage(t, 'Hello');
  const run = await runs.create(thread_id, { assistant_id });
  assert.equal(run.status, 'queued');
  assert.equal((await runs.cancel(run.id, { thread_id })).status, 'cancelling');
  assert.equal((await runs.poll(run.id, { thread_id })).status, 'cancelled');
  await refused(runs.cancel(run.id, { thread_id }), /Cannot cancel run with status 'cancelled'/);
});

test('a thread has one run at a time', async (t) => {
  const [thread_id, assistant_id] = await stage(t, 'Hello', [tool('get_time')]);
  const run = await runs.createAndPoll(thread_id, { assistant_id });
  assert.equal(run.status, 'requires_action');
  await refused(runs.create(thread_id, { assistant_id }), /already has an active run/);
});

test('functions are called in parallel', async (t) => {
  const [thread_id, assistant_id] = await stage(t, `Use ${NAMES.join(' and ')} in Delft`, NAMES.map(tool));
  const waiting = await runs.createAndPoll(thread_id, { assistant_id });
  assert.deepEqual([waiting.status, names(waiting)], ['requires_action', NAMES]);
  for (const call of waiting.required_action.submit_tool_outputs.tool_calls) {
    assert.deepEqual(JSON.parse(call.function.arguments), { city: 'Delft' });
  }
  const some = { thread_id, tool_outputs: outputs(waiting).slice(1) };
  await refused(runs.submitToolOutputs(waiting.id, some), /Expected tool outputs for call_ids/);

  const run = await runs.submitToolOutputsAndPoll(waiting.id, { thread_id, tool_outputs: outputs(waiting) });
  assert.equal(run.status, 'completed');
  const [calls, message] = await all(runs.steps.list(run.id, { thread_id, order: 'asc' }));
  assert.deepEqual([calls.status, message.status], ['completed', 'completed']);
  const told = calls.step_details.tool_calls.map((call) => [call.function.name, call.function.output]);
  assert.deepEqual(told, NAMES.map((name) => [name, `${name} is fine`]));
});

test('steps in pages', async (t) => {
  const [thread_id, assistant_id] = await stage(t, NAMES.join(' '), NAMES.map(tool));
  let run = await runs.createAndPoll(thread_id, { assistant_id, parallel_tool_calls: false });
  for (const name of NAMES) {
    assert.deepEqual([run.status, names(run)], ['requires_action', [name]]);
    run = await runs.submitToolOutputsAndPoll(run.id, { thread_id, tool_outputs: outputs(run) });
  }
  assert.equal(run.status, 'completed');
  const list = (query) => runs.steps.list(run.id, { thread_id, ...query });
  const steps = await all(list({ order: 'asc' }));
  assert.deepEqual(steps.map((step) => step.type), ['tool_calls', 'tool_calls', 'tool_calls', 'message_creation']);
  await assertPages(list, steps.map((step) => step.id));
  for (const step of steps) {
    assert.deepEqual(await runs.steps.retrieve(step.id, { thread_id, run_id: run.id }), step);
  }
});

test('the code interpreter leaves its logs', async (t) => {
  const [thread_id, assistant_id] = await stage(t, '1 + 1', [{ type: 'code_interpreter' }]);
  const run = await runs.createAndPoll(thread_id, { assistant_id, tool_choice: { type: 'code_interpreter' } });
  const [step] = await all(runs.steps.list(run.id, { thread_id, order: 'asc' }));
  const [{ code_interpreter }] = step.step_details.tool_calls;
  assert.match(code_interpreter.input, /1 \+ 1/);
  assert.deepEqual(code_interpreter.outputs, [{ type: 'logs', logs: '1 + 1' }]);
});

test('steps are asked for the content of results', async (t) => {
  const [thread_id, assistant_id] = await stage(t, 'Hello', [{ type: 'file_search' }]);
  const include = [CONTENT];
  const body = { assistant_id, tool_choice: { type: 'file_search' }, include };
  const run = await runs.createAndPoll(thread_id, body);
  const [step] = await all(runs.steps.list(run.id, { thread_id, order: 'asc', include }));
  const [call] = step.step_details.tool_calls;
  assert.deepEqual([call.type, call.file_search.results], ['file_search', []]);
  assert.deepEqual(await runs.steps.retrieve(step.id, { thread_id, run_id: run.id, include }), step);
});
