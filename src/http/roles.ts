/** What somebody may be here. */
export const roles = ['handler', 'officer', 'approver', 'auditor', 'legal', 'privacy', 'administrator'] as const;

export type Role = (typeof roles)[number];

/** Who oversees the handling of all complaints and may read what was done with many at once. */
export const overseers = ['officer', 'approver', 'auditor', 'legal'] as const satisfies readonly Role[];

/** Who may read single complaints. */
export const complaintReaders = ['handler', ...overseers] as const satisfies readonly Role[];
