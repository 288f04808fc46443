// Batches of messages.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { BadRequestError } = require('@anthropic-ai/sdk');
const { client, ask, cleaned, gone, all, idsOf, assertPages } = require('./support.cjs');

const { batches } = client.messages;

const batch = (...texts) => batches.create({ requests: texts.map((text) => ({ custom_id: text, params: ask(text) })) });

// Waits until a batch has ended, and deletes it after the test.
async function ended(t, { id }) {
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await batches.retrieve(id);
    if (now.processing_status === 'ended') return cleaned(t, batches, now);
    await sleep(50);
  }
  return assert.fail(`${id} does not end`);
}

test('a batch ends with results', async (t) => {
  const begun = await batch('one', 'two', 'three');
  assert.deepEqual([begun.type, begun.processing_status, begun.results_url], ['message_batch', 'in_progress', null]);
  assert.equal(begun.request_counts.processing, 3);
  await assert.rejects(batches.delete(begun.id), BadRequestError);
  const done = await ended(t, begun);
  assert.deepEqual([done.request_counts.processing, done.request_counts.succeeded], [0, 3]);
  const results = await all(await batches.results(done.id));
  const texts = Object.fromEntries(results.map(({ custom_id, result }) => [custom_id, result.message.content[0].text]));
  assert.deepEqual(texts, { one: 'one', two: 'two', three: 'three' });
  assert.deepEqual(await batches.delete(done.id), { id: done.id, type: 'message_batch_deleted' });
  await gone(batches.retrieve(done.id));
});

test('a request of a batch fails alone', async (t) => {
  const unknown = { custom_id: 'unknown', params: ask('Hello', { model: 'claude-none' }) };
  const done = await ended(t, await batches.create({ requests: [unknown, { custom_id: 'known', params: ask('Hello') }] }));
  const results = Object.fromEntries((await all(await batches.results(done.id))).map((each) => [each.custom_id, each.result]));
  assert.deepEqual([results.unknown.error.error.type, results.known.type], ['not_found_error', 'succeeded']);
});

test('a batch is canceled', async (t) => {
  const canceling = await batches.cancel((await batch('one', 'two')).id);
  assert.equal(canceling.processing_status, 'canceling');
  const done = await ended(t, canceling);
  assert.equal(done.request_counts.canceled, 2);
  assert.deepEqual((await all(await batches.results(done.id))).map(({ result }) => result.type), ['canceled', 'canceled']);
});

test('batches in pages', async (t) => {
  const made = [];
  for (let number = 0; number < 5; number += 1) made.push(await ended(t, await batch(`number-${number}`)));
  await assertPages((query) => batches.list(query), idsOf(made).toReversed());
});
