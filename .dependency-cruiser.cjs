/** The dependency rules of docs/architecture.md, held by `npm run check`. */

const spec = '\\.spec\\.ts$';
/** A pure file has one dot in its name; two dots touch the world. Entry points and configuration touch it by nature. */
const pure = '^src/[^.]+\\.ts$';
const shells = ['^src/(main|config|project|serve|server)\\.ts$', '^src/cli/'];

/** Only `path` may import a package: the rest of the project uses it through that door. */
const door = (name, dependency, path) => ({
  name: `one-door-to-${name}`,
  comment: `${name} is used through ${path} only.`,
  severity: 'error',
  from: { path: '^src/', pathNot: path },
  to: { path: `(^|/)node_modules/${dependency}/` },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'A cycle hides who depends on whom, and breaks decorators at load.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'rules-stand-alone',
      comment: 'src/rules judges without the rest of the project: of ours it knows errors.ts alone.',
      severity: 'error',
      from: { path: '^src/rules/', pathNot: spec },
      to: { path: '^(src|test|scripts)/', pathNot: ['^src/rules/', '^src/errors\\.ts$'] },
    },
    {
      name: 'rules-touch-nothing',
      comment: 'src/rules is pure: of Node.js it may only take hashes.',
      severity: 'error',
      from: { path: '^src/rules/', pathNot: spec },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'rules-know-no-framework',
      severity: 'error',
      from: { path: '^src/rules/' },
      to: { path: '(^|/)node_modules/(@nestjs|puppeteer|typeorm|pg|handlebars|commander)' },
    },
    {
      name: 'pure-files-touch-nothing',
      comment: 'A file with one dot in its name is pure: no files, network, processes or browser.',
      severity: 'error',
      from: { path: pure, pathNot: [spec, ...shells] },
      to: {
        path: '^(node:)?(fs|fs/promises|net|http|https|http2|tls|dgram|dns|child_process|worker_threads|sqlite)$|node_modules/puppeteer',
      },
    },
    {
      name: 'pure-files-import-pure-files',
      comment: 'Otherwise a pure file touches the world through another.',
      severity: 'error',
      from: { path: pure, pathNot: [spec, ...shells] },
      to: { path: '^src/[^.]+\\.[^.]+\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'reports-are-for-the-edges',
      comment: 'Only the command line and the reports module print.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/reports/', '^src/cli/', '^src/modules/reports/'] },
      to: { path: '^src/reports/' },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'production-needs-no-development-package',
      severity: 'error',
      from: { path: '^src/', pathNot: spec },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'one-door-out',
      comment:
        'Connections out are opened by src/outgoing alone. Others listen, look at the form of an address, or know the types.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: [
          spec,
          '^src/outgoing/',
          '^src/http/(shell\\.adapter|proxies\\.filter)\\.ts$',
          '^src/config\\.ts$',
          '^src/store/embedded/free\\.port\\.ts$',
        ],
      },
      to: {
        path: '^(node:)?(net|tls|http|https|http2|dgram|dns|dns/promises)$|(^|/)node_modules/(undici|axios|got|node-fetch|ws)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    door('json-rules-engine', 'json-rules-engine', '^src/rules/conditions/engine\\.ts$'),
    door('yaml', 'yaml', '^src/rules/yaml/read-yaml\\.ts$'),
    door('openid-client', 'openid-client', '^src/modules/identity/oidc-(client\\.service|provider-error)\\.ts$'),
    door('otplib', 'otplib', '^src/modules/identity/totp(\\.spec)?\\.ts$'),
    door('handlebars', 'handlebars', '^src/(reports/audit-html\\.renderer|modules/notices/mail-text)\\.ts$'),
    door('pg-boss', 'pg-boss', '^src/jobs/'),
    door('nodemailer', 'nodemailer', '^src/outgoing/mail\\.sender\\.ts$'),
    door('puppeteer', 'puppeteer-core', '^src/reports/printing/pdf\\.printer\\.ts$'),
    door(
      'prom-client',
      'prom-client',
      '^src/(telemetry/process\\.counters|modules/operations/metrics\\.service)\\.ts$',
    ),
    door('opentelemetry', '@opentelemetry', '^src/telemetry/spans\\.tracer\\.ts$'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
