/** A line of the standard as the page has it: number, level, and how it stands. */
function linesOf(page) {
  return [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| (\d) \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    ([, number, level, asked, stands]) => ({ number, level, asked: asked.trim(), stands: stands.trim() }),
  );
}

/**
 * What is wrong with docs/security.md: requirements that are missing, there twice or of another level, lines that say neither test nor reason, and
 * tests that do not exist. `read` gives the text of a file of the project, or undefined.
 */
export function securityFaults(page, standard, read) {
  const wanted = new Map(
    standard
      .split('\n')
      .filter((line) => /^\d/.test(line))
      .map((line) => line.split(' ')),
  );
  const lines = linesOf(page);
  const numbers = lines.map(({ number }) => number);
  return [
    ...[...wanted.keys()].filter((number) => !numbers.includes(number)).map((number) => `${number} is missing`),
    ...numbers.filter((number, index) => numbers.indexOf(number) !== index).map((number) => `${number} is there twice`),
    ...lines.filter(({ number }) => !wanted.has(number)).map(({ number }) => `${number} is none of the standard's`),
    ...lines
      .filter(({ number, level }) => wanted.has(number) && wanted.get(number) !== level)
      .map(({ number }) => `${number} has another level`),
    ...lines.flatMap((line) => standingFaults(line, read)),
    ...countFaults(page, lines),
  ];
}

function standingFaults({ number, stands }, read) {
  if (/^(not applicable|open): \S/.test(stands)) return [];
  return stands.split('<br>').flatMap((named) => {
    const [, file, title] = /^`([\w./-]+)` › (.+)$/.exec(named.trim()) ?? [];
    if (file === undefined) return [`${number} names no test, no reason and nothing open: ${named}`];
    const text = read(file);
    if (text === undefined) return [`${number} names a file that is not there: ${file}`];
    return hasTest(text, title) ? [] : [`${number} names a test that is not in ${file}: ${title}`];
  });
}

/** Whether a file of tests has a test or a group with this title. */
function hasTest(text, title) {
  const quoted = [`'${title.replaceAll("'", "\\'")}'`, `"${title}"`, `\`${title}\``];
  return quoted.some((literal) => {
    const escaped = literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return new RegExp(`(\\b(it|test|describe)(\\.\\w+)*|[)\`])\\(\\s*${escaped}`).test(text);
  });
}

/** The sums in the text are those of the table. */
function countFaults(page, lines) {
  const of = (start) => lines.filter(({ stands }) => stands.startsWith(start)).length;
  const [na, open] = [of('not applicable'), of('open')];
  const sentence = `Of ${lines.length} lines ${lines.length - na - open} name tests, ${na} do not apply, ${open} are open.`;
  return page.replaceAll(/\s+/g, ' ').includes(sentence) ? [] : [`the page does not say: ${sentence}`];
}
