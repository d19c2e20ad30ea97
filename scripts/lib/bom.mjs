/**
 * What npm writes of all packages (CycloneDX), cut down to those at run time: npm's own "--omit=dev" leaves out every package that a tool needs
 * too. The same for the same lock wherever it is made: no time, no folder, no address of a registry, in the order of names.
 */
export function tidyBom(bom, manifest, lock) {
  const { serialNumber: _, ...rest } = bom;
  const { timestamp: __, ...metadata } = bom.metadata;
  const wanted = runtimePackages(lock);
  const components = bom.components
    .filter(({ name, version }) => wanted.has(`${name}@${version}`))
    .map(withoutAddresses)
    .sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const kept = new Set([metadata.component['bom-ref'], ...components.map((one) => one['bom-ref'])]);
  const dependencies = (bom.dependencies ?? [])
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: (dependsOn ?? []).filter((other) => kept.has(other)).sort() }))
    .sort((a, b) => (a.ref < b.ref ? -1 : 1));
  const component = { ...withoutAddresses(metadata.component), type: 'application', name: manifest.name };
  return {
    ...rest,
    metadata: { ...metadata, tools: [{ vendor: 'npm', name: 'cli' }], component },
    components,
    dependencies,
  };
}

/** Name and version of what is installed without the tools of development, on any platform, with its digest. */
function runtimePackages(lock) {
  return new Map(
    Object.entries(lock.packages)
      .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && !entry.link)
      .map(([path, { name, version, integrity }]) => [
        `${name ?? path.replace(/^.*node_modules\//, '')}@${version}`,
        integrity === undefined ? undefined : Buffer.from(integrity.replace(/^sha512-/, ''), 'base64').toString('hex'),
      ]),
  );
}

function withoutAddresses(component) {
  return Object.fromEntries(Object.entries(component).filter(([key]) => key !== 'externalReferences'));
}

/** Where the list and the lock differ: packages at run time, their versions and digests, both ways. */
export function bomFaults(bom, lock) {
  const wanted = runtimePackages(lock);
  const listed = new Map(
    bom.components.map((one) => [
      `${one.name}@${one.version}`,
      one.hashes?.find(({ alg }) => alg === 'SHA-512')?.content,
    ]),
  );
  return [
    ...[...wanted.keys()]
      .filter((name) => !listed.has(name))
      .map((name) => `${name} is in the lock and not in the list`),
    ...[...listed.keys()]
      .filter((name) => !wanted.has(name))
      .map((name) => `${name} is in the list and not in the lock`),
    ...[...wanted]
      .filter(([name, digest]) => listed.has(name) && listed.get(name) !== digest)
      .map(([name]) => `${name} has another digest than in the lock`),
  ];
}

const grave = ['high', 'critical'];

/** What the registry knows against the packages at run time: a line each, and whether one of them is grave. Undefined where it gave no answer. */
export function auditLines(answer) {
  const found = parsed(answer);
  if (found?.auditReportVersion === undefined || typeof found.vulnerabilities !== 'object') return undefined;
  const all = Object.values(found.vulnerabilities).map(({ name, severity, range, via }) => {
    const titles = (via ?? []).flatMap((one) => (typeof one === 'object' ? [one.title] : []));
    return { severity, line: `${severity}: ${name} ${range} ${titles.join('; ')}`.trimEnd() };
  });
  return { lines: all.map(({ line }) => line), isGrave: all.some(({ severity }) => grave.includes(severity)) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
