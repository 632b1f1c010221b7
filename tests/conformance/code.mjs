// What "copy as code" writes: run where there is a program to run it, parsed where there is a parser.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { clientFor, download, execute, folder, key, paint, program, cli, require, serve } from "./harness.mjs";

const codehost = path.join(path.dirname(program), "codehost");
const nasty = {
  quotes: "it's \"quoted\" and `ticked`",
  backslashes: "C:\\new\\table \\u0041 \\(x) \\",
  dollars: "$HOME ${HOME} $(id) #{x} %s {0}",
  lines: "one\ntwo\r\nthree\ttab",
  controls: "\u0000\u0001\u001b\u007f\u0085\u2028\u2029\u202e\ufeff",
  emoji: "👩‍🚀 é 漢字 \u{1F600}",
  script: "</script> <!-- */ // # '''  \"\"\" ]]>",
  empty: "",
  at: "@file",
  space: "  a  ",
};
const values = {
  texts: nasty,
  list: [1, -2, 0.1, 1e-30, 1e300, 9007199254740991, true, false, null, "x", [], {}],
  nested: { a: { b: [{ c: "d" }] } },
  "odd key": 1,
  __proto__x: 2,
  long: Array.from({ length: 40 }, (_, i) => i),
};

let server;
let temporary;
let picture;
before(async () => {
  server = await serve("--key", key);
  temporary = await mkdtemp(path.join(os.tmpdir(), "peregrine-code-"));
  const made = await clientFor(server.base).run("local/paint", { input: paint });
  picture = path.join(temporary, "it's a $HOME \"kite\".png");
  await writeFile(picture, (await download(made.data.images[0].url)).bytes);
});
after(async () => {
  await server?.stop();
  if (temporary) await rm(temporary, { recursive: true });
});

/** Runs a program with a text on its standard input. */
function feed(command, args, text, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) child[name].setEncoding("utf8").on("data", (data) => { output[name] += data; });
    child.once("error", reject);
    child.once("close", (status) => resolve({ status, ...output }));
    child.stdin.end(text);
  });
}

async function write(language, call, request) {
  const { status, stdout, stderr } = await feed(codehost, [language, call], JSON.stringify(request));
  assert.equal(status, 0, stderr);
  assert.ok(!stdout.includes("conformance-secret"));
  return stdout;
}

const environment = { ...process.env, FAL_KEY: key };
let count = 0;

/** The client's packages are beside the file. */
async function runJavaScript(code) {
  const file = path.join(path.resolve(folder), `snippet-${process.pid}-${++count}.mjs`);
  await writeFile(file, code);
  try {
    return await execute("node", [file], { env: environment });
  } finally {
    await rm(file);
  }
}

const runShell = (code) => execute("sh", ["-c", code], { env: environment });

/** A server that only keeps what it is sent. */
async function recorder() {
  const bodies = [];
  let told = () => {};
  const http = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (data) => { body += data; });
    request.on("end", () => {
      bodies.push({ url: request.url, authorization: request.headers.authorization, body });
      response.setHeader("content-type", "application/json");
      response.end("{}");
      told();
    });
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  const arrived = (url) => new Promise((resolve) => {
    told = () => bodies.some((entry) => entry.url === url) && resolve();
    told();
  });
  return { bodies, arrived, base: `http://127.0.0.1:${http.address().port}`, stop: () => { http.closeAllConnections(); http.close(); } };
}

