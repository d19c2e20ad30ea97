import { describe as show } from '../../src/errors.js';
import { loadPolicy, usualFiles, type load } from './policy-files.js';

type Loaded = ReturnType<typeof load>;

export const codes = ({ faults }: Loaded) => faults.map(({ code }) => code);
/** `policy.unknown_event deadlines.one.each`: what, and where in the file's own terms. */
export const codeAndPath = ({ code, place }: Loaded['faults'][number]) => `${code} ${place?.path ?? ''}`.trimEnd();
/** Every fault as a reader of the command line sees it. */
export const shown = ({ faults }: Loaded) => faults.map((fault) => show(fault, 'en')).join('\n');
/** What is said of a policy with this one deadline, written in braces. */
export const deadline = (keys: string) => loadPolicy(`deadlines:\n  one: ${keys}\n`);
export const usual = (file: string) => usualFiles[file] ?? '';
