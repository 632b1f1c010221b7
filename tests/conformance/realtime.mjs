// fal's official client against the local server: realtime.
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { clientFor, key, serve, webSocketsThrough } from "./harness.mjs";

let server;
let fal;
before(async () => {
  server = await serve("--key", key);
  webSocketsThrough(server.base);
  fal = clientFor(server.base);
});
after(() => server?.stop());

/** A grey drawing, 64 by 64, as a PNG data URI. */
async function drawing() {
  const made = await fal.run("local/paint", { input: { prompt: "a house", seed: 3, image_size: { width: 64, height: 64 } } });
  const response = await fetch(made.data.images[0].url);
  return `data:image/png;base64,${Buffer.from(await response.arrayBuffer()).toString("base64")}`;
}

/** Resolves with the first result. */
function connect(options = {}) {
  let connection;
  const result = new Promise((resolve, reject) => {
    connection = fal.realtime.connect("local/sketch", { throttleInterval: 0, onResult: resolve, onError: reject, ...options });
  });
  return { connection, result };
}

test("a drawing and a prompt come back as a painted picture", async () => {
  const { connection, result } = connect();
  connection.send({ image_url: await drawing(), prompt: "a red house by the sea", seed: 5, request_id: "r-1" });
  const painted = await result;
  connection.close();
  const [image] = painted.images;
  assert.equal(image.content_type, "image/jpeg");
  const bytes = Buffer.from(image.content);
  assert.equal(bytes.toString("latin1", 0, 2), "\xff\xd8");
  assert.equal(painted.request_id, "r-1");
  assert.equal(painted.seed, 5);
});

test("sync_mode answers data URIs", async () => {
  const { connection, result } = connect();
  connection.send({ image_url: await drawing(), prompt: "a red house", seed: 5, sync_mode: true });
  const painted = await result;
  connection.close();
  assert.match(painted.images[0].url, /^data:image\/jpeg;base64,/);
});

test("an invalid input is an error and the connection stays", async () => {
  const errors = [];
  const results = [];
  let changed = () => {};
  const connection = fal.realtime.connect("local/sketch", {
    throttleInterval: 0,
    onError: (error) => { errors.push(error); changed(); },
    onResult: (result) => { results.push(result); changed(); },
  });
  const until = (ready) => new Promise((resolve) => {
    changed = () => ready() && resolve();
    changed();
  });
  connection.send({ prompt: 7 });
  await until(() => errors.length === 1);
  connection.send({ image_url: await drawing(), prompt: "a hill" });
  await until(() => results.length === 1);
  connection.close();
  assert.equal(errors.length, 1);
});

test("many sends: the last one is always answered", async () => {
  const image_url = await drawing();
  let last;
  let closing = false;
  const connection = fal.realtime.connect("local/sketch", {
    throttleInterval: 0, maxBuffering: 2, onResult: (result) => last?.(result),
    // The client calls its own close(), which has no code, an error.
    onError: (error) => closing || assert.fail(error),
  });
  const answered = new Promise((resolve) => { last = (result) => result.request_id === "29" && resolve(); });
  for (let i = 0; i < 30; ++i) connection.send({ image_url, prompt: "a hill", seed: i, request_id: String(i) });
  await answered;
  closing = true;
  connection.close();
});
