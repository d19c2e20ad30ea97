const longest = 200;
const deepest = 12;

/** A part of a path as every file system takes it; a name that begins with a dot is never read. */
const part = /^(?!\.)[^\p{C}\\/:*?"<>|]+$/u;

/**
 * Those paths that cannot be files of one folder of policies: not YAML, leading out of the folder, not to be read there, given twice, or
 * a file and a folder at once.
 */
export function unusableNames(files: readonly string[]): readonly string[] {
  // What one machine holds apart is one file on another.
  const key = (file: string): string => file.normalize('NFC').toLowerCase();
  const seen = Map.groupBy(files, key);
  const folders = new Set(files.flatMap((file) => foldersAbove(key(file))));
  return [...new Set(files)].filter(
    (file) => !isUsable(file) || (seen.get(key(file))?.length ?? 0) > 1 || folders.has(key(file)),
  );
}

function isUsable(file: string): boolean {
  const parts = file.split('/');
  return (
    file.isWellFormed() &&
    file.length <= longest &&
    parts.length <= deepest &&
    /\.ya?ml$/u.test(file) &&
    parts.every((each) => part.test(each) && !/[. ]$/u.test(each))
  );
}

function foldersAbove(file: string): readonly string[] {
  const parts = file.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}
