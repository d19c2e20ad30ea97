import { describe, RedressError, type Language, type Text } from '../errors.js';

/** What one look at the machine found: fine, worth knowing, or in the way of the work. */
export interface Finding {
  readonly mark: '✓' | '!' | '✗';
  readonly text: Text;
  /** What to do, where something is to be done. */
  readonly remedy?: Text;
}

/** A finding that asks for nothing to be done. */
export function fine(en: string, zh: string): Finding {
  return { mark: '✓', text: { en, zh } };
}

/** One line. */
export function findingLine({ mark, text, remedy }: Finding, language: Language): string {
  const advice = remedy === undefined ? '' : ` → ${remedy[language]}`;
  return `${mark} ${text[language]}${advice}`;
}

/** A refusal as a finding; its own words tell the remedy. Throws what is no refusal on. */
export function refusalFinding(error: unknown, subject: Text): Finding {
  if (!(error instanceof RedressError)) throw error;
  const words = (language: Language): string => {
    const [first, ...others] = error.faults.map((fault) => describe(fault, language).replace(/\s*\n\s*/g, ': '));
    const more = { en: ` (and ${others.length} more)`, zh: `（另有 ${others.length} 处）` }[language];
    return `${first ?? ''}${others.length === 0 ? '' : more}`;
  };
  return { mark: '✗', text: subject, remedy: { en: words('en'), zh: words('zh') } };
}

export const neededNode = 26;

/** Whether this Node.js is new enough. */
export function nodeFinding(version: string): Finding {
  if (Number.parseInt(version, 10) >= neededNode) return fine(`Node.js ${version}`, `Node.js ${version}`);
  return {
    mark: '✗',
    text: { en: `Node.js ${version} is too old`, zh: `Node.js ${version} 版本过低` },
    remedy: {
      en: 'run Redress through "npx redress", which brings Node.js 26 with it; if that fails, run "npm ci --include=optional"',
      zh: '请通过“npx redress”运行（自带 Node.js 26）；若失败，请执行“npm ci --include=optional”',
    },
  };
}

const tooLittle = 300;
const scarce = 1_000;

/** Whether a folder has room: in the way under 300 MB (browser and typefaces take 250), a warning under 1 GB. */
export function diskFinding(purpose: Text, folder: string, freeMegabytes: number): Finding {
  const free = freeMegabytes >= 1_000 ? `${(freeMegabytes / 1_000).toFixed(1)} GB` : `${Math.floor(freeMegabytes)} MB`;
  const text = { en: `${purpose.en}: ${free} free in ${folder}`, zh: `${purpose.zh}：${folder} 剩余 ${free}` };
  if (freeMegabytes >= scarce) return { mark: '✓', text };
  return {
    mark: freeMegabytes < tooLittle ? '✗' : '!',
    text,
    remedy: {
      en: 'free some space, or choose another disk (REDRESS_CACHE for the cache, TMPDIR for temporary files)',
      zh: '请释放空间，或改用其他磁盘（缓存用 REDRESS_CACHE，临时文件用 TMPDIR）',
    },
  };
}

const warnDays = 90;

/** How far a calendar is published, seen from today. `left` counts days; undefined for a calendar without an end. */
export function horizonFinding(calendar: string, through: string | undefined, left: number | undefined): Finding {
  if (through === undefined || left === undefined)
    return fine(`calendar ${calendar}: no end`, `日历 ${calendar}：无截止日`);
  if (left >= warnDays)
    return fine(`calendar ${calendar}: published through ${through}`, `日历 ${calendar}：已公布至 ${through}`);
  const [en, zh] =
    left < 0
      ? [`ended on ${through}: every later date is provisional`, `已于 ${through} 到期，此后日期均为暂定`]
      : [`ends on ${through}, in ${left} days`, `将于 ${through} 到期，还剩 ${left} 天`];
  return {
    mark: '!',
    text: { en: `calendar ${calendar} ${en}`, zh: `日历 ${calendar} ${zh}` },
    remedy: {
      en: `add the days that have been published since to policies/calendars/${calendar}.yaml`,
      zh: `请将新公布的日期补入 policies/calendars/${calendar}.yaml`,
    },
  };
}
