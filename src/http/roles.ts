/** What somebody may be here. */
export const roles = ['handler', 'officer', 'approver', 'auditor', 'legal', 'privacy', 'administrator'] as const;

export type Role = (typeof roles)[number];
