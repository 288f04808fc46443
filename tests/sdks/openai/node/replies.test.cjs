// Errors as the right exceptions, and replies with their headers.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const openai = require('openai');
const { MODEL, client, beta, assistant } = require('./support.cjs');

const FAILURES = [
  [400, openai.BadRequestError],
  [401, openai.AuthenticationError],
  [403, openai.PermissionDeniedError],
  [404, openai.NotFoundError],
  [409, openai.ConflictError],
  [422, openai.UnprocessableEntityError],
  [429, openai.RateLimitError],
  [500, openai.InternalServerError],
  [503, openai.InternalServerError],
];

async function caught(kind, call) {
  let error;
  await assert.rejects(call, (found) => ((error = found), true));
  assert.equal(error.constructor, kind);
  assert.match(error.requestID, /^req_/);
  return error;
}

test('what does not exist', async () => {
  const error = await caught(openai.NotFoundError, () => beta.assistants.retrieve('asst_none'));
  assert.equal(error.error.message, "No assistant found with id 'asst_none'.");
  assert.deepEqual([error.status, error.type, error.code], [404, 'invalid_request_error', null]);
  await caught(openai.NotFoundError, () => client.get('/nowhere'));
});

test('what does not fit', async () => {
  const kind = openai.BadRequestError;
  for (const [call, param, code] of [
    [() => beta.assistants.create({ model: 'gpt-none' }), 'model', 'model_not_found'],
    [() => beta.assistants.list({ limit: 0 }), 'limit', 'integer_below_min_value'],
    [() => beta.assistants.create({ model: MODEL, temperature: 3 }), 'temperature', 'decimal_above_max_value'],
    [() => beta.assistants.create({ model: MODEL, colour: 1 }), 'colour', 'unknown_parameter'],
  ]) {
    const error = await caught(kind, call);
    assert.deepEqual([error.status, error.param, error.code], [400, param, code]);
  }
});

test('a key is needed', async () => {
  for (const authorization of [null, 'Bearer ']) {
    const error = await caught(openai.AuthenticationError, () => client.models.list({ headers: { authorization } }));
    assert.match(error.message, /You didn't provide an API key/);
  }
});

test('the header of the beta is needed', async () => {
  const error = await caught(openai.BadRequestError, () => beta.assistants.list({}, { headers: { 'OpenAI-Beta': null } }));
  assert.equal(error.code, 'invalid_beta');
});

test('each status has its exception', async () => {
  for (const [status, kind] of FAILURES) {
    const error = await caught(kind, () => client.models.list({ headers: { 'X-Emulator-Status': String(status) } }));
    assert.equal(error.status, status);
    if (status === 429) {
      assert.deepEqual([error.code, error.headers.get('retry-after')], ['rate_limit_exceeded', '1']);
    }
  }
});

test('replies have a request id and headers', async (t) => {
  const made = await assistant(t);
  assert.match(made._request_id, /^req_/);
  const { data, response, request_id } = await beta.assistants.retrieve(made.id).withResponse();
  assert.deepEqual(data, made);
  assert.equal(response.headers.get('x-request-id'), request_id);
  const raw = await beta.assistants.retrieve(made.id).asResponse();
  assert.equal(raw.headers.get('content-type'), 'application/json');
  assert.equal((await raw.json()).id, made.id);
});
