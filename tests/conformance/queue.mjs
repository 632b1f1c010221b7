// fal's official client against the local server: run, queue, storage, errors.
// Debian's node 18 has no global File.
import { File } from "node:buffer";
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { ApiError, ValidationError, clientFor, download, paint, rejection, serve, key } from "./harness.mjs";

let server;
let slow;
let fal;
before(async () => {
  server = await serve("--key", key);
  slow = await serve("--minimum-run", "20000");
  fal = clientFor(server.base);
});
after(() => Promise.all([server?.stop(), slow?.stop()]));

test("subscribe: a prompt becomes a picture, with logs and queue updates", async () => {
  const updates = [];
  let enqueued;
  const { data, requestId } = await fal.subscribe("local/paint", {
    input: paint,
    logs: true,
    pollInterval: 50,
    onEnqueue: (id) => { enqueued = id; },
    onQueueUpdate: (update) => updates.push(update),
  });
  assert.equal(requestId, enqueued);
  const last = updates.at(-1);
  assert.equal(last.status, "COMPLETED");
  assert.ok(last.metrics.inference_time >= 0);
  assert.ok(last.logs.some((line) => /step 28\/28/.test(line.message)));
  for (const line of last.logs) {
    assert.equal(line.level, "INFO");
    assert.ok(!Number.isNaN(Date.parse(line.timestamp)));
  }
  assert.equal(data.seed, 7);
  assert.equal(data.images.length, 1);
  const [image] = data.images;
  assert.deepEqual([image.width, image.height], [192, 128]);
  const file = await download(image.url);
  assert.equal(file.type, "image/png");
  assert.equal(file.bytes.length, image.file_size);
  assert.equal(file.bytes.toString("latin1", 1, 4), "PNG");
});

test("submit, status, result: the steps one by one", async () => {
  const submitted = await fal.queue.submit("local/paint", { input: paint, priority: "low" });
  assert.equal(submitted.status, "IN_QUEUE");
  assert.match(submitted.request_id, /^[0-9a-f-]{36}$/);
  for (const name of ["status_url", "response_url", "cancel_url"])
    assert.ok(submitted[name].startsWith(`${server.base}/queue.fal.run/local/paint/requests/${submitted.request_id}`));
  const requestId = submitted.request_id;
  let status;
  do {
    status = await fal.queue.status("local/paint", { requestId, logs: false });
    assert.ok(["IN_QUEUE", "IN_PROGRESS", "COMPLETED"].includes(status.status));
  } while (status.status !== "COMPLETED");
  assert.equal(status.logs, null);
  const result = await fal.queue.result("local/paint", { requestId });
  assert.equal(result.requestId, requestId);
  assert.equal(result.data.prompt, paint.prompt);
});

test("subscribeToStatus resolves with the completed status", async () => {
  const { request_id: requestId } = await fal.queue.submit("local/speak", { input: { text: "hello" } });
  const status = await fal.queue.subscribeToStatus("local/speak", { requestId, logs: true, pollInterval: 50 });
  assert.equal(status.status, "COMPLETED");
});

test("run: the same inputs make the same bytes", async () => {
  const first = await fal.run("local/paint", { input: paint });
  const second = await fal.run("local/paint", { input: paint });
  assert.match(first.requestId, /^[0-9a-f-]{36}$/);
  const [a, b] = await Promise.all([download(first.data.images[0].url), download(second.data.images[0].url)]);
  assert.ok(a.bytes.equals(b.bytes));
});

test("storage: an uploaded picture is the input of image to image and of describe", async () => {
  const made = await fal.run("local/paint", { input: { ...paint, output_format: "jpeg" } });
  const source = await download(made.data.images[0].url);
  const url = await fal.storage.upload(new File([source.bytes], "../../kite.jpg", { type: "image/jpeg" }));
  assert.ok(url.startsWith(`${server.base}/v3.fal.media/files/`));
  assert.ok(!url.includes("kite"));
  const stored = await download(url);
  assert.equal(stored.type, "image/jpeg");
  assert.ok(stored.bytes.equals(source.bytes));

  const over = await fal.subscribe("local/paint/image-to-image", {
    input: { image_url: url, prompt: "the same in winter", strength: 0.5, seed: 3 },
    pollInterval: 50,
  });
  assert.deepEqual([over.data.images[0].width, over.data.images[0].height], [192, 128]);

  // The client uploads blobs in an input by itself.
  const blob = new Blob([source.bytes], { type: "image/jpeg" });
  const described = await fal.run("local/describe", { input: { image_url: blob, detail: "brief" } });
  assert.ok(described.data.output.length > 10);
  assert.deepEqual([described.data.width, described.data.height], [192, 128]);

  const inline = `data:image/jpeg;base64,${source.bytes.toString("base64")}`;
  const again = await fal.run("local/describe", { input: { image_url: inline, detail: "brief" } });
  assert.equal(again.data.output, described.data.output);
});

