import { checkName, claimName, newNameSpace, type NameSpace } from './check-names.js';
import type { ReadFile } from './read-file.js';
import { entriesOf, under } from './spot.js';

/** A worked-out fact as one file declares it. */
export interface DeclaredFact {
  readonly name: string;
  readonly raw: unknown;
  readonly file: ReadFile;
}

/** Worked-out facts are global names; only versions of the same policy may define one again (S62). */
export function claimWorkedOut(policies: readonly ReadFile[], space: NameSpace): readonly DeclaredFact[] {
  return policies.flatMap((file) =>
    entriesOf(under(file.spot, 'facts')).map(([name, each]) => {
      checkName(name, each, file);
      claimName(name, { kind: 'facts', owner: ownerOf(file), spot: each }, space, file);
      return { name, raw: each.value, file };
    }),
  );
}

/** A fact of the catalogue is set by one policy and its versions: two would say two things of it. */
export function claimSets(policies: readonly ReadFile[]): void {
  const space = newNameSpace();
  for (const file of policies)
    for (const [name, each] of entriesOf(under(under(file.spot, 'intake'), 'sets')))
      claimName(name, { kind: 'intake.sets', owner: ownerOf(file), spot: each }, space, file);
}

function ownerOf(file: ReadFile): string {
  const { value: id } = under(file.spot, 'policy');
  return typeof id === 'string' ? id : file.file;
}
