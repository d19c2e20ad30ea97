import type { Language } from '../errors.js';
import type { RoleView } from '../modules/recipients/recipient-views.js';
import { aligned } from './columns.js';

/** Each role with whoever holds it, and what is amiss. */
export function recipientLines(roles: readonly RoleView[], language: Language): readonly string[] {
  if (roles.length === 0)
    return [
      {
        en: 'The organisation has no roles: "roles" in organisation.yaml.',
        zh: '本机构未设岗位：见 organisation.yaml 的“roles”。',
      }[language],
    ];
  return roles.flatMap((role) => [...roleLines(role, language), '']).slice(0, -1);
}

function roleLines({ role, fallback, recipients, warnings }: RoleView, language: Language): readonly string[] {
  const all = { en: 'all other units', zh: '其他各单位' }[language];
  const rows = recipients.map(({ unit, account_name: name, destination, warning }) => [
    `  ${name ?? `destination:${destination}`}`,
    unit ?? all,
    warning === null ? '' : `! ${warning[language]}`,
  ]);
  const mark = fallback ? { en: '  (fallback owner)', zh: '（兜底负责人）' }[language] : '';
  return [`${role}${mark}`, ...aligned(rows), ...warnings.map((warning) => `  ! ${warning[language]}`)];
}
