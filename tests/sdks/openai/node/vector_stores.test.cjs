// Vector stores, their files and batches, and searches in them.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { setTimeout: sleep } = require('node:timers/promises');
const { BadRequestError } = require('openai');
const { CONTENT, client, threads, cleaned, assistant, thread, file, gone, all, assertPages } = require('./support.cjs');

const stores = client.vectorStores;

const TEXTS = {
  'weather.txt': 'In Delft it rains on most days of autumn, and the canals are full of leaves.',
  'trains.txt': 'The last train from Delft to Utrecht leaves shortly before midnight.',
  'cheese.txt': 'The market sells cheese on Thursdays, old and young.',
  'bread.txt': 'The bakery sells bread every morning.',
  'bikes.txt': 'Bicycles are parked beneath the station.',
};
const NAMES = Object.keys(TEXTS);
const STATIC = { type: 'static', static: { max_chunk_size_tokens: 200, chunk_overlap_tokens: 50 } };
const eq = (key, value) => ({ type: 'eq', key, value });

const storeOf = async (t, fields = {}) => cleaned(t, stores, await stores.create(fields));
const textOf = (t, name) => file(t, new File([TEXTS[name]], name), { purpose: 'assistants' });

// Puts a text into a store, and waits until it can be found.
async function uploaded(t, store, name, fields = {}) {
  const made = await stores.files.createAndPoll(store.id, { file_id: (await textOf(t, name)).id, ...fields });
  assert.deepEqual([made.status, made.last_error], ['completed', null]);
  return made;
}

async function completed(id) {
  for (let count = 0; count < 100; count += 1) {
    const store = await stores.retrieve(id);
    if (store.status === 'completed') return store;
    await sleep(50);
  }
  return assert.fail('the store is never completed');
}

test('all fields of a store are kept, changed and cleared', async (t) => {
  const made = await storeOf(t, {
    name: 'Delft',
    description: 'About Delft.',
    metadata: { a: 'b' },
    expires_after: { anchor: 'last_active_at', days: 7 },
    file_ids: [(await textOf(t, 'weather.txt')).id],
    chunking_strategy: STATIC,
  });
  assert.deepEqual([made.object, made.name, made.metadata], ['vector_store', 'Delft', { a: 'b' }]);
  assert.deepEqual([made.expires_after.days, made.file_counts.total], [7, 1]);
  assert.equal((await completed(made.id)).file_counts.completed, 1);
  const [attached] = await all(stores.files.list(made.id));
  assert.deepEqual(attached.chunking_strategy, STATIC);

  const changed = await stores.update(made.id, { name: 'Utrecht', metadata: {}, expires_after: null });
  assert.deepEqual([changed.name, changed.metadata, changed.expires_after ?? null], ['Utrecht', {}, null]);
  assert.deepEqual(await stores.delete(made.id), { id: made.id, deleted: true, object: 'vector_store.deleted' });
  await gone(stores.retrieve(made.id));
});

test('stores in pages', async (t) => {
  assert.deepEqual(await all(stores.list()), []);
  const ids = [];
  for (let number = 0; number < 5; number += 1) ids.push((await storeOf(t, { name: `Number ${number}` })).id);
  await assertPages((query) => stores.list(query), ids);
});

test('stores that the service refuses', async () => {
  const days = { anchor: 'last_active_at', days: 366 };
  await assert.rejects(stores.create({ expires_after: days }), BadRequestError);
  await gone(stores.search('vs_none', { query: 'rain' }));
});

test('a file is attached, changed, read and detached', async (t) => {
  const store = await storeOf(t);
  const at = { vector_store_id: store.id };
  const attributes = { year: 2024, wet: true, city: 'Delft' };
  const made = await uploaded(t, store, 'weather.txt', { attributes, chunking_strategy: STATIC });
  assert.deepEqual([made.object, made.vector_store_id, made.attributes], ['vector_store.file', store.id, attributes]);
  assert.deepEqual(await stores.files.retrieve(made.id, at), made);
  assert.deepEqual((await stores.files.update(made.id, { ...at, attributes: { year: 2025 } })).attributes, { year: 2025 });
  const pieces = await all(stores.files.content(made.id, at));
  assert.equal(pieces.map((piece) => piece.text).join(''), TEXTS['weather.txt']);
  const deleted = { id: made.id, deleted: true, object: 'vector_store.file.deleted' };
  assert.deepEqual(await stores.files.delete(made.id, at), deleted);
  await gone(stores.files.retrieve(made.id, at));
  assert.equal((await client.files.retrieve(made.id)).id, made.id);
});

test('files of a store in pages', async (t) => {
  const store = await storeOf(t);
  const ids = [];
  for (const name of NAMES) ids.push((await uploaded(t, store, name)).id);
  await assertPages((query) => stores.files.list(store.id, query), ids);
  assert.deepEqual((await all(stores.files.list(store.id, { filter: 'completed', order: 'asc' }))).map((each) => each.id), ids);
  assert.deepEqual(await all(stores.files.list(store.id, { filter: 'failed' })), []);
});

test('files are uploaded on the way', async (t) => {
  const store = await storeOf(t);
  const first = cleaned(t, client.files, await stores.files.upload(store.id, new File(['Some words.'], 'a.txt')));
  assert.equal((await stores.files.poll(store.id, first.id)).status, 'completed');
  const second = await stores.files.uploadAndPoll(store.id, new File(['Other words.'], 'b.txt'));
  cleaned(t, client.files, second);
  assert.equal(second.status, 'completed');
  await gone(stores.files.create(store.id, { file_id: 'file-none' }));
});

