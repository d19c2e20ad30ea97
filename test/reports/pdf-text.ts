import { inflateSync } from 'node:zlib';

/** What a reader finds in a PDF as Chromium writes it: version 1.4, objects in the open, streams deflated. */
export interface ReadPdf {
  readonly pages: number;
  /** The text of all pages in the order in which it was drawn. */
  readonly text: string;
  readonly pageTexts: readonly string[];
  /** Of the document, as file managers show it. */
  readonly title: string;
  readonly tagged: boolean;
  readonly language: string | undefined;
  /** Titles of the outline in file order. */
  readonly outline: readonly string[];
  /** Faces with their program inside the file, and whether any is named without one. */
  readonly fonts: readonly { readonly name: string; readonly embedded: boolean }[];
  readonly mediaBoxes: readonly string[];
}

/** Reads a PDF without any library. Refuses what it does not understand rather than giving less text. */
export function readPdf(bytes: Buffer): ReadPdf {
  const objects = objectsOf(bytes);
  const pages = [...objects.values()].filter(({ head }) => /\/Type\s*\/Page\b(?!s)/.test(head));
  const catalog = [...objects.values()].find(({ head }) => /\/Type\s*\/Catalog/.test(head))?.head ?? '';
  const descriptors = [...objects.values()].filter(({ head }) => /\/Type\s*\/FontDescriptor/.test(head));
  const information = [...objects.values()].find(({ head }) => /\/Producer/.test(head))?.head ?? '';
  const pageTexts = pages.map((page) => pageText(page.head, objects));
  return {
    pages: pages.length,
    text: pageTexts.join('\n'),
    pageTexts,
    title: titleOf(information),
    tagged: /\/StructTreeRoot/.test(catalog) && /\/Marked true/.test(catalog),
    language: /\/Lang\s*\(([^)]*)\)/.exec(catalog)?.[1],
    outline: [...objects.values()]
      .filter(({ head }) => /\/Dest/.test(head) && /\/Title/.test(head))
      .map(({ head }) => titleOf(head)),
    fonts: descriptors
      .filter(({ head }) => /\/FontName/.test(head))
      .map(({ head }) => ({ name: /\/FontName\s*\/(\S+)/.exec(head)?.[1] ?? '', embedded: /\/FontFile/.test(head) })),
    mediaBoxes: [...new Set(pages.map(({ head }) => /\/MediaBox\s*\[([^\]]*)\]/.exec(head)?.[1]?.trim() ?? ''))],
  };
}

interface PdfObject {
  readonly head: string;
  readonly stream: Buffer | undefined;
}
type Objects = ReadonlyMap<string, PdfObject>;

function objectsOf(bytes: Buffer): Objects {
  const source = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of source.matchAll(/(?:^|\n)(\d+) 0 obj\n?/g)) {
    const start = match.index + match[0].length;
    const end = source.indexOf('endobj', start);
    const streamAt = source.indexOf('stream\n', start);
    const hasStream = streamAt !== -1 && streamAt < end;
    const head = source.slice(start, hasStream ? streamAt : end);
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    const raw = hasStream ? bytes.subarray(streamAt + 7, streamAt + 7 + length) : undefined;
    const stream = raw !== undefined && /\/FlateDecode/.test(head) ? inflateSync(raw) : raw;
    objects.set(match[1] ?? '', { head, stream });
  }
  return objects;
}

function pageText(page: string, objects: Objects): string {
  const contents = /\/Contents (\d+) 0 R/.exec(page)?.[1] ?? '';
  return drawn(objects.get(contents)?.stream?.toString('latin1') ?? '', resourcesOf(page, objects), objects);
}

/** The dictionary of fonts and forms; written in the page or as an object of its own. */
function resourcesOf(head: string, objects: Objects): string {
  const reference = /\/Resources (\d+) 0 R/.exec(head)?.[1];
  return reference === undefined ? head : (objects.get(reference)?.head ?? '');
}