for (const [name, run] of [["curl", runShell], ["javascript", runJavaScript]]) {
  test(`${name}: every text and number arrives as it is`, async () => {
    const seen = await recorder();
    try {
      const code = await write(name, "run", { endpoint: "a/b", base: seen.base, input: values });
      const { status, stderr } = await run(code);
      assert.equal(status, 0, stderr + code);
      assert.equal(seen.bodies.length, 1);
      assert.equal(seen.bodies[0].url, "/fal.run/a/b");
      assert.equal(seen.bodies[0].authorization, `Key ${key}`);
      assert.deepEqual(JSON.parse(seen.bodies[0].body), values);
    } finally {
      seen.stop();
    }
  });

  for (const call of ["subscribe", "run"]) {
    test(`${name}: ${call} gives the model's picture`, async () => {
      const expected = await clientFor(server.base).run("local/paint", { input: paint });
      const code = await write(name, call, { endpoint: "local/paint", base: server.base, input: paint });
      const { status, stdout, stderr } = await run(code);
      assert.equal(status, 0, stderr + code);
      const url = /http:[^"'\s]*\/files\/[^"'\s]*/.exec(stdout);
      assert.ok(url, stdout + stderr);
      const [a, b] = await Promise.all([download(url[0]), download(expected.data.images[0].url)]);
      assert.ok(a.bytes.equals(b.bytes));
    });
  }

  test(`${name}: submit gives a request id, and the webhook comes`, async () => {
    const seen = await recorder();
    try {
      const hook = "/hook?a=1&b=%272%27";
      const code = await write(name, "submit", {
        endpoint: "local/paint", base: server.base, input: paint, webhook: seen.base + hook,
      });
      const { status, stdout, stderr } = await run(code);
      assert.equal(status, 0, stderr + code);
      const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(stdout);
      assert.ok(id, stdout);
      await seen.arrived(hook);
      assert.equal(JSON.parse(seen.bodies[0].body).request_id, id[0]);
    } finally {
      seen.stop();
    }
  });

  test(`${name}: stream gives events`, async () => {
    const code = await write(name, "stream", { endpoint: "local/describe", base: server.base, input: { image_url: "" }, files: { "/image_url": picture } });
    const { status, stdout, stderr } = await run(code);
    assert.equal(status, 0, stderr + code);
    assert.match(stdout, /output/);
  });

  test(`${name}: a file goes up first`, async () => {
    const code = await write(name, "subscribe", {
      endpoint: "local/describe", base: server.base, input: { detail: "brief" }, files: { "/image_url": picture },
    });
    const { status, stdout, stderr } = await run(code);
    assert.equal(status, 0, stderr + code);
    assert.match(stdout, /width"?: ?192/);
  });
}

test("curl: a refused submit is told", async () => {
  const code = await write("curl", "subscribe", { endpoint: "local/nothing", base: server.base, input: {} });
  const { stderr } = await runShell(code);
  assert.match(stderr, /not found/);
});

test("peregrine-cli: the inputs arrive as they are", async () => {
  const seen = await recorder();
  const data = path.join(temporary, "data");
  try {
    const code = await write("peregrine-cli", "run", { endpoint: "a/b", base: seen.base, input: values });
    const directory = path.dirname(path.resolve(cli));
    const { stderr } = await execute("sh", ["-c", code], {
      env: { ...environment, PATH: `${directory}:${process.env.PATH}`, PEREGRINE_DATA_DIR: data },
    });
    const run = seen.bodies.find((entry) => entry.url === "/fal.run/a/b");
    assert.ok(run, stderr + code);
    assert.deepEqual(JSON.parse(run.body), values);
  } finally {
    seen.stop();
  }
});

// A module of fal_client's names that tells what it is called with.
const stub = `
import json
def _tell(name, args, kwargs):
    kwargs = {key: value for key, value in kwargs.items() if not callable(value)}
    print(json.dumps([name, args, kwargs]))
class InProgress: pass
class _Handle:
    request_id = "id"
class _Connection:
    def __enter__(self): return self
    def __exit__(self, *_): return False
    def send(self, value): _tell("send", [value], {})
    def recv(self): return {}
def _call(name, answer):
    def call(*args, **kwargs):
        _tell(name, args, kwargs)
        return answer
    return call
run = _call("run", {})
subscribe = _call("subscribe", {})
submit = _call("submit", _Handle())
stream = _call("stream", [])
realtime = _call("realtime", _Connection())
upload_file = _call("upload_file", "https://v3.fal.media/files/a/b.png")
`;

for (const call of ["run", "subscribe", "submit", "stream", "realtime"]) {
  test(`Python: ${call} calls fal_client`, async () => {
    await writeFile(path.join(temporary, "fal_client.py"), stub);
    const code = await write("python", call, {
      endpoint: "a/b", input: values, files: { "/nested/a/b/0/c": picture }, webhook: "https://me.example/'hook'",
    });
    const { status, stdout, stderr } = await feed("python3", ["-"], code, { env: { ...process.env, PYTHONPATH: temporary, PYTHONIOENCODING: "utf-8" } });
    assert.equal(status, 0, stderr + code);
    const calls = stdout.split("\n").filter((line) => line.startsWith("[")).map((line) => JSON.parse(line));
    assert.deepEqual(calls[0], ["upload_file", [picture], {}]);
    const expected = structuredClone(values);
    expected.nested.a.b[0].c = "https://v3.fal.media/files/a/b.png";
    const [name, args, named] = calls.at(-1);
    if (call === "realtime") {
      assert.deepEqual(calls[1], ["realtime", ["a/b"], {}]);
      assert.deepEqual([name, args], ["send", [expected]]);
    } else {
      assert.deepEqual([name, args], [call, ["a/b"]]);
      assert.deepEqual(named.arguments, expected);
      assert.equal(named.webhook_url, call === "submit" ? "https://me.example/'hook'" : undefined);
    }
  });
}

const { Language, Parser } = require("web-tree-sitter");
const grammars = path.dirname(require.resolve("tree-sitter-wasms/package.json"));
let ready;
for (const language of ["swift", "kotlin", "java", "dart", "python", "javascript"]) {
  test(`${language}: every call is well-formed`, async () => {
    ready ??= Parser.init();
    await ready;
    const parser = new Parser();
    parser.setLanguage(await Language.load(path.join(grammars, `out/tree-sitter-${language}.wasm`)));
    for (const call of ["run", "subscribe", "submit", "stream", "realtime"]) {
      for (const base of call === "run" ? ["fal", "http://127.0.0.1:7860", "proxy:https://team.example/api/fal/proxy"] : ["fal"]) {
        const code = await write(language, call, {
          endpoint: "fal-ai/flux/dev", base, input: { ...values, big: 9007199254740991 }, files: { "/image_url": picture, "/list/0": picture }, webhook: "https://me.example/hook",
        });
        const tree = parser.parse(code);
        assert.ok(!tree.rootNode.hasError, code);
        tree.delete();
      }
    }
    parser.delete();
  });
}