test("speech is a WAV, film is an MP4", async () => {
  const speech = await fal.run("local/speak", { input: { text: "Good morning.", seed: 1 } });
  const sound = await download(speech.data.audio.url);
  assert.equal(sound.bytes.toString("latin1", 0, 4), "RIFF");
  const film = await fal.subscribe("local/animate", {
    input: { prompt: "waves at night", duration: 1, fps: 12, resolution: "240p" },
    pollInterval: 50,
  });
  const video = await download(film.data.video.url);
  assert.equal(video.type, "video/mp4");
  assert.equal(video.bytes.toString("latin1", 4, 8), "ftyp");
});

test("422: invalid inputs are a ValidationError with the fields", async () => {
  const input = { image_size: { width: 10, height: 128 }, num_images: 9, output_format: "gif" };
  const byField = (error) => Object.fromEntries(error.fieldErrors.map((fault) => [fault.loc.slice(1).join("."), fault.type]));
  const expected = {
    prompt: "missing",
    "image_size.width": "greater_than_equal",
    num_images: "less_than_equal",
    output_format: "one_of",
  };
  for (const promise of [fal.run("local/paint", { input }), fal.subscribe("local/paint", { input, pollInterval: 50 })]) {
    const error = await rejection(promise);
    assert.ok(error instanceof ValidationError);
    assert.equal(error.status, 422);
    assert.match(error.requestId, /^[0-9a-f-]{36}$/);
    assert.deepEqual(byField(error), expected);
  }
  const foreign = await rejection(
    fal.run("local/describe", { input: { image_url: "https://example.com/cat.png" } }));
  assert.deepEqual(byField(foreign), { image_url: "file_download_error" });
});

test("404: unknown models and requests", async () => {
  const model = await rejection(fal.run("local/nothing", { input: {} }));
  assert.ok(model instanceof ApiError);
  assert.equal(model.status, 404);
  assert.equal(model.body.detail, 'Application "local/nothing" not found');
  const requestId = "019b0000-1111-7222-8333-444455556666";
  const request = await rejection(fal.queue.status("local/paint", { requestId }));
  assert.equal(request.status, 404);
  assert.equal(request.body.status, "NOT_FOUND");
});

test("401: another key", async () => {
  const error = await rejection(clientFor(server.base, "another:key").run("local/paint", { input: paint }));
  assert.equal(error.status, 401);
  assert.equal(error.body.detail, "invalid key credentials");
});

test("cancel: running and waiting requests", async () => {
  const client = clientFor(slow.base);
  const ids = [];
  for (let i = 0; i < 4; ++i)
    ids.push((await client.queue.submit("local/paint", { input: paint })).request_id);
  const waiting = await client.queue.status("local/paint", { requestId: ids[3] });
  assert.equal(waiting.status, "IN_QUEUE");
  assert.equal(waiting.queue_position, 1);
  const early = await rejection(client.queue.result("local/paint", { requestId: ids[0] }));
  assert.equal(early.status, 400);
  assert.equal(early.body.detail, "Request is still in progress");
  for (const requestId of ids.reverse())
    await client.queue.cancel("local/paint", { requestId });
  for (const requestId of ids) {
    const status = await client.queue.subscribeToStatus("local/paint", { requestId, pollInterval: 20, timeout: 5000 });
    assert.equal(status.error_type, "client_cancelled");
    const result = await rejection(client.queue.result("local/paint", { requestId }));
    assert.equal(result.status, 499);
    const late = await rejection(client.queue.cancel("local/paint", { requestId }));
    assert.equal(late.body.status, "ALREADY_COMPLETED");
  }
});
