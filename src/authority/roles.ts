import type { Text } from '../errors.js';

/** What somebody may be here. */
export const roles = ['handler', 'officer', 'approver', 'auditor', 'legal', 'privacy', 'administrator'] as const;

export type Role = (typeof roles)[number];

/** What each role is for, in the words of those who hold it. */
export const roleTexts: Readonly<Record<Role, Text>> = {
  handler: { en: 'Complaint handler', zh: '投诉处理人员' },
  officer: { en: 'Compliance officer', zh: '合规专员' },
  approver: { en: 'Approver of policies', zh: '制度审批人' },
  auditor: { en: 'Internal auditor', zh: '内部审核员' },
  legal: { en: 'Legal counsel', zh: '法务人员' },
  privacy: { en: 'Privacy officer', zh: '个人信息保护负责人' },
  administrator: { en: 'Administrator', zh: '系统管理员' },
};
