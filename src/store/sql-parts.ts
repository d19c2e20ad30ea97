/** The instant in a column as milliseconds since 1970, as a number: the driver gives what is `numeric` as a text. */
export function milliseconds(column: string): string {
  return `round(extract(epoch from ${column}) * 1000)::float8`;
}

/** Comes before the id of everything: where a list in the order of ids begins. */
export const beforeAllIds = '00000000-0000-0000-0000-000000000000';
