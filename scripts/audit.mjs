// node scripts/audit.mjs [--offline]: writes what is installed at run time to out/sbom.json (CycloneDX), held to the lock, and asks the registry what is
// known against it. Fails on what is grave; a registry that gives no answer is told, and is no failure.
import fs from 'node:fs';
import { spawnSync } from 'node:child_process';
import { auditLines, bomFaults, tidyBom } from './lib/bom.mjs';
import { npmCommand } from './lib/install.mjs';
import { at, Refusal, script, tell } from './lib/project.mjs';

const patience = 60_000;

await script((args) => {
  writeBom();
  return args.includes('--offline') ? 0 : audit();
});

function writeBom() {
  const { stdout, status } = npm('sbom', '--sbom-format=cyclonedx', '--package-lock-only');
  if (status !== 0)
    throw new Refusal({
      en: 'npm could not list the packages ("npm sbom"): npm 10 or newer is needed, and a sound package-lock.json.',
      zh: 'npm 无法列出依赖包（“npm sbom”）：需要 npm 10 或更新版本，且 package-lock.json 须完好。',
    });
  const read = (name) => JSON.parse(fs.readFileSync(at(name), 'utf8'));
  const lock = read('package-lock.json');
  const bom = tidyBom(JSON.parse(stdout), read('package.json'), lock);
  const faults = bomFaults(bom, lock);
  if (faults.length > 0) throw new Refusal({ en: faults.join('\n'), zh: faults.join('\n') });
  fs.mkdirSync(at('out'), { recursive: true });
  fs.writeFileSync(at('out/sbom.json'), `${JSON.stringify(bom, null, 2)}\n`);
  const count = bom.components.length;
  tell({
    en: `out/sbom.json: ${count} packages, as in the lock`,
    zh: `out/sbom.json：${count} 个依赖包，与锁定文件一致`,
  });
}

function audit() {
  const found = auditLines(npm('audit', '--omit=dev', '--json').stdout);
  if (found === undefined) {
    tell({
      en: 'Known faults of packages: not asked, the registry gives no answer here.',
      zh: '依赖包已知漏洞：未查询，此处软件源不提供该服务。',
    });
    return 0;
  }
  for (const line of found.lines) tell({ en: line, zh: line });
  const count = found.lines.length;
  tell({ en: `Known faults of packages: ${count}`, zh: `依赖包已知漏洞：${count} 项` });
  return found.isGrave ? 1 : 0;
}

function npm(...args) {
  const [program, all] = npmCommand([...args, '--loglevel=error']);
  return spawnSync(program, all, { cwd: at(), encoding: 'utf8', maxBuffer: 100_000_000, timeout: patience });
}
