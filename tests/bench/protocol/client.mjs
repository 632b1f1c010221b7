// The official JavaScript client's side of bench_protocol: node client.mjs FOLDER SCENARIO BASE COUNT
// Prints one JSON line with what it measured itself; the driver adds CPU time and memory.
import { File } from "node:buffer";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [folder, scenario, base, countText, file] = process.argv.slice(2);
const count = Number(countText);
const require = createRequire(path.join(path.resolve(folder), "package.json"));
const { createFalClient } = require("@fal-ai/client");

globalThis.WebSocket = class extends require("ws") {
  constructor(url) {
    const target = new URL(url);
    super(`${base.replace(/^http/, "ws")}/${target.host}${target.pathname}${target.search}`);
    this.binaryType = "arraybuffer";
  }
};

const fal = createFalClient({
  credentials: "bench-id:bench-secret",
  fetch: (input, init) => {
    const url = new URL(typeof input === "string" ? input : input.url);
    return fetch(url.protocol === "https:" ? `${base}/${url.host}${url.pathname}${url.search}` : url.href, init);
  },
});
const input = { prompt: "a red kite over green hills", seed: 7, image_size: { width: 192, height: 128 } };
const milliseconds = () => Number(process.hrtime.bigint()) / 1e6;
const percentile = (values, share) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

const scenarios = {
  async sequential() {
    for (let i = 0; i < count; ++i) {
      const { request_id: requestId } = await fal.queue.submit("bench/echo", { input });
      await fal.queue.status("bench/echo", { requestId, logs: true });
      await fal.queue.result("bench/echo", { requestId });
    }
    return {};
  },
  async parallel() {
    await Promise.all(Array.from({ length: count }, () => fal.subscribe("bench/slow", { input, logs: true, pollInterval: 100 })));
    return {};
  },
  async sse() {
    const stream = await fal.stream("bench/events", { input: { count } });
    let events = 0;
    // Its asynchronous iterator looks every 16 ms; listeners are its fast way.
    stream.on("data", (event) => { events += event.n >= 0 ? 1 : 0; });
    await stream.done();
    return { events };
  },
  async realtime() {
    const picture = new Uint8Array(50_000).map((_, i) => (i * 31) & 255);
    const waits = [];
    await new Promise((resolve, reject) => {
      let sent = 0;
      let from = 0;
      const send = () => {
        from = milliseconds();
        connection.send({ image_bytes: picture, prompt: input.prompt, request_id: String(++sent) });
      };
      const connection = fal.realtime.connect("bench/echo", {
        throttleInterval: 0,
        tokenProvider: async () => "bench-token",
        onResult: () => {
          waits.push(milliseconds() - from);
          if (sent < count) return send();
          connection.close();
          resolve();
        },
        onError: reject,
      });
      send();
    });
    return { median_ms: percentile(waits.slice(1), 0.5), p99_ms: percentile(waits.slice(1), 0.99) };
  },
  async upload() {
    // The client takes Blobs; this one reads from disk while it is sent.
    const blob = await fs.openAsBlob?.(file, { type: "application/octet-stream" })
      ?? new File([fs.readFileSync(file)], path.basename(file), { type: "application/octet-stream" });
    await fal.storage.upload(blob);
    return { bytes: fs.statSync(file).size };
  },
  async run() {
    await fal.run("bench/echo", { input });
    return {};
  },
};

const started = milliseconds();
const own = await scenarios[scenario]();
console.log(JSON.stringify({ ...own, seconds: (milliseconds() - started) / 1000 }));
process.exit(0);
