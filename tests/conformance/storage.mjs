// fal's official client against the local server: uploads in one piece, in parts, with a lifecycle.
import { File } from "node:buffer";
import { createHash } from "node:crypto";
import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { clientFor, download, key, rejection, serve } from "./harness.mjs";

let server;
let fal;
let plain;
before(async () => {
  server = await serve("--key", key);
  fal = clientFor(server.base);
  // The parts go past the client's own fetch; their addresses are the server's own already.
  plain = globalThis.fetch;
});
after(() => server?.stop());

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

test("an empty file", async () => {
  const url = await fal.storage.upload(new File([], "empty.txt", { type: "text/plain" }));
  assert.equal((await download(url)).bytes.length, 0);
});

test("over 90 MiB goes in parts and comes back whole", async () => {
  const size = 90 * 1024 * 1024 + 4321;
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i += 4099) bytes.writeUInt8(i & 255, i);
  const url = await fal.storage.upload(new File([bytes], "large.bin", { type: "application/octet-stream" }));
  const stored = await download(url);
  assert.equal(stored.bytes.length, size);
  assert.equal(sha256(stored.bytes), sha256(bytes));
});

test("a lifecycle ends the file", async () => {
  const url = await fal.storage.upload(new File(["short"], "short.txt", { type: "text/plain" }), {
    lifecycle: { expiresIn: 1 },
  });
  assert.equal((await plain(url)).status, 200);
  const deadline = Date.now() + 20_000;
  let status = 200;
  while (status === 200 && Date.now() < deadline) status = (await plain(url)).status;
  assert.ok(status === 404 || status === 410, `${status}`);
});

test("another key may not upload", async () => {
  const error = await rejection(clientFor(server.base, "another:key").storage.upload(new File(["x"], "x.txt")));
  assert.equal(error.status, 401);
});
