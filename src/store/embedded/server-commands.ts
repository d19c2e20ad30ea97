/** The roles and the database of the embedded server; the same names as in the instructions for a server of one's own. */
export const names = { owner: 'redress_owner', app: 'redress_app', database: 'redress' } as const;

/** Settings of the server by name, on top of PostgreSQL's own defaults. */
export type ServerSettings = Readonly<Record<string, string>>;

const settings: ServerSettings = {
  timezone: 'UTC',
  log_timezone: 'UTC',
  // An error's text can quote the values of a row, hence personal data: sessions' errors go to the session alone.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  // An import writes much at once: fewer checkpoints, and fewer whole pages in the log after each.
  max_wal_size: '4GB',
  checkpoint_timeout: '15min',
  // Statements over lists of rows are short; compiling them costs more than it saves.
  jit: 'off',
};

/**
 * Arguments of `initdb`. A server made under `LANG=C` would otherwise count bytes for characters; PostgreSQL 17 and newer bring a
 * locale of their own, older ones use that of the operating system.
 */
export function initdbArguments(data: string, passwordFile: string, major: number): readonly string[] {
  const locale =
    major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'];
  const access = ['-U', names.owner, '-A', 'scram-sha-256', '--pwfile', passwordFile];
  return ['-D', data, ...access, '--encoding=UTF8', '--data-checksums', ...locale];
}

/** Arguments of `postgres`: reachable from this machine alone, and by no socket file. */
export function serverArguments(data: string, port: number, extra: ServerSettings = {}): readonly string[] {
  const all = Object.entries({ ...settings, ...extra }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', ...all];
}

/** Arguments and input of a `postgres` without a network that sets a new password; for passwords that were lost. */
export function resetArguments(data: string): readonly string[] {
  return ['--single', '-D', data, 'postgres'];
}

/** What the server is told on its standard input to take this password for its owner. Throws for one that is not hexadecimal. */
export function resetInput(password: string): string {
  return `${setPassword(names.owner, password)}\n`;
}

/** Statements that give the application its role and its password; each can be run again. */
export function roleStatements(password: string): readonly string[] {
  return [
    `do $$ begin
       if not exists (select from pg_roles where rolname = '${names.app}') then create role ${names.app} login; end if;
     end $$`,
    setPassword(names.app, password),
  ];
}

/** Passwords are hexadecimal: there is nothing in them to escape. */
function setPassword(role: string, password: string): string {
  if (!/^[0-9a-f]+$/.test(password)) throw new RangeError('a password of ours is hexadecimal');
  return `alter role ${role} login password '${password}'`;
}

/** The major version in `postgres (PostgreSQL) 18.4` or `… 15.18 (Debian 15.18-0+deb12u1)`; undefined for anything else. */
export function majorVersion(text: string): number | undefined {
  const found = /\(PostgreSQL\) (\d+)/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
