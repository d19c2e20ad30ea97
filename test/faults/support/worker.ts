// One process of the service as it is in earnest, but for its clock: that follows the file that the test moves on. Says a line of JSON when it is ready.
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { replaceClock } from '../../../src/clock.js';
import { RedressError } from '../../../src/errors.js';
import { serve } from '../../../src/serve.js';
import { stopRequested } from '../../../src/stop.signals.js';

const [clockFile = '', skew = '0'] = process.argv.slice(2);
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

/** Read anew when it is asked for, but for what is asked in the same moment. */
const rightTime = (() => {
  let [time, readAt] = [0, -Infinity];
  return (): number => {
    if (performance.now() - readAt > 2) {
      time = Number(readFileSync(clockFile, 'utf8'));
      readAt = performance.now();
    }
    return time;
  };
})();
const zoneData = process.env['FAULTS_ZONE_DATA'];
if (zoneData !== undefined) Object.defineProperty(process.versions, 'tz', { value: zoneData });

replaceClock(() => rightTime() + Number(skew));

try {
  const stop = stopRequested();
  const time = { reference: () => Promise.resolve(rightTime()), steady: rightTime };
  const server = await serve((line) => process.stderr.write(`${JSON.stringify(line)}\n`), undefined, time);
  say({ url: server.url });
  await stop;
  await server.close();
} catch (error) {
  say({ codes: error instanceof RedressError ? error.faults.map(({ code }) => code) : [String(error)] });
  process.exitCode = 1;
}
