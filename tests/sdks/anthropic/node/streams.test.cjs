// Answers as they are written.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { APIError, APIUserAbortError } = require('@anthropic-ai/sdk');
const { TIDE, client, ask, documentOf, all } = require('./support.cjs');

const { messages } = client;

const TOLD = [
  'connect', 'streamEvent', 'text', 'citation', 'inputJson', 'thinking', 'signature', 'message', 'contentBlock', 'finalMessage',
  'error', 'abort', 'end',
];

// Keeps what a stream tells its listeners, each as it is at that moment.
function listen(stream) {
  const told = Object.fromEntries(TOLD.map((name) => [name, []]));
  for (const name of TOLD) stream.on(name, (...values) => told[name].push(name === 'error' ? values : structuredClone(values)));
  return told;
}

test('a listener is told a message piece by piece', async () => {
  const stream = messages.stream(ask('one two three'));
  const told = listen(stream);
  const message = await stream.finalMessage();
  assert.deepEqual(told.text, [['one', 'one'], [' two', 'one two'], [' three', 'one two three']]);
  assert.equal(await stream.finalText(), 'one two three');
  assert.match(stream.request_id, /^req_/);
  assert.deepEqual([message.stop_reason, message.usage.output_tokens], ['end_turn', 3]);
  assert.deepEqual(told.contentBlock, [[message.content[0]]]);
  assert.deepEqual(told.message.concat(told.finalMessage).map(([each]) => each.id), [message.id, message.id]);
  const names = told.streamEvent.map(([event]) => event.type).filter((name) => name !== 'content_block_delta');
  assert.deepEqual(names, ['message_start', 'content_block_start', 'content_block_stop', 'message_delta', 'message_stop']);
  assert.deepEqual([told.connect.length, told.end.length, told.error], [1, 1, []]);
});

test('a stream adds up to the message', async () => {
  const request = ask('one two three', { stop_sequences: ['three'], thinking: { type: 'adaptive' } });
  const streamed = await messages.stream(request).finalMessage();
  const whole = await messages.create(request);
  const ours = (message) => message.content.map((block) => [block.type, block.text]);
  assert.deepEqual(ours(streamed), ours(whole));
  for (const field of ['stop_reason', 'stop_sequence', 'usage', 'model', 'role']) assert.deepEqual(streamed[field], whole[field]);
});

test('a listener is told of thinking, with its signature', async () => {
  const stream = messages.stream(ask('Hello', { thinking: { type: 'adaptive' } }));
  const told = listen(stream);
  const [thought, text] = (await stream.finalMessage()).content;
  assert.equal(told.thinking.at(-1)[1], 'The user says: Hello');
  assert.deepEqual(told.signature, [[thought.signature]]);
  assert.deepEqual([thought.thinking, text.text], ['The user says: Hello', 'Hello']);
});

test('a listener is told the arguments of a call', async () => {
  const stream = messages.stream(ask('the tool, please', { tools: [TIDE] }));
  const told = listen(stream);
  const message = await stream.finalMessage();
  assert.equal(told.inputJson.map(([piece]) => piece).join(''), '{"harbour":"the tool, please"}');
  const [call] = message.content;
  assert.deepEqual([call.name, call.input, message.stop_reason], ['get_tide', { harbour: 'the tool, please' }, 'tool_use']);
});

test('a listener is told of citations', async () => {
  const stream = messages.stream(ask(documentOf('The tide is high.')));
  const told = listen(stream);
  const [text] = (await stream.finalMessage()).content;
  assert.deepEqual(told.citation.map(([citation]) => citation), text.citations);
  assert.equal(text.citations.length, 1);
});

test('bare events have the names of the service', async () => {
  const events = await all(await messages.create({ ...ask('Hello'), stream: true }));
  const names = events.map((event) => event.type);
  assert.deepEqual([names[0], ...names.slice(-2)], ['message_start', 'message_delta', 'message_stop']);
});

test('an error breaks the stream off', async () => {
  const stream = messages.stream(ask('break the stream'));
  const told = listen(stream);
  await assert.rejects(stream.finalMessage(), (error) => error instanceof APIError && error.type === 'overloaded_error');
  assert.ok(told.text.length > 0);
  assert.deepEqual([told.error.length, told.finalMessage], [1, []]);
});

test('a stream may be left', async () => {
  const stream = messages.stream(ask('word '.repeat(500)));
  stream.once('text', () => stream.abort());
  await assert.rejects(stream.finalMessage(), APIUserAbortError);
  assert.equal((await messages.create(ask('Hello'))).content[0].text, 'Hello');
});
