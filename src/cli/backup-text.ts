import { leftOut } from '../backup/left-out.js';
import type { Manifest } from '../backup/manifest.js';
import type { RestoredFound } from '../backup/restored.checker.js';
import type { Text } from '../errors.js';
import { formatCount } from '../reports/texts/numbers.js';

export interface Written {
  readonly file: string;
  readonly isEncrypted: boolean;
  readonly withFiles: boolean;
}

/** What a backup holds, what it does not, and how it is to be kept. */
export function backupTexts(manifest: Manifest, { file, isEncrypted, withFiles }: Written): readonly Text[] {
  const kept = contentText(manifest);
  const left = manifest.leftOut.filter(({ rows, name }) => rows > 0 && name !== 'migration');
  return [
    { en: `Backup written: ${file}`, zh: `备份已写入：${file}` },
    kept,
    ...(withFiles ? [] : [{ en: 'Without the files of the data folder.', zh: '不含数据文件夹中的文件。' }]),
    ...left.map(({ name, rows }) => leftText(name, rows)),
    {
      en: 'It holds personal data of complainants, also of values that are erased later: keep it as safe as the database, and destroy it in time.',
      zh: '备份含投诉人的个人信息，日后删除的内容仍留存其中：请按数据库同等级别保管，并按期销毁。',
    },
    isEncrypted
      ? { en: 'It is encrypted; without the passphrase nobody can restore it.', zh: '备份已加密；没有口令无法恢复。' }
      : {
          en: 'It is not encrypted (--passphrase-file encrypts it).',
          zh: '备份未加密（可用 --passphrase-file 加密）。',
        },
    manifest.secretKey === null
      ? {
          en: 'The secret key is not in it: keep it apart (second factors are encrypted with it), or take it along with --with-secret-key.',
          zh: '备份不含密钥：第二验证因素以其加密，请另行保管，或用 --with-secret-key 一并备份。',
        }
      : {
          en: 'The secret key is in it: whoever has this file can also read what is encrypted in the database.',
          zh: '备份包含密钥：持有此文件者也能解密数据库中的加密内容。',
        },
  ];
}

function leftText(name: string, rows: number): Text {
  const why = Object.hasOwn(leftOut, name) ? leftOut[name] : undefined;
  return {
    en: `Left out: ${formatCount(rows)} of the rows of "${name}" (${why?.en ?? ''}).`,
    zh: `未备份：表“${name}”${formatCount(rows)} 行（${why?.zh ?? ''}）。`,
  };
}

function contentText({ tables, files, takenAt, chains, entries, setInForce }: Manifest): Text {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const of = (name: string): string => formatCount(tables.find((table) => table.name === name)?.rows ?? 0);
  const set = { en: setInForce === null ? 'none' : String(setInForce.number), zh: String(setInForce?.number ?? '无') };
  return {
    en: `As of ${takenAt}: ${formatCount(rows)} rows in ${tables.length} tables (${of('complaint')} complaints, ${of('event')} events, ${of('judgement')} judgements), ${formatCount(entries)} entries in ${formatCount(chains)} chains, ${formatCount(files.length)} files; set in force: ${set.en}.`,
    zh: `截至 ${takenAt}：${tables.length} 张表共 ${formatCount(rows)} 行（投诉 ${of('complaint')} 件、事件 ${of('event')} 条、判定 ${of('judgement')} 份），${formatCount(chains)} 条链共 ${formatCount(entries)} 个条目，文件 ${formatCount(files.length)} 个；现行制度集：${set.zh}。`,
  };
}

/** What was restored and what came of looking it through; every number is that of the backup, or is told as a fault. */
export function restoredTexts(manifest: Manifest, found: RestoredFound): readonly Text[] {
  return [
    contentText(manifest),
    {
      en: `✓ all ${manifest.tables.length} tables read back row for row and byte for byte as in the backup`,
      zh: `✓ ${manifest.tables.length} 张表读回后与备份逐行逐字节一致`,
    },
    setText(manifest, found),
    chainsText(manifest, found),
    ...chainFaults(found),
    judgementsText(found),
    found.isSound
      ? { en: 'Restored and verified.', zh: '已恢复并通过核验。' }
      : {
          en: 'Restored as it was backed up; what is marked ✗ was so already, or asks for another version of Redress.',
          zh: '已按备份原样恢复；标 ✗ 的问题在备份时即已存在，或须使用其他版本的 Redress。',
        },
  ];
}

function setText({ setInForce }: Manifest, { set }: RestoredFound): Text {
  if (setInForce === null) return { en: '✓ no set of policies, as in the backup', zh: '✓ 无制度集，与备份一致' };
  if (set === 'loads')
    return { en: `✓ the set in force (${setInForce.number}) loads`, zh: `✓ 现行制度集（${setInForce.number}）可载入` };
  return {
    en: `✗ the set in force (${setInForce.number}) does not load in this version: run "redress policy pull", then "redress policy check"`,
    zh: `✗ 本版本无法载入现行制度集（${setInForce.number}）：请运行“redress policy pull”和“redress policy check”`,
  };
}

function chainsText(manifest: Manifest, { chains: { chains, entries, brokenCount } }: RestoredFound): Text {
  const isWhole = brokenCount === 0 && chains === manifest.chains && entries === manifest.entries;
  return {
    en: `${isWhole ? '✓' : '✗'} ${formatCount(chains)} of ${formatCount(manifest.chains)} chains with ${formatCount(entries)} of ${formatCount(manifest.entries)} entries, ${formatCount(brokenCount)} broken`,
    zh: `${isWhole ? '✓' : '✗'} 链 ${formatCount(chains)}/${formatCount(manifest.chains)} 条、条目 ${formatCount(entries)}/${formatCount(manifest.entries)} 个，断裂 ${formatCount(brokenCount)} 处`,
  };
}

function chainFaults({ chains: { broken } }: RestoredFound): readonly Text[] {
  return broken.map(({ subject, number }) => ({
    en: `  ✗ chain ${subject} breaks at entry ${number}`,
    zh: `  ✗ 链 ${subject} 在第 ${number} 个条目处断裂`,
  }));
}

function judgementsText({ judgements }: RestoredFound): Text {
  const { asked, same, erased, otherEngine, setNotRead, different } = judgements;
  const mark = same + erased === asked ? '✓' : '✗';
  return {
    en: `${mark} ${formatCount(asked)} judgements judged again: ${formatCount(same)} the same, ${formatCount(erased)} not repeatable because values were erased, ${formatCount(otherEngine)} by another engine, ${formatCount(setNotRead)} by a set that does not load, ${formatCount(different)} different`,
    zh: `${mark} 重新判定 ${formatCount(asked)} 份：一致 ${formatCount(same)} 份，因内容已删除无法重复 ${formatCount(erased)} 份，引擎不同 ${formatCount(otherEngine)} 份，制度集无法载入 ${formatCount(setNotRead)} 份，不一致 ${formatCount(different)} 份`,
  };
}
