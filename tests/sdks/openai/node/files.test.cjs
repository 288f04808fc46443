// Files and uploads.
'use strict';

const assert = require('node:assert/strict');
const { createHash } = require('node:crypto');
const { createReadStream, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { test } = require('node:test');
const { BadRequestError, NotFoundError, toFile } = require('openai');
const { client, cleaned, file, gone, all, assertPages } = require('./support.cjs');

const HOUR = { anchor: 'created_at', seconds: 3600 };

// Writes a file that is there for one test.
function written(t, name, content) {
  const folder = mkdtempSync(join(tmpdir(), 'sdks-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const contentOf = async (id) => Buffer.from(await (await client.files.content(id)).arrayBuffer());

test('a file is sent in every way', async (t) => {
  const path = written(t, 'notes.txt', 'from a path');
  const binary = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), Buffer.from('\r\n--')]);
  for (const [sent, name, content] of [
    [createReadStream(path), 'notes.txt', 'from a path'],
    [new File(['named'], 'a.txt'), 'a.txt', 'named'],
    [await toFile(Buffer.from('# typed'), 'b.md', { type: 'text/markdown' }), 'b.md', '# typed'],
    [await toFile(Buffer.from('quoted'), 'quo"te.txt'), 'quo"te.txt', 'quoted'],
    [await toFile(Buffer.from('umlaut'), 'Grüße.txt'), 'Grüße.txt', 'umlaut'],
    [new File([], 'empty.txt'), 'empty.txt', ''],
    [await toFile(binary, 'binary.png'), 'binary.png', binary],
    [new Response('from a reply'), 'unknown_file', 'from a reply'],
  ]) {
    const made = await file(t, sent);
    assert.deepEqual([made.filename, made.purpose], [name, 'user_data']);
    assert.equal(made.bytes, Buffer.from(content).length);
    assert.deepEqual(await contentOf(made.id), Buffer.from(content));
  }
});

test('a file is retrieved and deleted', async (t) => {
  const made = await file(t, await toFile(Buffer.from('short'), 'a.txt'), { purpose: 'assistants', expires_after: HOUR });
  assert.deepEqual([made.object, made.purpose, made.expires_at], ['file', 'assistants', made.created_at + 3600]);
  assert.equal((await client.files.retrieve(made.id)).id, made.id);
  assert.equal((await client.files.waitForProcessing(made.id, { pollInterval: 100, maxWait: 10_000 })).status, 'processed');
  assert.deepEqual(await client.files.delete(made.id), { id: made.id, deleted: true, object: 'file' });
  await gone(client.files.retrieve(made.id));
  await gone(client.files.content(made.id));
});

test('long content is streamed', async (t) => {
  const content = Buffer.from('Grüße\n'.repeat(50_000));
  const made = await file(t, await toFile(content, 'long.txt'));
  const reply = await client.files.content(made.id);
  assert.equal(reply.headers.get('content-length'), String(content.length));
  assert.deepEqual(Buffer.concat(await all(reply.body)), content);
});

test('files in pages', async (t) => {
  assert.deepEqual(await all(client.files.list()), []);
  const ids = [];
  for (let number = 0; number < 5; number += 1) ids.push((await file(t, new File(['x'], `${number}.txt`))).id);
  await assertPages((query) => client.files.list(query), ids, { backward: false });
  const other = await file(t, new File(['x'], 'other.txt'), { purpose: 'vision' });
  assert.deepEqual((await all(client.files.list({ purpose: 'vision' }))).map((each) => each.id), [other.id]);
});

test('files that the service refuses', async () => {
  for (const wrong of [
    { purpose: 'unknown' },
    { purpose: 'batch' },
    { purpose: 'user_data', expires_after: { anchor: 'created_at', seconds: 1 } },
  ]) {
    await assert.rejects(client.files.create({ file: new File(['x'], 'a.txt'), ...wrong }), BadRequestError);
  }
  await gone(client.files.delete('file-none'));
});

const begin = (bytes, fields = {}) =>
  client.uploads.create({ bytes, filename: 'long.txt', mime_type: 'text/plain', purpose: 'assistants', ...fields });

const part = (id, text) => client.uploads.parts.create(id, { data: new File([text], 'part') });

test('parts are put together in the order of their ids', async (t) => {
  const texts = ['first, ', 'second, ', 'third'];
  const upload = await begin(texts.join('').length, { expires_after: HOUR });
  assert.deepEqual([upload.status, upload.bytes, upload.filename], ['pending', texts.join('').length, 'long.txt']);
  const parts = await Promise.all(texts.map((text) => part(upload.id, text)));
  for (const made of parts) assert.deepEqual([made.object, made.upload_id], ['upload.part', upload.id]);
  const md5 = createHash('md5').update(texts.join('')).digest('hex');
  const done = await client.uploads.complete(upload.id, { part_ids: parts.map((made) => made.id), md5 });
  assert.deepEqual([done.status, done.object, done.file.filename], ['completed', 'upload', 'long.txt']);
  cleaned(t, client.files, done.file);
  assert.equal((await contentOf(done.file.id)).toString(), texts.join(''));
});

test('an upload is cancelled', async () => {
  const upload = await begin(5);
  assert.equal((await client.uploads.cancel(upload.id)).status, 'cancelled');
  await assert.rejects(part(upload.id, 'five!'), BadRequestError);
  await assert.rejects(client.uploads.cancel(upload.id), BadRequestError);
});

test('uploads that the service refuses', async () => {
  const upload = await begin(5);
  const { id } = await part(upload.id, 'four');
  for (const part_ids of [[id], [id, id], ['part_none']]) {
    const refused = (error) => error instanceof BadRequestError || error instanceof NotFoundError;
    await assert.rejects(client.uploads.complete(upload.id, { part_ids }), refused);
  }
  await gone(client.uploads.complete('upload_none', { part_ids: [] }));
});