test('a batch of ids', async (t) => {
  const store = await storeOf(t);
  const at = { vector_store_id: store.id };
  const file_ids = [];
  for (const name of NAMES) file_ids.push((await textOf(t, name)).id);
  const body = { file_ids, attributes: { year: 2024 }, chunking_strategy: STATIC };
  const batch = await stores.fileBatches.createAndPoll(store.id, body);
  assert.deepEqual([batch.status, batch.file_counts.completed, batch.file_counts.total], ['completed', 5, 5]);
  assert.deepEqual(await stores.fileBatches.retrieve(batch.id, at), batch);
  const list = (query) => stores.fileBatches.listFiles(batch.id, { ...at, ...query });
  await assertPages(list, file_ids);
  for (const each of await all(list())) {
    assert.deepEqual([each.attributes, each.chunking_strategy], [{ year: 2024 }, STATIC]);
  }
});

test('a batch of files with fields of their own', async (t) => {
  const store = await storeOf(t);
  const files = [];
  for (const name of NAMES.slice(0, 2)) files.push({ file_id: (await textOf(t, name)).id, attributes: { name } });
  const batch = await stores.fileBatches.createAndPoll(store.id, { files });
  const found = await all(stores.fileBatches.listFiles(batch.id, { vector_store_id: store.id, order: 'asc' }));
  assert.deepEqual(found.map((each) => each.attributes.name), NAMES.slice(0, 2));
});

test('a batch is uploaded on the way', async (t) => {
  const store = await storeOf(t);
  const files = [...Array(7).keys()].map((number) => new File([`Number ${number}`], `${number}.txt`));
  const fileIds = [(await textOf(t, 'weather.txt')).id];
  const batch = await stores.fileBatches.uploadAndPoll(store.id, { files, fileIds }, { maxConcurrency: 3 });
  assert.deepEqual([batch.status, batch.file_counts.completed], ['completed', 8]);
  for (const each of await all(stores.files.list(store.id))) cleaned(t, client.files, each);
});

test('a batch is cancelled', async (t) => {
  const store = await storeOf(t);
  const file_ids = [];
  for (const name of NAMES) file_ids.push((await textOf(t, name)).id);
  const batch = await stores.fileBatches.create(store.id, { file_ids });
  assert.equal(batch.status, 'in_progress');
  await stores.fileBatches.cancel(batch.id, { vector_store_id: store.id });
  const done = await stores.fileBatches.poll(store.id, batch.id);
  assert.deepEqual([done.status, done.file_counts.in_progress], ['cancelled', 0]);
});

// A store with all texts, whose attributes are the name without its ending and its number.
async function filled(t) {
  const store = await storeOf(t);
  for (const [number, name] of NAMES.entries()) {
    await uploaded(t, store, name, { attributes: { topic: name.replace('.txt', ''), number } });
  }
  return store;
}

test('the best result comes first', async (t) => {
  const store = await filled(t);
  const results = await all(stores.search(store.id, { query: 'When does the last train leave?' }));
  assert.deepEqual([results[0].filename, results[0].attributes.topic], ['trains.txt', 'trains']);
  assert.deepEqual(results[0].content, [{ type: 'text', text: TEXTS['trains.txt'] }]);
  const scores = results.map((result) => result.score);
  assert.deepEqual(scores, scores.toSorted((one, other) => other - one));
  const page = await stores.search(store.id, { query: ['rain in autumn'], rewrite_query: true, max_num_results: 1 });
  assert.deepEqual(page.data.map((result) => result.filename), ['weather.txt']);
  await assert.rejects(stores.search(store.id, { query: 'train', max_num_results: 51 }), BadRequestError);
});

test('filters are honoured', async (t) => {
  const store = await filled(t);
  const found = async (filters) =>
    (await all(stores.search(store.id, { query: 'the Delft sells are', filters }))).map((result) => result.filename).sort();
  assert.deepEqual(await found(eq('topic', 'trains')), ['trains.txt']);
  assert.deepEqual(await found({ type: 'lt', key: 'number', value: 2 }), ['trains.txt', 'weather.txt']);
  const either = { type: 'or', filters: [eq('topic', 'cheese'), eq('topic', 'bread')] };
  assert.deepEqual(await found(either), ['bread.txt', 'cheese.txt']);
  const nested = { type: 'and', filters: [either, { type: 'gte', key: 'number', value: 3 }] };
  assert.deepEqual(await found(nested), ['bread.txt']);
});

test('a run searches and cites', async (t) => {
  const store = await filled(t);
  const tools = [{ type: 'file_search', file_search: { max_num_results: 3 } }];
  const tool_resources = { file_search: { vector_store_ids: [store.id] } };
  const assistant_id = (await assistant(t, tools, { tool_resources })).id;
  const thread_id = (await thread(t, ['When does the last train leave?'])).id;
  const stream = threads.runs.stream(thread_id, { assistant_id, tool_choice: { type: 'file_search' } });
  const run = await stream.finalRun();
  assert.equal(run.status, 'completed');
  const [step] = await all(threads.runs.steps.list(run.id, { thread_id, order: 'asc', include: [CONTENT] }));
  const [best] = step.step_details.tool_calls[0].file_search.results;
  assert.deepEqual([best.file_name, best.content[0].text], ['trains.txt', TEXTS['trains.txt']]);
  const [{ content: [{ text }] }] = await stream.finalMessages();
  const [citation] = text.annotations;
  assert.deepEqual([citation.type, citation.file_citation.file_id], ['file_citation', best.file_id]);
  assert.equal(text.value.slice(citation.start_index, citation.end_index), citation.text);
});
