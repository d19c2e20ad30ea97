import type { Language } from '../errors.js';

const languages: readonly Language[] = ['en', 'zh'];

/**
 * The language that a reader of `Accept-Language` (RFC 9110, 12.5.4) prefers of the two that there are; English where it says nothing
 * of either. `zh-Hant` and other regions count as their language.
 */
export function preferredLanguage(accepted: string | undefined): Language {
  if (accepted === undefined) return 'en';
  const weights = new Map<string, number>();
  for (const part of accepted.split(',').slice(0, 50)) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const language = range.split('-', 1)[0] ?? '';
    const weight = weightOf(parameters);
    if (weight > (weights.get(language) ?? -1)) weights.set(language, weight);
  }
  const weight = (language: Language): number => weights.get(language) ?? weights.get('*') ?? 0;
  return languages.reduce((best, language) => (weight(language) > weight(best) ? language : best));
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  if (given === undefined) return 1;
  const weight = Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
