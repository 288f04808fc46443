// Assistants, threads, messages and models.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { MODEL, client, beta, threads, tool, user, cleaned, assistant, thread, gone, all, assertPages } = require('./support.cjs');

test('all fields of an assistant are kept, changed and cleared', async (t) => {
  const fields = {
    name: 'Ada',
    description: 'Counts.',
    instructions: 'Be brief.',
    metadata: { team: 'blue' },
    temperature: 0.5,
    top_p: 0.25,
    response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } },
    tool_resources: { code_interpreter: { file_ids: [] } },
  };
  const made = await assistant(t, [{ type: 'code_interpreter' }, { type: 'file_search' }, tool('get_weather')], fields);
  assert.deepEqual([made.object, made.model], ['assistant', MODEL]);
  assert.deepEqual(made.tools.map((each) => each.type), ['code_interpreter', 'file_search', 'function']);
  for (const name of ['name', 'description', 'instructions', 'metadata', 'temperature', 'top_p']) {
    assert.deepEqual(made[name], fields[name]);
  }
  assert.equal(made.response_format.json_schema.name, 'answer');
  assert.deepEqual(await beta.assistants.retrieve(made.id), made);

  const changes = { name: null, metadata: { team: 'red' }, tools: [], response_format: 'auto' };
  const changed = await beta.assistants.update(made.id, changes);
  assert.deepEqual([changed.name, changed.metadata, changed.tools], [null, { team: 'red' }, []]);
  assert.deepEqual([changed.response_format, changed.instructions], ['auto', 'Be brief.']);

  assert.deepEqual(await beta.assistants.delete(made.id), { id: made.id, deleted: true, object: 'assistant.deleted' });
  await gone(beta.assistants.retrieve(made.id));
});

test('assistants in pages', async (t) => {
  assert.deepEqual(await all(beta.assistants.list()), []);
  const ids = [];
  for (let number = 0; number < 5; number += 1) ids.push((await assistant(t, [], { name: `Number ${number}` })).id);
  await assertPages((query) => beta.assistants.list(query), ids);
});

test('a thread is made, changed and deleted', async (t) => {
  const made = await thread(t, [], { metadata: { a: 'b' } });
  assert.deepEqual([made.object, made.metadata], ['thread', { a: 'b' }]);
  assert.deepEqual(await threads.retrieve(made.id), made);
  const changed = await threads.update(made.id, { metadata: {}, tool_resources: { code_interpreter: { file_ids: [] } } });
  assert.deepEqual([changed.metadata, changed.tool_resources.code_interpreter.file_ids], [{}, []]);
  assert.deepEqual(await threads.delete(made.id), { id: made.id, deleted: true, object: 'thread.deleted' });
  await gone(threads.retrieve(made.id));
});

test('a thread needs nothing', async (t) => {
  const made = cleaned(t, threads, await threads.create());
  assert.deepEqual(await all(threads.messages.list(made.id)), []);
});

test('all kinds of content of a message come back', async (t) => {
  const { id } = await thread(t);
  const content = [
    { type: 'text', text: 'What is this?' },
    { type: 'image_url', image_url: { url: 'https://example.com/a.png', detail: 'low' } },
  ];
  const made = await threads.messages.create(id, { role: 'user', content, metadata: { a: 'b' } });
  assert.deepEqual([made.object, made.role, made.thread_id], ['thread.message', 'user', id]);
  assert.equal(made.content[0].text.value, 'What is this?');
  assert.deepEqual(made.content[1], content[1]);
  assert.deepEqual(await threads.messages.retrieve(made.id, { thread_id: id }), made);

  const changed = await threads.messages.update(made.id, { thread_id: id, metadata: { a: 'c' } });
  assert.deepEqual([changed.metadata, changed.content], [{ a: 'c' }, made.content]);
  const deleted = await threads.messages.delete(made.id, { thread_id: id });
  assert.deepEqual(deleted, { id: made.id, deleted: true, object: 'thread.message.deleted' });
  await gone(threads.messages.retrieve(made.id, { thread_id: id }));
});

test('messages in pages', async (t) => {
  const { id } = await thread(t, ['one', 'two']);
  for (const text of ['three', 'four', 'five']) await threads.messages.create(id, user(text));
  const messages = await all(threads.messages.list(id, { order: 'asc' }));
  assert.deepEqual(messages.map((message) => message.content[0].text.value), ['one', 'two', 'three', 'four', 'five']);
  await assertPages((query) => threads.messages.list(id, query), messages.map((message) => message.id));
});

test('a list of messages can be of one run', async (t) => {
  const { id } = await thread(t, ['Hello']);
  const assistant_id = (await assistant(t)).id;
  const run = await threads.runs.createAndPoll(id, { assistant_id });
  const messages = await all(threads.messages.list(id, { run_id: run.id }));
  assert.deepEqual(messages.map((message) => [message.run_id, message.assistant_id]), [[run.id, assistant_id]]);
});

test('models are listed, retrieved and deleted', async () => {
  const models = await all(client.models.list());
  assert.ok(models.some((model) => model.id === MODEL));
  const last = models.at(-1);
  assert.deepEqual(await client.models.retrieve(last.id), last);
  assert.deepEqual(await client.models.delete(last.id), { id: last.id, deleted: true, object: 'model' });
  await gone(client.models.retrieve(last.id));
});
