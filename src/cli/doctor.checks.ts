import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { now } from '../clock.js';
import type { Config } from '../config.js';
import type { Text } from '../errors.js';
import { projectFolder } from '../project.js';
import { covers } from '../reports/printing/coverage.js';
import { withPrinter, type PdfPrinter } from '../reports/printing/pdf.printer.js';
import { checkDatabase, checkPort } from './doctor.database.js';
import { checkDestinations } from './doctor.destinations.js';
import { checkPolicies } from './doctor.policies.js';
import { diskFinding, fine, nodeFinding, refusalFinding, type Finding } from './doctor.js';

/** One look at the machine; several findings where it has several objects. */
export type Check = () => Promise<readonly Finding[]> | readonly Finding[];

/** Everything that the doctor looks at, in the order in which it tells it. */
export function checks(config: Config, policies: string): readonly Check[] {
  return [
    () => [nodeFinding(process.versions.node)],
    () => checkDisks(config),
    checkZones,
    () => checkPolicies(policies),
    () => checkOutput(join(projectFolder, 'out')),
    () => checkDatabase(config),
    checkPort,
    checkDestinations,
    () => checkPrinting(config),
  ];
}

async function checkDisks({ cache, data, databaseUrl }: Config): Promise<readonly Finding[]> {
  const places: readonly (readonly [Text, string])[] = [
    [{ en: 'project', zh: '项目目录' }, projectFolder],
    [{ en: 'temporary files', zh: '临时文件' }, tmpdir()],
    [{ en: 'cache', zh: '缓存' }, cache],
    ...(databaseUrl === undefined ? [[{ en: 'database', zh: '数据库' }, data] as const] : []),
  ];
  return Promise.all(
    places.map(async ([purpose, folder]) => {
      const { bavail, bsize } = await statfs(await nearestFolder(folder));
      return diskFinding(purpose, folder, (bavail * bsize) / 1_000_000);
    }),
  );
}

/** Local times at which clocks were changed, which old or cut-down zone data gets wrong. */
const transitions = [
  { zone: 'Europe/London', before: '2026-03-29T00:59:00Z', offsets: ['+00:00', '+01:00'] },
  { zone: 'Asia/Shanghai', before: '1991-04-13T17:59:00Z', offsets: ['+08:00', '+09:00'] },
  { zone: 'America/New_York', before: '2007-03-11T06:59:00Z', offsets: ['-05:00', '-04:00'] },
] as const;

function checkZones(): readonly Finding[] {
  const version = process.versions['tz'] ?? '?';
  const wrong = transitions.filter(({ zone, before, offsets }) => {
    const start = Temporal.Instant.from(before).toZonedDateTimeISO(zone);
    return start.offset !== offsets[0] || start.add({ minutes: 1 }).offset !== offsets[1];
  });
  if (wrong.length === 0) return [fine(`time-zone data ${version}`, `时区数据 ${version}`)];
  const zones = wrong.map(({ zone }) => zone).join(', ');
  return [
    {
      mark: '✗',
      text: { en: `time-zone data ${version} is wrong for ${zones}`, zh: `时区数据 ${version} 有误：${zones}` },
      remedy: {
        en: 'use the Node.js that comes with Redress ("npx redress"), and unset ICU settings such as NODE_ICU_DATA',
        zh: '请使用 Redress 自带的 Node.js（“npx redress”），并取消 NODE_ICU_DATA 等 ICU 设置',
      },
    },
  ];
}

async function checkOutput(folder: string): Promise<readonly Finding[]> {
  const place = await nearestFolder(folder);
  const probe = join(place, `.redress-${randomUUID()}`);
  try {
    await writeFile(probe, '');
    return [fine(`results can be written to ${folder}`, `结果可写入 ${folder}`)];
  } catch {
    return [
      {
        mark: '✗',
        text: { en: `${folder} cannot be written`, zh: `${folder} 无法写入` },
        remedy: { en: 'change its permissions or its owner', zh: '请更改其权限或所有者' },
      },
    ];
  } finally {
    await rm(probe, { force: true });
  }
}

async function checkPrinting(config: Config): Promise<readonly Finding[]> {
  try {
    return await withPrinter({ cache: config.cache, executable: config.chrome }, async (printer) => [
      fontFinding(printer),
      await pageFinding(printer),
    ]);
  } catch (error) {
    return [refusalFinding(error, { en: 'typefaces and printing', zh: '字体与打印' })];
  }
}

/** Everyday characters, then three that only the second typeface has. */
const probe = 'Redress — 投诉合规 ‹›…“” 㛃𬭎䶮';

function fontFinding({ fonts }: PdfPrinter): Finding {
  const missing = [...probe].filter((character) => !covers(fonts.coverage, character.codePointAt(0) ?? 0));
  if (missing.length === 0) return fine('typefaces unpacked', '字体已就绪');
  const list = missing.join(' ');
  return {
    mark: '✗',
    text: { en: `typefaces lack ${list}`, zh: `字体缺少 ${list}` },
    remedy: {
      en: 'delete the cache folder and run this again; if it stays, install the dependencies again with "npm ci"',
      zh: '请删除缓存目录后重试；若仍存在，请用“npm ci”重新安装依赖',
    },
  };
}

async function pageFinding(printer: PdfPrinter): Promise<Finding> {
  const pdf = await printer.print(`<!doctype html><html lang="zh"><title>Redress</title><p>${probe}</p></html>`, now());
  const { browser } = printer;
  if (!/\/Count 1\b/.test(pdf.toString('latin1')))
    return {
      mark: '✗',
      text: { en: `${browser} did not print one page`, zh: `${browser} 未能打印单页` },
      remedy: { en: 'name another browser in REDRESS_CHROME', zh: '请用 REDRESS_CHROME 指定其他浏览器' },
    };
  if (printer.sandbox === 'full')
    return fine(`printing works (${browser}, in its sandbox)`, `打印正常（${browser}，沙箱内）`);
  return {
    mark: '!',
    text: { en: `printing works (${browser}), but without its sandbox`, zh: `打印正常（${browser}），但未启用沙箱` },
    remedy: {
      en: 'run as a user other than root, or allow user namespaces',
      zh: '请以非 root 用户运行，或允许用户命名空间',
    },
  };
}

async function nearestFolder(folder: string): Promise<string> {
  const exists = await access(folder, constants.F_OK).then(
    () => true,
    () => false,
  );
  return exists || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}
