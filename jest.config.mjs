/** Unit tests stand beside their files in src/; what needs files, a browser or several parts stands in test/. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testSequencer: '<rootDir>/test/support/slow-first.ts',
  globalSetup: '<rootDir>/test/db/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/db/support/global-teardown.mjs',
  // The long run takes twenty times as many random cases.
  testTimeout: process.env['REDRESS_LONG'] === undefined ? 60_000 : 1_800_000,
};
