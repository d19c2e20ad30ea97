import { describe, expect, it } from '@jest/globals';
import { randomBytes } from '../../random.js';
import { uuid } from './keep-events.js';
import { complaintIdOf } from './complaint-id.js';

const form = (version: number): RegExp =>
  new RegExp(`^[0-9a-f]{8}-[0-9a-f]{4}-${version}[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`);

describe('ids', () => {
  it('that are drawn are UUIDs of version 4, none twice', () => {
    const ids = Array.from({ length: 1_000 }, () => uuid(randomBytes));
    expect(ids.filter((id) => !form(4).test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(1_000);
  });

  it('of complaints are UUIDs of version 8 that follow from source and reference', () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => complaintIdOf('helpdesk', `R-${n}`));
    expect(ids.filter((id) => !form(8).test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(1_000);
    expect(complaintIdOf('helpdesk', 'R-1')).toBe('672cf66f-d7f0-8515-945a-dab1e63d1632');
  });

  it.each<[string, string, string, string]>([
    ['a', 'bc', 'ab', 'c'],
    ['1:a', 'b', '1', 'a:b'],
    ['', 'ab', 'a', 'b'],
    ['投', '诉', '', '投诉'],
  ])('of complaints keep apart source %j, reference %j and source %j, reference %j', (s, r, source, reference) => {
    expect(complaintIdOf(s, r)).not.toBe(complaintIdOf(source, reference));
  });
});
