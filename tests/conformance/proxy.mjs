// fal's proxy relay (@fal-ai/server-proxy, Express) in front of the local server: fal's own client and
// peregrine-cli go through it. The relay's seam is the global fetch, which is mapped onto the server.
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { cli, createFalClient, execute, key, paint, require, serve } from "./harness.mjs";

const express = require("express");
const { createHandler } = require("@fal-ai/server-proxy/express");
const plain = globalThis.fetch;

let server;
let relay;
let proxyUrl;
let data;
let seen;
before(async () => {
  server = await serve("--key", key);
  data = mkdtempSync(path.join(tmpdir(), "peregrine-proxy-"));
  const application = express();
  application.use(express.json({ limit: "20mb" }));
  application.use((request, _response, next) => {
    seen = request.headers;
    next();
  });
  application.all("/api/fal/proxy", createHandler({ allowUnauthorizedRequests: true, resolveFalAuth: async () => `Key ${key}` }));
  relay = application.listen(0, "127.0.0.1");
  await once(relay, "listening");
  proxyUrl = `http://127.0.0.1:${relay.address().port}/api/fal/proxy`;
  globalThis.fetch = (input, init) => {
    const url = new URL(typeof input === "string" ? input : input.url ?? input);
    return plain(url.protocol === "https:" ? `${server.base}/${url.host}${url.pathname}${url.search}` : url, init);
  };
});
after(async () => {
  globalThis.fetch = plain;
  rmSync(data, { recursive: true, force: true });
  relay?.close();
  relay?.closeAllConnections?.();
  await server?.stop();
});

const cliThroughProxy = (...args) => {
  const environment = { ...process.env, PEREGRINE_DATA_DIR: data };
  for (const name of ["FAL_KEY", "FAL_KEY_ID", "FAL_KEY_SECRET"]) delete environment[name];
  return execute(cli, ["--server", `proxy:${proxyUrl}`, "--json", ...args], { env: environment });
};

test("fal's client works through the relay", async () => {
  const fal = createFalClient({ proxyUrl: { url: proxyUrl, when: "always" }, credentials: () => undefined });
  const { data: output } = await fal.subscribe("local/paint", { input: paint, pollInterval: 50 });
  assert.equal(output.images.length, 1);
});

test("peregrine-cli works through the relay without a key of its own", async () => {
  const { status, stdout, stderr } = await cliThroughProxy("subscribe", "local/paint", "-i", "prompt:=\"a kite\"", "-i", "seed:=3");
  assert.equal(status, 0, stderr);
  const completed = stdout.trim().split("\n").map(JSON.parse).at(-1);
  assert.equal(completed.event, "completed");
  assert.equal(completed.output.seed, 3);
  assert.equal(seen.authorization, undefined);
  assert.match(seen["x-fal-target-url"], /^https:\/\/queue\.fal\.run\/local\/paint/);
});

test("peregrine-cli uploads through the relay", async () => {
  const { status, stdout, stderr } = await cliThroughProxy("upload", new URL(import.meta.url).pathname);
  assert.equal(status, 0, stderr);
  assert.match(stdout, /v3\.fal\.media/);
});

test("what the relay refuses is told in words", async () => {
  const { status, stderr } = await cliThroughProxy("realtime", "local/sketch");
  assert.notEqual(status, 0);
  assert.match(stderr, /proxy/i);
});

test("the relay refuses other hosts, as its list says", async () => {
  const response = await plain(proxyUrl, {
    method: "POST", headers: { "x-fal-target-url": "https://example.org/x", "content-type": "application/json" }, body: "{}",
  });
  assert.equal(response.status, 400);
});
