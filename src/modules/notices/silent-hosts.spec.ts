import { describe, expect, it } from '@jest/globals';
import { SilentHosts } from './silent-hosts.js';

/** So many messages to it that nobody answered, the last one at 0 s. */
function silentFor(messages: number): SilentHosts {
  const hosts = new SilentHosts();
  for (let n = 0; n < messages; n++) hosts.noteSilence('a:443', 0);
  return hosts;
}

describe('a host that says nothing', () => {
  it('is asked until four messages in a row had no answer', () => {
    expect(silentFor(3).mayAsk('a:443', 0)).toBe(true);
    expect(silentFor(4).mayAsk('a:443', 0)).toBe(false);
  });

  it('is asked by one message after each half minute', () => {
    const hosts = silentFor(4);
    const asked = [29, 30, 30, 59, 60].map((second) => hosts.mayAsk('a:443', second * 1_000));
    expect(asked).toEqual([false, true, false, false, true]);
  });

  it('is asked by all again as soon as it answers', () => {
    const hosts = silentFor(9);
    expect(hosts.mayAsk('a:443', 30_000)).toBe(true);
    hosts.noteAnswer('a:443');
    expect([1, 2, 3].map(() => hosts.mayAsk('a:443', 30_001))).toEqual([true, true, true]);
  });

  it('counts anew after an answer', () => {
    const hosts = silentFor(3);
    hosts.noteAnswer('a:443');
    hosts.noteSilence('a:443', 0);
    expect(hosts.mayAsk('a:443', 0)).toBe(true);
  });

  it('keeps nobody from another host', () => {
    expect(silentFor(9).mayAsk('b:443', 0)).toBe(true);
  });
});
