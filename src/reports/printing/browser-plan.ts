/** How to start the browser: alone in its sandbox where the machine allows it, otherwise as near to it as possible. */
export interface BrowserPlan {
  readonly sandbox: boolean;
  /** Runs as the user who owns nothing, because Chromium refuses its sandbox to root. */
  readonly asNobody: boolean;
}

/** The user and group `nobody`. */
export const NOBODY = 65_534;

/** What to try, best first. Root gives up its rights before it prints; without `setpriv` it has to print without a sandbox. */
export function browserPlans(isRoot: boolean, canDropRights: boolean): BrowserPlan[] {
  if (!isRoot) return [true, false].map((sandbox) => ({ sandbox, asNobody: false }));
  const dropped = [true, false].map((sandbox) => ({ sandbox, asNobody: true }));
  return [...(canDropRights ? dropped : []), { sandbox: false, asNobody: false }];
}

/** Nothing is fetched, nothing is looked up, nothing is sent. */
export const BROWSER_ARGUMENTS: readonly string[] = [
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-gpu',
  '--in-process-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-pings',
  '--no-default-browser-check',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
];

/** The script that starts the browser without root's rights; a program of its own because the printer's library starts one file. */
export function wrapperScript(executable: string): string {
  const quoted = `'${executable.replaceAll("'", "'\\''")}'`;
  return `#!/bin/sh\nexec setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups --no-new-privs -- ${quoted} "$@"\n`;
}

/** A fontconfig file that knows one folder and nothing of the machine's own typefaces. */
export function fontconfig(fonts: string, cache: string): string {
  const escape = (path: string): string => path.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${escape(fonts)}</dir><cachedir>${escape(cache)}</cachedir></fontconfig>`;
}
