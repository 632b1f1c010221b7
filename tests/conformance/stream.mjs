// fal's official client against the local server: status stream, subscribe by streaming, stream.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { ApiError, clientFor, createFalClient, download, key, paint, rejection, serve, throughBase } from "./harness.mjs";

let server;
let fal;
before(async () => {
  server = await serve("--key", key, "--minimum-run", "600");
  fal = clientFor(server.base);
});
after(() => server?.stop());

test("subscribe, mode streaming: updates with logs, then the result", async () => {
  const updates = [];
  const { data } = await fal.subscribe("local/paint", {
    input: paint, logs: true, mode: "streaming", onQueueUpdate: (update) => updates.push(structuredClone(update)),
  });
  assert.equal(data.images.length, 1);
  const last = updates.at(-1);
  assert.equal(last.status, "COMPLETED");
  const messages = last.logs.map((line) => line.message);
  assert.ok(messages.some((message) => /step 28\/28/.test(message)), messages.join("; "));
  // The client adds the logs of each event to those before: a server that repeats them shows twice.
  assert.equal(new Set(last.logs.map((line) => `${line.timestamp} ${line.message}`)).size, last.logs.length);
});

test("queue.streamStatus ends after COMPLETED", async () => {
  const { request_id: requestId } = await fal.queue.submit("local/paint", { input: paint });
  const stream = await fal.queue.streamStatus("local/paint", { requestId, logs: true });
  const seen = [];
  for await (const status of stream) seen.push(status.status);
  assert.equal(seen.at(-1), "COMPLETED");
  assert.ok(seen.every((status) => ["IN_QUEUE", "IN_PROGRESS", "COMPLETED"].includes(status)));
  assert.equal((await stream.done()).status, "COMPLETED");
});

test("stream: partial pictures, the last event is the output of a run", async () => {
  const stream = await fal.stream("local/paint", { input: paint });
  const events = [];
  for await (const event of stream) events.push(event);
  const result = await stream.done();
  assert.ok(events.length > 2, `${events.length} events`);
  assert.deepEqual(result, events.at(-1));
  const first = await download(events[0].images[0].url);
  assert.ok(first.bytes.length > 0);
  const run = await fal.run("local/paint", { input: paint });
  const [streamed, direct] = await Promise.all([download(result.images[0].url), download(run.data.images[0].url)]);
  assert.ok(streamed.bytes.equals(direct.bytes));
});

test("stream by token, without the key", async () => {
  const open = createFalClient({ fetch: throughBase(server.base) });
  const tokenProvider = async (app) => {
    assert.equal(app, "local/paint/stream");
    const response = await fetch(`${server.base}/rest.fal.ai/tokens/`, {
      method: "POST", headers: { authorization: `Key ${key}`, "content-type": "application/json" },
      body: JSON.stringify({ allowed_apps: ["paint"], token_expiration: 60 }),
    });
    assert.equal(response.status, 200);
    return response.json();
  };
  // Client mode goes past the client's own fetch: the global one has to know the base.
  const plain = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = new URL(typeof input === "string" ? input : input.url ?? input);
    return plain(url.protocol === "https:" ? `${server.base}/${url.host}${url.pathname}${url.search}` : url, init);
  };
  try {
    const stream = await open.stream("local/paint", { input: paint, connectionMode: "client", tokenProvider });
    const result = await stream.done();
    assert.equal(result.images.length, 1);
    const bad = await open.stream("local/paint", { input: paint, connectionMode: "client", tokenProvider: async () => "made-up" });
    assert.equal((await rejection(bad.done())).status, 401);
  } finally {
    globalThis.fetch = plain;
  }
});

test("stream: errors before the first event are API errors", async () => {
  const invalid = await fal.stream("local/paint", { input: {} });
  const error = await rejection(invalid.done());
  assert.ok(error instanceof ApiError);
  assert.equal(error.status, 422);
  const unknown = await fal.stream("local/speak-nothing", { input: {} });
  assert.equal((await rejection(unknown.done())).status, 404);
});

test("stream: aborted after its first event", async () => {
  const stream = await fal.stream("local/paint", { input: paint });
  for await (const event of stream) {
    assert.ok(event.images.length > 0);
    break;
  }
  stream.abort();
});
