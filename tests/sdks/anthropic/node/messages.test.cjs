// Answers that come as a whole.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { jsonSchemaOutputFormat } = require('@anthropic-ai/sdk/helpers/json-schema');
const { MODEL, client, user, ask, documentOf } = require('./support.cjs');

const { messages } = client;

test('a question is answered', async () => {
  const { data, request_id } = await messages.create(ask('Hello there')).withResponse();
  assert.deepEqual([data.type, data.role, data.model], ['message', 'assistant', MODEL]);
  assert.deepEqual(data.content, [{ type: 'text', text: 'Hello there', citations: null }]);
  assert.deepEqual([data.stop_reason, data.stop_sequence], ['end_turn', null]);
  assert.ok(data.usage.input_tokens > 0);
  assert.equal(data.usage.output_tokens, 2);
  assert.match(request_id, /^req_/);
});

test('an answer goes back', async () => {
  const first = await messages.create(ask('One', { system: 'Be brief.' }));
  const turns = [user('One'), { role: 'assistant', content: first.content }, user([{ type: 'text', text: 'Two' }])];
  const second = await messages.create(ask('', { messages: turns, metadata: { user_id: 'a' } }));
  assert.equal(second.content[0].text, 'Two');
});

test('tokens are counted', async () => {
  const request = ask('one two three', { system: 'Be brief.' });
  const { max_tokens, ...countable } = request;
  const counted = await messages.countTokens(countable);
  assert.equal(counted.input_tokens, (await messages.create(request)).usage.input_tokens);
});

test('structured output is parsed', async () => {
  const properties = { harbour: { type: 'string' }, day: { type: 'integer' } };
  const schema = { type: 'object', properties, required: ['harbour', 'day'], additionalProperties: false };
  const request = ask('Delft', { output_config: { format: jsonSchemaOutputFormat(schema) } });
  const wanted = { harbour: 'Delft', day: 1 };
  assert.deepEqual((await messages.parse(request)).parsed_output, wanted);
  assert.deepEqual((await messages.stream(request).finalMessage()).parsed_output, wanted);
});

test('thinking comes first and goes back', async () => {
  const first = await messages.create(ask('Hello', { thinking: { type: 'enabled', budget_tokens: 1024 } }));
  const [thought, text] = first.content;
  assert.deepEqual([thought.type, thought.thinking, text.text], ['thinking', 'The user says: Hello', 'Hello']);
  assert.ok(thought.signature);
  const turns = [user('Hello'), { role: 'assistant', content: first.content }, user('Go on')];
  const again = await messages.create(ask('', { messages: turns, thinking: { type: 'adaptive', display: 'omitted' } }));
  assert.deepEqual([again.content[0].thinking, again.content[1].text], ['', 'Go on']);
});

test('text ends before a stop sequence, or when the tokens are used up', async () => {
  const stopped = await messages.create(ask('one two three', { stop_sequences: ['four', 'two'] }));
  assert.equal(stopped.content[0].text.trimEnd(), 'one');
  assert.deepEqual([stopped.stop_reason, stopped.stop_sequence], ['stop_sequence', 'two']);
  const cut = await messages.create(ask('one two three', { max_tokens: 2 }));
  assert.deepEqual([cut.content[0].text.trimEnd(), cut.stop_reason], ['one two', 'max_tokens']);
});

test('a document is cited', async () => {
  const text = 'The tide is high. The wind is low.';
  const message = await messages.create(ask(documentOf(text, { title: 'Log' })));
  assert.equal(message.content[0].text, 'When?');
  const [citation] = message.content[0].citations;
  assert.deepEqual([citation.type, citation.document_title], ['char_location', 'Log']);
  assert.equal(text.slice(citation.start_char_index, citation.end_char_index), citation.cited_text);
  assert.ok(citation.cited_text);
});

test('the operation in beta has the same path', async () => {
  const betas = ['context-management-2025-06-27'];
  const { beta } = client;
  const message = await beta.messages.create(ask('Hello', { betas }));
  assert.equal(message.content[0].text, 'Hello');
  assert.equal(await beta.messages.stream(ask('Hello there', { betas })).finalText(), 'Hello there');
  const counted = await beta.messages.countTokens({ model: MODEL, messages: [user('Hello')] });
  assert.equal(counted.input_tokens, message.usage.input_tokens);
});
