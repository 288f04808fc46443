// What the tests share: clients, questions, tools, objects that are removed again, and how every list is read.
'use strict';

const assert = require('node:assert/strict');
const { Anthropic, NotFoundError } = require('@anthropic-ai/sdk');

const MODEL = 'claude-sonnet-5-5';

// Hides no failure by trying again.
const client = new Anthropic({ maxRetries: 0 });

const user = (content) => ({ role: 'user', content });

// The body of a request for a message.
const ask = (content, fields = {}) => ({ model: MODEL, max_tokens: 2000, messages: [user(content)], ...fields });

// A tool, all of whose arguments are required.
function tool(name, properties) {
  return { name, description: `Calls ${name}.`, input_schema: { type: 'object', properties, required: Object.keys(properties) } };
}

const TIDE = tool('get_tide', { harbour: { type: 'string' } });
const WIND = tool('get_wind', { harbour: { type: 'string' }, day: { type: 'integer' } });

// A document of plain text, with a question about it.
function documentOf(data, fields = {}) {
  const source = { type: 'text', media_type: 'text/plain', data };
  return [{ type: 'document', source, citations: { enabled: true }, ...fields }, { type: 'text', text: 'When?' }];
}

// Deletes an object after the test, unless the test does.
function cleaned(t, resource, made) {
  t.after(async () => {
    try {
      assert.equal((await resource.delete(made.id)).id, made.id);
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
    }
  });
  return made;
}

const gone = (promise) => assert.rejects(promise, NotFoundError);

async function all(iterable) {
  const items = [];
  for await (const item of iterable) items.push(item);
  return items;
}

const idsOf = (items) => items.map((item) => item.id);

async function pagesOf(first) {
  const pages = [];
  for await (const page of (await first).iterPages()) pages.push(idsOf(page.data));
  return pages;
}

const pairs = (ids) => ids.flatMap((_, index) => (index % 2 === 0 ? [ids.slice(index, index + 2)] : []));

// Reads a list of at least three objects, whose ids are given in its order.
async function assertCursors(list, ids) {
  assert.ok(ids.length >= 3);
  assert.deepEqual(await pagesOf(list({ limit: 2 })), pairs(ids));
  assert.deepEqual(idsOf(await all(list({ limit: 1 }))), ids);
  const whole = await list({ limit: 100 });
  assert.deepEqual([whole.hasNextPage(), whole.next_page], [false, null]);
}

// Reads a list of at least five objects, whose ids are given in its order, forwards and backwards.
async function assertPages(list, ids) {
  assert.ok(ids.length >= 5);
  assert.deepEqual(await pagesOf(list({ limit: 2 })), pairs(ids));
  assert.deepEqual(idsOf(await all(list({ limit: 3 }))), ids);
  const backwards = await pagesOf(list({ limit: 2, before_id: ids.at(-1) }));
  assert.ok(backwards.length > 1);
  assert.deepEqual(backwards.toReversed().flat(), ids.slice(0, -1));
  const first = await list({ limit: 2 });
  assert.deepEqual([first.has_more, first.first_id, first.last_id], [true, ids[0], ids[1]]);
  assert.deepEqual(idsOf((await first.getNextPage()).data), ids.slice(2, 4));
  assert.deepEqual(await all(list({ after_id: ids.at(-1) })), []);
  assert.equal((await list({ limit: 1000 })).hasNextPage(), false);
}

module.exports = {
  MODEL, TIDE, WIND, client, user, ask, documentOf, cleaned, gone, all, idsOf, assertCursors, assertPages,
};
