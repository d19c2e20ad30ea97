import { describe, expect, it } from '@jest/globals';
import { SilentHosts } from './silent-hosts.js';

const on = (destination: string, host = 'a:443') => ({ host, destination });
const crm = on('crm');

/** So many messages to it that nobody answered, the last one at 0 s. */
function silentFor(messages: number, hosts = new SilentHosts()): SilentHosts {
  for (let n = 0; n < messages; n++) hosts.noteSilence(crm, 0);
  return hosts;
}

describe('a host that says nothing', () => {
  it('is asked until four messages in a row had no answer, whichever of its destinations they were for', () => {
    const hosts = silentFor(3);
    expect(hosts.mayAsk(crm, 0)).toBe(true);
    hosts.noteSilence(on('erp'), 0);
    expect([crm, on('erp'), on('new')].map((one) => hosts.mayAsk(one, 0))).toEqual([false, false, false]);
  });

  it('is asked by one message every half minute, however long that one waits', () => {
    const hosts = silentFor(4);
    const asked: number[] = [];
    for (let second = 1; second <= 100; second++) {
      if (hosts.mayAsk(crm, second * 1_000)) asked.push(second);
      if (asked.includes(second - 15)) hosts.noteSilence(crm, second * 1_000);
    }
    expect(asked).toEqual([30, 60, 90]);
  });

  it('is asked by all again as soon as it answers', () => {
    const hosts = silentFor(9);
    expect(hosts.mayAsk(crm, 30_000)).toBe(true);
    hosts.noteAnswer(crm);
    expect([1, 2, 3].map(() => hosts.mayAsk(crm, 30_001))).toEqual([true, true, true]);
  });

  it('counts anew after an answer', () => {
    const hosts = silentFor(3);
    hosts.noteAnswer(crm);
    hosts.noteSilence(crm, 0);
    expect(hosts.mayAsk(crm, 0)).toBe(true);
  });

  it('is asked for a destination that answered last, until that one is silent too', () => {
    const hosts = new SilentHosts();
    hosts.noteAnswer(on('well'));
    silentFor(9, hosts);
    expect([1, 2].map(() => hosts.mayAsk(on('well'), 0))).toEqual([true, true]);
    expect(hosts.mayAsk(crm, 0)).toBe(false);
    hosts.noteSilence(on('well'), 0);
    expect(hosts.mayAsk(on('well'), 0)).toBe(false);
  });

  it('keeps nobody from another host', () => {
    expect(silentFor(9).mayAsk(on('other', 'b:443'), 0)).toBe(true);
  });
});
