/** What one process does of all that the service does. Processes on one database share the work; any number of them may have any role. */
export const processRoles = ['api', 'sweep', 'jobs', 'render'] as const;

/**
 * `api` answers HTTP, and takes imports; `sweep` looks at what is due, judges again, tells and lets schedules begin; `jobs` delivers and
 * carries out checks; `render` prints reports.
 */
export type ProcessRole = (typeof processRoles)[number];

export type ProcessRoles = ReadonlySet<ProcessRole>;

export const allProcessRoles: ProcessRoles = new Set(processRoles);

/** The roles named in a text with commas between, and what in it is no role; all of them where it names none. */
export function readProcessRoles(text: string): { readonly roles: ProcessRoles; readonly unknown: readonly string[] } {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const unknown = names.filter((name) => !processRoles.some((role) => role === name));
  return {
    roles: names.length === 0 ? allProcessRoles : new Set(processRoles.filter((r) => names.includes(r))),
    unknown,
  };
}

/** The roles as one writes them: `api,sweep`. */
export function rolesText(roles: ProcessRoles): string {
  return processRoles.filter((role) => roles.has(role)).join(',');
}
