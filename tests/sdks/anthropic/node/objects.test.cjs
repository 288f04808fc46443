// Models, files, and skills with their versions.
'use strict';

const assert = require('node:assert/strict');
const { createReadStream } = require('node:fs');
const { stat } = require('node:fs/promises');
const { test } = require('node:test');
const { BadRequestError, toFile } = require('@anthropic-ai/sdk');
const { MODEL, client, ask, cleaned, gone, all, idsOf, assertCursors, assertPages } = require('./support.cjs');

const { models, files, skills, messages } = client;

test('every page of models is read, forwards and backwards', async () => {
  await assertPages((query) => models.list(query), idsOf((await models.list({ limit: 1000 })).data));
  const some = await all(models.list({ lifecycle: ['deprecated', 'retired'], limit: 2 }));
  assert.deepEqual(new Set(some.map((model) => model.lifecycle)), new Set(['deprecated', 'retired']));
});

test('a model says what it can', async () => {
  const model = await models.retrieve(MODEL);
  assert.deepEqual([model.id, model.type, model.lifecycle], [MODEL, 'model', 'active']);
  assert.equal(model.capabilities.structured_outputs.supported, true);
  await gone(models.retrieve('claude-none'));
});

const upload = async (t, file, fields = {}) => cleaned(t, files, await files.upload({ file, ...fields }));

test('a file is uploaded from bytes, and deleted', async (t) => {
  const content = await toFile(Buffer.from('a,b\n1,2\n'), 'tides.csv', { type: 'text/csv' });
  const made = await upload(t, content, { expires_in_seconds: 3600 });
  assert.deepEqual([made.type, made.filename, made.mime_type, made.size_bytes], ['file', 'tides.csv', 'text/csv', 8]);
  assert.equal(new Date(made.expires_at) - new Date(made.created_at), 3_600_000);
  assert.deepEqual(await files.retrieveMetadata(made.id), made);
  await assert.rejects(files.download(made.id), (error) => error.errorCode === 'file_not_downloadable');
  assert.deepEqual(await files.delete(made.id), { id: made.id, type: 'file_deleted' });
  await gone(files.retrieveMetadata(made.id));
});

test('a file is uploaded from a path', async (t) => {
  const made = await upload(t, createReadStream(__filename));
  assert.deepEqual([made.filename, made.size_bytes], ['objects.test.cjs', (await stat(__filename)).size]);
});

test('files in pages', async (t) => {
  const ids = [];
  for (let number = 0; number < 5; number += 1) ids.unshift((await upload(t, new File([`${number}`], `${number}.txt`))).id);
  await assertCursors((query) => files.list(query), ids);
  assert.deepEqual(idsOf(await all(files.list({ ids: ids.slice(1, 3) }))), ids.slice(1, 3));
});

test('a message has a file', async (t) => {
  const { id } = await upload(t, new File(['The tide is high.'], 'log.txt', { type: 'text/plain' }));
  const document = { type: 'document', source: { type: 'file', file_id: id }, citations: { enabled: true } };
  const message = await messages.create(ask([document, { type: 'text', text: 'When?' }]));
  assert.equal(message.content[0].text, 'When?');
  assert.deepEqual(message.content[0].citations.map((citation) => citation.file_id), [id]);
});

async function filesOf(name) {
  const main = `---\nname: ${name}\ndescription: Tells ${name}.\n---\n\nLook it up.\n`;
  return [await toFile(Buffer.from(main), `${name}/SKILL.md`), await toFile(Buffer.from('a,b\n'), `${name}/table.csv`)];
}

const skill = async (t, name, fields) => cleaned(t, skills, await skills.create({ files: await filesOf(name), ...fields }));

test('a skill is made and deleted', async (t) => {
  const made = await skill(t, 'tides', { display_name: 'Tides' });
  assert.deepEqual([made.type, made.display_name, made.source.type], ['skill', 'Tides', 'custom']);
  assert.deepEqual(await skills.retrieve(made.id), made);
  assert.deepEqual(await skills.delete(made.id), { id: made.id, type: 'skill_deleted' });
  await gone(skills.retrieve(made.id));
  await assert.rejects(skills.create({ files: (await filesOf('tides')).slice(1) }), BadRequestError);
});

test('a skill has versions', async (t) => {
  const made = await skill(t, 'tides');
  const of = { skill_id: made.id };
  const second = await skills.versions.create(made.id, { files: await filesOf('winds') });
  const third = await skills.versions.create(made.id, { files: await filesOf('waves') });
  assert.deepEqual([second.name, second.description], ['winds', 'Tells winds.']);
  assert.equal((await skills.retrieve(made.id)).latest_version_id, third.id);
  await assertCursors((query) => skills.versions.list(made.id, query), [third.id, second.id, made.latest_version_id]);
  assert.deepEqual(await skills.versions.retrieve('latest', of), third);
  assert.deepEqual(await skills.versions.delete(third.id, of), { id: third.id, type: 'skill_version_deleted' });
  await gone(skills.versions.retrieve(third.id, of));
  assert.deepEqual(await skills.versions.retrieve('latest', of), second);
});

test('skills in pages', async (t) => {
  const made = [];
  for (const name of ['tides', 'winds', 'waves']) made.unshift((await skill(t, name)).id);
  await assertCursors((query) => skills.list({ source: 'custom', ...query }), made);
  const given = idsOf(await all(skills.list({ source: 'anthropic' })));
  assert.ok(given.includes('xlsx'));
  assert.deepEqual(idsOf(await all(skills.list({ limit: 3 }))), made.concat(given));
});
