import type { FolderChange } from '../../policies-folder/folder.writer.js';
import type { SetTexts } from './stored-set.js';

/** What makes a folder hold a set: files that say something else are written, those that the set does not have go. */
export function pullPlan(folder: SetTexts, set: SetTexts): FolderChange & { readonly overwritten: SetTexts } {
  const write = Object.fromEntries(Object.entries(set).filter(([file, text]) => folder[file] !== text));
  const remove = Object.keys(folder).filter((file) => !Object.hasOwn(set, file));
  const overwritten = Object.entries(folder).filter(([file]) => Object.hasOwn(write, file) || remove.includes(file));
  return { write, remove, overwritten: Object.fromEntries(overwritten) };
}
