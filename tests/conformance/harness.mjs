// What the conformance tests share: node TEST.mjs SERVEHOST CLIENT_FOLDER [PEREGRINE_CLI]
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import path from "node:path";

export const [program, folder, cli] = process.argv.slice(2);
export const require = createRequire(path.join(path.resolve(folder), "package.json"));
export const { createFalClient, ApiError, ValidationError } = require("@fal-ai/client");

export const key = "conformance-id:conformance-secret";
export const paint = { prompt: "a red kite over green hills, watercolour", seed: 7, image_size: { width: 192, height: 128 } };

/** Starts a server; the base URL is its first line. It ends when its input does. */
export async function serve(...options) {
  const child = spawn(program, options, { stdio: ["pipe", "pipe", "inherit"] });
  const failed = new Promise((_, reject) => child.once("exit", (code) => reject(new Error(`the server ended with ${code}`))));
  failed.catch(() => {});
  const line = new Promise((resolve) => createInterface({ input: child.stdout }).once("line", resolve));
  const base = await Promise.race([line, failed]);
  const ended = new Promise((resolve) => child.once("exit", resolve));
  return { base, stop: () => { child.stdin.end(); return ended; } };
}

/** The rule: https://HOST/PATH is BASE/HOST/PATH. The server's own URLs stay as they are. */
export function throughBase(base) {
  return (input, init) => {
    const url = new URL(typeof input === "string" ? input : input.url ?? input);
    const target = url.protocol === "https:" ? `${base}/${url.host}${url.pathname}${url.search}` : url.href;
    return fetch(target, init);
  };
}

export function clientFor(base, credentials = key) {
  return createFalClient({ credentials, fetch: throughBase(base) });
}

/** The client's realtime takes the WebSocket of the browser, which older nodes do not have. */
export function webSocketsThrough(base) {
  const WebSocket = require("ws");
  globalThis.WebSocket = class extends WebSocket {
    constructor(url) {
      const target = new URL(url);
      super(`${base.replace(/^http/, "ws")}/${target.host}${target.pathname}${target.search}`);
      this.binaryType = "arraybuffer";
    }
  };
}

export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  assert.fail("expected an error");
}

export async function download(url) {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  return { type: response.headers.get("content-type"), bytes: Buffer.from(await response.arrayBuffer()) };
}

/** Runs a program to its end. */
export function execute(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) child[name].on("data", (data) => { output[name] += data; });
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, ...output }));
  });
}