function drawn(content: string, resources: string, objects: Objects): string {
  const fonts = new Map<string, Map<number, string>>();
  for (const [, name, object] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g))
    fonts.set(name ?? '', unicodeOf(object ?? '', objects));
  let font = new Map<number, string>();
  let isSimple = false;
  let text = '';
  // Where one shape serves several characters, the text that is meant stands beside it.
  const token =
    /\/(F\d+) [\d.]+ Tf|ActualText\s*<([0-9A-Fa-f]*)>[^B]*?>>\s*BDC|(BDC|BMC|EMC)|<([0-9A-Fa-f]*)>\s*Tj|\[((?:<[^>]*>|[-\d.\s])*)\]\s*TJ|\((?:\\.|[^\\)])*\)\s*T[jJ]|\/(X\d+) Do/g;
  const marks: boolean[] = [];
  for (const [whole, face, meant, mark, hex, array, form] of content.matchAll(token)) {
    if (face !== undefined) {
      font = fonts.get(face) ?? new Map();
      isSimple = isType3(face, resources, objects);
    } else if (meant !== undefined) {
      marks.push(true);
      text += utf16(meant.replace(/^feff/i, ''));
    } else if (mark === 'EMC') marks.pop();
    else if (mark !== undefined) marks.push(false);
    else if (form !== undefined) {
      const object = objects.get(new RegExp(`/${form} (\\d+) 0 R`).exec(resources)?.[1] ?? '');
      text += drawn(object?.stream?.toString('latin1') ?? '', resourcesOf(object?.head ?? '', objects), objects);
    } else if (whole.startsWith('(')) throw new RangeError('text is written in a way that this reader does not know');
    else if (!marks.includes(true)) {
      const codes = hex ?? [...(array ?? '').matchAll(/<([^>]*)>/g)].map(([, part]) => part).join('');
      text += decode(codes, font, isSimple);
    }
  }
  return text;
}

function isType3(face: string, resources: string, objects: Objects): boolean {
  const object = new RegExp(`/${face} (\\d+) 0 R`).exec(resources)?.[1] ?? '';
  return /\/Type3/.test(objects.get(object)?.head ?? '');
}

function decode(hex: string, font: Map<number, string>, isSimple: boolean): string {
  const width = isSimple ? 2 : 4;
  const codes = hex.match(new RegExp(`.{${width}}`, 'g')) ?? [];
  return codes.map((code) => font.get(Number.parseInt(code, 16)) ?? '\ufffd').join('');
}

/** The face's own table from its codes to characters. */
function unicodeOf(font: string, objects: Objects): Map<number, string> {
  const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '')?.[1] ?? '';
  const source = objects.get(table)?.stream?.toString('latin1') ?? '';
  const found = new Map<number, string>();
  for (const [, block] of source.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g)) {
    for (const [, code, to] of (block ?? '').matchAll(/<([^>]+)> <([^>]+)>/g))
      found.set(Number.parseInt(code ?? '', 16), utf16(to ?? ''));
  }
  for (const [, block] of source.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g)) {
    for (const [, from, through, to] of (block ?? '').matchAll(/<([^>]+)> <([^>]+)> <([^>]+)>/g)) {
      const first = Number.parseInt(from ?? '', 16);
      const base = Number.parseInt(to ?? '', 16);
      for (let code = first; code <= Number.parseInt(through ?? '', 16); code++) {
        found.set(code, utf16((base + code - first).toString(16).padStart(4, '0')));
      }
    }
  }
  return found;
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le');
}

function titleOf(head: string): string {
  const hex = /\/Title\s*<([0-9A-Fa-f]+)>/.exec(head)?.[1];
  if (hex !== undefined) return utf16(hex.replace(/^feff/i, ''));
  return /\/Title\s*\(((?:\\.|[^\\)])*)\)/.exec(head)?.[1]?.replace(/\\(.)/g, '$1') ?? '';
}
