// What is refused, and tried again.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Anthropic, AuthenticationError, BadRequestError, NotFoundError, OverloadedError } = require('@anthropic-ai/sdk');
const { MODEL, client, ask } = require('./support.cjs');

const { messages } = client;

async function refusal(promise, kind, status, type) {
  const error = await promise.then(() => assert.fail('nothing was refused'), (reason) => reason);
  assert.deepEqual([error.constructor, error.status, error.type], [kind, status, type], error.message);
  assert.match(error.requestID, /^req_/);
  assert.equal(error.error.request_id, error.requestID);
  return error.apiMessage;
}

test('a wrong key, as a bearer and in the other header', async () => {
  const wrong = new Anthropic({ apiKey: 'bad-key', maxRetries: 0 });
  await refusal(wrong.messages.create(ask('Hello')), AuthenticationError, 401, 'authentication_error');
  const named = (key) => ({ headers: { Authorization: null, 'x-api-key': key } });
  await refusal(client.models.retrieve(MODEL, {}, named('bad-key')), AuthenticationError, 401, 'authentication_error');
  assert.equal((await client.models.retrieve(MODEL, {}, named('any'))).id, MODEL);
});

test('an unknown model', async () => {
  const message = await refusal(messages.create(ask('Hello', { model: 'claude-none' })), NotFoundError, 404, 'not_found_error');
  assert.match(message, /claude-none/);
});

test('a field at fault is named', async () => {
  const cases = [
    ['colour', ask('Hello', { colour: 'red' })],
    ['temperature', ask('Hello', { temperature: 1 })],
    ['max_tokens', ask('Hello', { max_tokens: 'many', stream: true })],
    ['messages', ask('Hello', { messages: [] })],
    ['messages.0.content.0.text', ask([{ type: 'text' }])],
    ['tools.0.input_schema', ask('Hello', { tools: [{ name: 'get_tide' }] })],
    ['thinking', ask('Hello', { thinking: { type: 'enabled' } })],
  ];
  for (const [field, body] of cases) {
    const message = await refusal(messages.create(body), BadRequestError, 400, 'invalid_request_error');
    assert.ok(message.startsWith(field), message);
  }
});

test('an overloaded service is told, or asked again', async () => {
  await refusal(messages.create(ask('overloaded, once')), OverloadedError, 529, 'overloaded_error');
  const { data, response } = await new Anthropic().messages.create(ask('overloaded, then not')).withResponse();
  assert.deepEqual([response.status, data.content[0].text], [200, 'overloaded, then not']);
});
