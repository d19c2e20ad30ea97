import { isRecord } from '../facts/fact-value.js';
import type { YamlFile } from '../yaml/read-yaml.js';

/**
 * The file with every `cite` that YAML takes for a number as the text that stands there: `cite: 8.10` is section 8.10,
 * not 8.1.
 */
export function withCitesAsWritten(yaml: YamlFile, text: string): YamlFile {
  const lines = text.split(/\r\n|\n|\r/u);
  const written = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (Array.isArray(value)) return value.map((each, index) => written(each, [...path, index]));
    if (typeof value !== 'number') return value;
    const { line = 0, column = 0 } = yaml.placeOf(path);
    const [token] = /^[\d.]+/u.exec((lines[line - 1] ?? '').slice(column - 1)) ?? [];
    return token ?? value;
  };
  const visit = (value: unknown, path: readonly PropertyKey[]): unknown => {
    if (Array.isArray(value)) return value.map((each, index) => visit(each, [...path, index]));
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).map(([key, each]) => {
      const here = [...path, key];
      return [key, key === 'cite' ? written(each, here) : visit(each, here)] as const;
    });
    return Object.fromEntries(entries);
  };
  return { ...yaml, value: visit(yaml.value, []) };
}
