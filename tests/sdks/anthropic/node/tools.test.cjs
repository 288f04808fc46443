// Functions of the caller's, called by hand and by the runner.
'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { BadRequestError } = require('@anthropic-ai/sdk');
const { betaTool } = require('@anthropic-ai/sdk/helpers/beta/json-schema');
const { TIDE, WIND, client, user, ask, cleaned } = require('./support.cjs');

const { messages, files, beta } = client;

test('several calls of a turn are answered', async () => {
  const request = ask('the tools, please', { tools: [TIDE, WIND] });
  const asked = await messages.create(request);
  assert.equal(asked.stop_reason, 'tool_use');
  assert.deepEqual(asked.content.map((call) => call.name), ['get_tide', 'get_wind']);
  assert.deepEqual(asked.content[1].input, { harbour: 'the tools, please', day: 1 });
  const results = [
    { type: 'tool_result', tool_use_id: asked.content[0].id, content: [{ type: 'text', text: 'high' }] },
    { type: 'tool_result', tool_use_id: asked.content[1].id, content: 'broken', is_error: true },
  ];
  const withResults = (some) => [...request.messages, { role: 'assistant', content: asked.content }, user(some)];
  const answered = await messages.create({ ...request, messages: withResults(results) });
  assert.deepEqual([answered.content[0].text, answered.stop_reason], ['high\nbroken', 'end_turn']);
  // Every call has to be answered.
  const partly = messages.create({ ...request, messages: withResults(results.slice(0, 1)) });
  await assert.rejects(partly, (error) => error instanceof BadRequestError && error.message.includes(asked.content[1].id));
});

test('the choice of tools is kept', async () => {
  const names = async (tool_choice) => {
    const { content } = await messages.create(ask('the tools, please', { tools: [TIDE, WIND], tool_choice }));
    return content.filter((block) => block.type === 'tool_use').map((block) => block.name);
  };
  assert.deepEqual(await names({ type: 'any' }), ['get_tide', 'get_wind']);
  assert.deepEqual(await names({ type: 'any', disable_parallel_tool_use: true }), ['get_tide']);
  assert.deepEqual(await names({ type: 'tool', name: 'get_wind' }), ['get_wind']);
  assert.deepEqual(await names({ type: 'none' }), []);
});

test('a tool of the service makes a file', async (t) => {
  const tools = [{ type: 'code_execution_20250825', name: 'code_execution' }];
  const message = await messages.create(ask('the tool, please', { tools }));
  assert.deepEqual(message.content.map((block) => block.type), ['server_tool_use', 'code_execution_tool_result', 'text']);
  const [{ file_id }] = message.content[1].content.content;
  const made = cleaned(t, files, await files.retrieveMetadata(file_id));
  assert.equal(made.downloadable, true);
  assert.equal(await (await files.download(made.id)).text(), 'the tool, please');
});

const TOOLS = [
  betaTool({ ...described(TIDE), run: ({ harbour }) => `high in ${harbour}` }),
  betaTool({
    ...described(WIND),
    run: ({ day }) => {
      throw new Error(`no wind on day ${day}`);
    },
  }),
];

function described({ name, description, input_schema }) {
  return { name, description, inputSchema: input_schema };
}

const TEXT = 'high in the tools\nError: no wind on day 1';

test('the runner goes on until the model is done', async () => {
  const runner = beta.messages.toolRunner(ask('the tools', { tools: TOOLS }));
  const seen = [];
  for await (const message of runner) seen.push(message);
  const [asked, answered] = seen;
  assert.deepEqual([seen.length, asked.stop_reason, answered.stop_reason], [2, 'tool_use', 'end_turn']);
  assert.deepEqual(asked.content.map((call) => call.name), ['get_tide', 'get_wind']);
  assert.equal(answered.content[0].text, TEXT);
  assert.equal((await runner.done()).id, answered.id);
});

test('the runner streams', async () => {
  const runner = beta.messages.toolRunner(ask('the tools', { tools: TOOLS, stream: true }));
  const texts = [];
  for await (const stream of runner) {
    stream.on('text', (text) => texts.push(text));
    await stream.finalMessage();
  }
  assert.equal(texts.join(''), TEXT);
});

test('the runner sends the whole conversation if told to, and ends after its last round', async () => {
  const whole = await beta.messages.toolRunner(ask('the tools', { tools: TOOLS, thread: false }));
  assert.equal(whole.content[0].text, TEXT);
  const cut = await beta.messages.toolRunner(ask('the tools', { tools: TOOLS, max_iterations: 1 }));
  assert.equal(cut.stop_reason, 'tool_use');
});
