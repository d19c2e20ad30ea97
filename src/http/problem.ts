import type { Fault, FaultData, Language, Place } from '../errors.js';
import { statusOf, titleOf } from './statuses.js';

/** One fault as an answer shows it. */
interface ShownFault {
  readonly code: string;
  /** Where: a part of the request and, in the body, a JSON pointer as a URI fragment; or a place in a file. */
  readonly in?: string;
  readonly pointer?: string;
  readonly parameter?: string;
  readonly place?: Place;
  /** What the words are filled in with, for programs: the id of what exists already, a limit. */
  readonly data?: FaultData;
  readonly cause: string;
  readonly remedy: string;
}

interface Wording {
  readonly title: string;
  readonly detail: string;
  readonly faults: readonly ShownFault[];
}

/** Problem details (RFC 9457), with every fault, in the reader's language, and the same words in the other. */
export interface Problem extends Wording {
  readonly type: string;
  readonly status: number;
  readonly instance: string;
  readonly code: string;
  readonly language: Language;
  readonly translation: Wording & { readonly language: Language };
}

/** The problem details for these faults of the request with this id. `status` where another than theirs is to be said. */
export function problemOf(faults: readonly Fault[], language: Language, requestId: string): Problem {
  const other = language === 'en' ? 'zh' : 'en';
  const status = statusOf(faults);
  const code = faults[0]?.code ?? 'http.unexpected';
  return {
    type: `urn:redress:error:${code}`,
    status,
    instance: `urn:redress:request:${requestId}`,
    code,
    language,
    ...wording(faults, status, language),
    translation: { language: other, ...wording(faults, status, other) },
  };
}

function wording(faults: readonly Fault[], status: number, language: Language): Wording {
  const gap = language === 'zh' ? '' : ' ';
  const first = faults[0];
  return {
    title: titleOf(status)[language],
    detail: first === undefined ? '' : `${first.cause[language]}${gap}${first.remedy[language]}`,
    faults: faults.map((fault) => shown(fault, language)),
  };
}

function shown({ code, place, data, cause, remedy }: Fault, language: Language): ShownFault {
  const filled = Object.keys(data).length === 0 ? {} : { data };
  return { code, ...where(place), ...filled, cause: cause[language], remedy: remedy[language] };
}

function where(place: Place | undefined): Pick<ShownFault, 'in' | 'pointer' | 'parameter' | 'place'> {
  if (place === undefined) return {};
  if (place.file === 'body') return { in: 'body', pointer: `#${fragment(place.path ?? '')}` };
  if (place.file === 'query' || place.file === 'path' || place.file === 'header')
    return { in: place.file, ...(place.path === undefined ? {} : { parameter: place.path }) };
  return { place };
}

/** Characters that a URI fragment cannot hold are written with percent signs (RFC 6901, 6). */
function fragment(pointer: string): string {
  return pointer.split('/').map(encodeURIComponent).join('/');
}
