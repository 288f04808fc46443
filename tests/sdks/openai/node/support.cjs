// What the tests share: clients, objects that are removed again, and how every list is read.
'use strict';

const assert = require('node:assert/strict');
const { OpenAI, NotFoundError } = require('openai');

const MODEL = 'gpt-4o';
const CONTENT = 'step_details.tool_calls[*].file_search.results[*].content';

// Hides no failure by trying again.
const client = new OpenAI({ maxRetries: 0 });
const { beta } = client;
const { threads } = beta;

function tool(name) {
  const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] };
  return { type: 'function', function: { name, description: `Calls ${name}.`, parameters } };
}

const user = (content) => ({ role: 'user', content });

// Deletes an object after the test, unless the test does.
function cleaned(t, resource, made) {
  t.after(async () => {
    try {
      assert.equal((await resource.delete(made.id)).deleted, true);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  });
  return made;
}

async function assistant(t, tools = [], fields = {}) {
  return cleaned(t, beta.assistants, await beta.assistants.create({ model: MODEL, tools, ...fields }));
}

async function thread(t, questions = [], fields = {}) {
  return cleaned(t, threads, await threads.create({ messages: questions.map(user), ...fields }));
}

async function file(t, content, fields = {}) {
  return cleaned(t, client.files, await client.files.create({ file: content, purpose: 'user_data', ...fields }));
}

const gone = (promise) => assert.rejects(promise, NotFoundError);

async function all(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}

const idsOf = (page) => page.data.map((item) => item.id);

// Reads a list of at least four objects, whose ids are given oldest first, in both orders and from both sides.
async function assertPages(list, ids, { backward = true } = {}) {
  assert.ok(ids.length >= 4);
  const pages = [];
  for await (const page of (await list({ order: 'asc', limit: 2 })).iterPages()) pages.push(idsOf(page));
  const pairs = ids.flatMap((_, index) => (index % 2 === 0 ? [ids.slice(index, index + 2)] : []));
  assert.deepEqual(pages, pairs);
  assert.deepEqual((await all(list({ limit: 3 }))).map((item) => item.id), ids.toReversed());

  const first = await list({ order: 'asc', limit: 2 });
  assert.deepEqual([first.has_more, first.body.first_id, first.body.last_id], [true, ids[0], ids[1]]);
  assert.deepEqual(idsOf(await first.getNextPage()), ids.slice(2, 4));
  assert.equal((await list({ order: 'asc' })).hasNextPage(), false);

  assert.deepEqual(idsOf(await list({ order: 'asc', after: ids[1] })), ids.slice(2));
  assert.deepEqual(idsOf(await list({ order: 'desc', after: ids[1] })), ids.slice(0, 1));
  assert.deepEqual(idsOf(await list({ order: 'asc', after: ids.at(-1) })), []);
  if (backward) {
    assert.deepEqual(idsOf(await list({ order: 'asc', before: ids.at(-1), limit: 2 })), ids.slice(-3, -1));
    assert.deepEqual(idsOf(await list({ order: 'desc', before: ids[0], limit: 1 })), [ids[1]]);
    assert.deepEqual(idsOf(await list({ order: 'asc', after: ids[0], before: ids[3] })), ids.slice(1, 3));
  }
}

// Answers all calls that a run waits for.
function outputs(run) {
  const calls = run.required_action.submit_tool_outputs.tool_calls;
  return calls.map((call) => ({ tool_call_id: call.id, output: `${call.function.name} is fine` }));
}

const names = (run) => run.required_action.submit_tool_outputs.tool_calls.map((call) => call.function.name);

const NAMES = ['get_time', 'get_weather', 'get_wind'];

module.exports = {
  MODEL, CONTENT, NAMES, client, beta, threads, tool, user, cleaned, assistant, thread, file, gone, all, assertPages, outputs, names,
};
