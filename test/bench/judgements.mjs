// Judgements over HTTP, asked by a load generator on the same machine:
// node_modules/.bin/node test/bench/judgements.mjs [SECONDS] [CONNECTIONS]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { ensureBuilt } from '../../scripts/lib/build.mjs';
import { at } from '../../scripts/lib/project.mjs';

/** Complaints of a store: some open, some closed late, some of which little is known. */
const questions = [
  [
    { observes: 'everything', facts: { channel: 'web', category: 'product-quality', urgency: 'normal' } },
    { received: '2026-10-12T09:00+08:00', acknowledged: '2026-10-12T15:00+08:00', closed: '2026-10-25' },
  ],
  [
    {
      observes: ['received', 'accepted', 'closed'],
      facts: { channel: 'regulator', complained_to: 'market-regulator' },
    },
    { received: '2026-02-12', accepted: '2026-02-24', closed: '2026-05-06' },
  ],
  [
    { observes: 'everything', facts: { complainant_name: '李春', channel: 'telephone', urgency: 'urgent' } },
    { received: '2026-11-19T10:00+08:00', 'first-response-given': '2026-11-19T10:20+08:00' },
  ],
  [
    { observes: ['received', 'responded'], facts: { jurisdiction: 'cn' } },
    { received: '2026-09-30T17:59+08:00', responded: '2026-10-09T09:00+08:00' },
  ],
].map(([question, events]) =>
  JSON.stringify({ ...question, events: Object.entries(events).map(([type, time]) => ({ type, at: time })) }),
);

/** Starts the service as people do, on a database of its own; gives its address, its token and how to stop it. */
async function start() {
  await ensureBuilt();
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'redress-bench-'));
  fs.chmodSync(data, 0o755);
  const log = fs.openSync(path.join(data, 'log'), 'w');
  const env = { ...process.env, REDRESS_DATA: data, PORT: '0', REDRESS_RATE_LIMIT: '100000000', LANG: 'C', LC_ALL: '' };
  const child = spawn(process.execPath, [at('dist/src/cli/main.js'), 'serve'], { env, stdio: ['ignore', log, 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  while (!/Ctrl-C/.test(said)) {
    if (child.exitCode !== null) throw new Error(said);
    await sleep(50);
  }
  const stop = async () => {
    child.kill('SIGINT');
    if (child.exitCode === null) await once(child, 'exit');
    fs.rmSync(data, { recursive: true, force: true });
  };
  return {
    url: /http:\/\/\S+/.exec(said)[0],
    token: /token\S* of this start:\s+(\S+)/i.exec(said)[1],
    pid: child.pid,
    stop,
  };
}

/** Milliseconds of the processor that a process has used; where the system does not tell, none. */
function processorOf(pid) {
  try {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

const [seconds = 10, connections = 50] = process.argv.slice(2).map(Number);
const server = await start();
try {
  const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
  const load = (extent) =>
    autocannon({
      url: `${server.url}/api/judgements`,
      connections,
      ...extent,
      requests: questions.map((body) => ({ method: 'POST', headers, body })),
    });
  // Code that has run some thousand times is compiled; a service that has run for a minute is measured, not its first seconds.
  await load({ amount: 10_000 });
  const before = processorOf(server.pid);
  const { requests, latency, non2xx, errors } = await load({ duration: seconds });
  const each = (processorOf(server.pid) - before) / requests.total;
  if (non2xx + errors > 0) throw new Error(`${non2xx} answers were refusals, ${errors} failed`);
  console.log(
    `POST /api/judgements, ${connections} connections, ${seconds} s: ${Math.round(requests.average)}/s, p50 ${latency.p50} ms, ` +
      `p99 ${latency.p99} ms, ${each.toFixed(2)} ms of the processor each`,
  );
} finally {
  await server.stop();
}
