/** Figures as Prometheus would read them. */
export interface Metrics {
  /** Every name with a value, as it is described: of a histogram without `_bucket`, `_sum` and `_count`. */
  readonly names: readonly string[];
  /** Names with a line of help and a type. */
  readonly described: ReadonlySet<string>;
  /** The value with exactly these labels. */
  value(name: string, labels: Readonly<Record<string, string>>): number | undefined;
}

const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;
/** As Prometheus takes it: what has not been measured yet is no number. */
const number = /^([+-]?(\d+(\.\d+)?(e[+-]?\d+)?|inf)|nan)$/i;
const label = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the text format; throws at a line that is none. */
export function metricsIn(text: string): Metrics {
  const values = new Map<string, number>();
  const names = new Set<string>();
  const [helped, typed] = [new Set<string>(), new Map<string, string>()];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, what, about = '', kind = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (what === 'HELP') helped.add(about);
    else if (what === 'TYPE') typed.set(about, kind);
    else {
      const [, name = '', labels = '', value = ''] = sample.exec(line) ?? [];
      if (name === '' || !number.test(value)) throw new SyntaxError(line);
      values.set(
        key(
          name,
          [...labels.matchAll(label)].map(([, one = '', is = '']) => [one, is]),
        ),
        Number(value),
      );
      const whole = name.replace(/_(bucket|sum|count)$/, '');
      names.add(typed.get(whole) === 'histogram' || typed.get(whole) === 'summary' ? whole : name);
    }
  }
  return {
    names: [...names],
    described: new Set([...helped].filter((name) => typed.has(name))),
    value: (name, labels) => values.get(key(name, Object.entries(labels))),
  };
}

function key(name: string, labels: readonly (readonly string[])[]): string {
  return `${name}{${labels
    .map(([one, is]) => `${one}=${is}`)
    .sort()
    .join()}}`;
}
