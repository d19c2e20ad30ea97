import type { Text } from '../../errors.js';
import { approvalText, folderText, soloText } from '../../texts/approval-texts.js';
import type { AuditReport } from '../audit-report.js';

/** Who wrote and approved the set by which a report judges, or that nobody knows; and where one person alone may do both, that too. */
export function setApprovalText({ policySet: { approval, solo } }: Pick<AuditReport, 'policySet'>): Text {
  if (approval === undefined) return folderText;
  const { en, zh } = approvalText(approval);
  const numbered = { en: `set ${approval.set}, ${en}`, zh: `第 ${approval.set} 号，${zh}` };
  // Of a set that one person approved it is said already.
  if (solo !== true || approval.state === 'solo') return numbered;
  return { en: `${numbered.en}; ${soloText.en}`, zh: `${numbered.zh}；${soloText.zh}` };
}
