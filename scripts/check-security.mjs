// node scripts/check-security.mjs: holds docs/security.md to the standard and to the tests that it names.
import fs from 'node:fs';
import { at, Refusal, script, tell } from './lib/project.mjs';
import { securityFaults } from './lib/security-page.mjs';

await script(() => {
  const read = (name) => (fs.existsSync(at(name)) ? fs.readFileSync(at(name), 'utf8') : undefined);
  const faults = securityFaults(read('docs/security.md') ?? '', read('scripts/lib/asvs-5.0.txt'), read);
  if (faults.length > 0) throw new Refusal({ en: faults.join('\n'), zh: faults.join('\n') });
  tell({
    en: 'docs/security.md names every line and tests that exist.',
    zh: 'docs/security.md 各行齐全，所列测试均存在。',
  });
});
