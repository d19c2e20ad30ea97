import { expect, it } from '@jest/globals';
import { originOf } from './oidc-origin.js';

it.each([
  ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['localhost', 'http://localhost'],
  ['[::1]:8080', 'http://[::1]:8080'],
  ['Redress.Example.org', 'https://redress.example.org'],
  ['10.0.0.1:8443', 'https://10.0.0.1:8443'],
  ['localhost.example.org', 'https://localhost.example.org'],
])('a browser finds us by %s at %s', (host, origin) => {
  expect(originOf(host)).toBe(origin);
});
