import { describe, expect, it } from '@jest/globals';
import type { Fault, RedressError } from '../errors.js';
import { outgoingFault } from './outgoing-errors.js';
import { heardIn, sendingError } from './sending-errors.js';

const name = 'crm';
const host = 'crm.example';
const faultOf = (error: RedressError): Fault | undefined => error.faults[0];

describe('a message that did not go', () => {
  it.each([
    ['a host that takes its time', outgoingFault('outgoing.too_slow', { name, host, seconds: 15 }), 'silence'],
    ['a host that is not there', outgoingFault('outgoing.unreachable', { name, host, reason: 'ETIMEDOUT' }), 'silence'],
    ['a mail server without a word', faultOf(sendingError('sending.mail_silent', { name })), 'silence'],
    ['an error of the host', faultOf(sendingError('sending.refused', { name, status: 500 })), 'answer'],
    ['a mail server that is busy', faultOf(sendingError('sending.mail_failed', { name, reason: '451' })), 'answer'],
    ['an address that is refused', faultOf(sendingError('sending.mail_refused', { name, reason: '550' })), 'answer'],
    [
      'a mail server that breaks off',
      faultOf(sendingError('sending.mail_failed', { name, reason: 'ESOCKET' })),
      undefined,
    ],
    ['a port that is closed', outgoingFault('outgoing.unreachable', { name, host, reason: 'ECONNREFUSED' }), undefined],
    ['an account without an address', faultOf(sendingError('sending.no_address')), undefined],
    ['anything else', undefined, undefined],
  ])('because of %s tells of the other end what it may', (_, fault, heard) => {
    expect(heardIn(fault)).toBe(heard);
  });
});
