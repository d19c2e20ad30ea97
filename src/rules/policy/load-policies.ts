import { createHash } from 'node:crypto';
import type { Fault } from '../../errors.js';
import { readSchedules } from '../schedule/read-schedules.js';
import { schedulesFile } from '../schedule/schedule-shape.js';
import type { Schedule } from '../schedule/schedule.js';
import { readCalendars } from '../time/calendar-file.js';
import { checkCycles } from './check-cycles.js';
import { checkParameterDays } from './check-parameters.js';
import { checkVersions, type Version } from './check-versions.js';
import { checkWarnings } from './check-warnings.js';
import { openDeclarations, readDeclarations, type Declarations } from './declarations.js';
import { comparePaths, sortFiles, type SortedFiles } from './policy-files.js';
import { waiverFile } from './other-shapes.js';
import { policyFile } from './policy-shape.js';
import type { PolicySet, Waiver } from './policy.js';
import { digestOf, faultsOfFile, openFile, type PolicyText, type ReadFile } from './read-file.js';
import { readPolicy } from './read-policy.js';
import { checkWaiverIds, readWaiver } from './read-waiver.js';
import { readingOf } from './reading.js';
import type { Spot } from './spot.js';

/** A set without a fault, or every fault of every file. */
export interface LoadedPolicies {
  /** Undefined when there is any fault: half a set would judge wrongly. */
  readonly set: PolicySet | undefined;
  /** In the order of files, lines and columns. */
  readonly faults: readonly Fault[];
}

/**
 * Reads the files of a policies folder into a set that can judge. `file` is the path relative to the folder; what a file is
 * for follows from its name and folder: `organisation.yaml`, `vocabulary.yaml` and `parameters.yaml` (also `NAME.vocabulary.yaml`
 * in any folder), `calendars/`, `waivers/`, `schedules.yaml`; `mappings/`, tests and everything that is not YAML are left alone; every other YAML file is a policy. Files may be
 * missing: without organisation.yaml there is no role and no fact of our own, without vocabulary.yaml every name is unknown.
 * Refuses everything that it does not understand, all of it at once, each fault with its place.
 */
export function loadPolicies(files: readonly PolicyText[]): LoadedPolicies {
  const sorted = sortFiles(files);
  const calendars = readCalendars(sorted.calendars);
  const opened = openDeclarations(sorted);
  const policies = sorted.policies.map((each) => openFile(each, () => policyFile));
  const declarations = readDeclarations(opened, policies, calendars);
  const versions = policies.flatMap((file) => readVersion(file, declarations) ?? []);
  const waiverFiles = sorted.waivers.map((each) => openFile(each, () => waiverFile));
  const waivers = waiverFiles.flatMap((file) => readWaiverFile(file, declarations) ?? []);
  const scheduleFile = sorted.schedules && openFile(sorted.schedules, () => schedulesFile);
  const schedules = scheduleFile === undefined ? [] : readScheduleFile(scheduleFile, declarations, calendars.faults);
  const across: Fault[] = [];
  checkVersions(versions, versions.length === policies.length, { faults: across });
  checkCycles(versions, { faults: across });
  checkWarnings(versions, { faults: across });
  checkWaiverIds(waivers, { faults: across });
  const read = [opened.organisation, ...opened.vocabulary, ...opened.parameters, ...policies, ...waiverFiles];
  if (scheduleFile !== undefined) read.push(scheduleFile);
  const faults = inOrder([...sorted.faults, ...calendars.faults, ...read.flatMap(faultsOfFile), ...across]);
  if (faults.length > 0) return { set: undefined, faults };
  return {
    set: setOf(
      sorted,
      declarations,
      versions,
      waivers.map(({ waiver }) => waiver),
      schedules,
    ),
    faults,
  };
}

function readWaiverFile(file: ReadFile, declarations: Declarations): { waiver: Waiver; spot: Spot } | undefined {
  if (!file.readable) return undefined;
  const waiver = readWaiver(file.spot, readingOf(declarations.namesFor(undefined), file));
  return waiver && { waiver, spot: file.spot };
}

function readScheduleFile(
  file: ReadFile,
  { organisation, calendars }: Declarations,
  faultsOfCalendars: readonly Fault[],
): readonly Schedule[] {
  const calendarsRead = faultsOfCalendars.length === 0;
  return file.readable ? readSchedules(file.spot, { organisation, calendars, calendarsRead }, file) : [];
}

function readVersion(file: ReadFile, declarations: Declarations): Version | undefined {
  if (!file.readable) return undefined;
  const names = declarations.namesFor(file);
  const reading = readingOf(names, file);
  const { calendar } = declarations.organisation;
  const policy = readPolicy(file.spot, { digest: file.digest, parameters: names.parameters, calendar }, reading);
  if (policy === undefined) return undefined;
  checkParameterDays(policy, reading);
  return { policy, spot: file.spot };
}

function setOf(
  sorted: SortedFiles,
  declarations: Declarations,
  versions: readonly Version[],
  waivers: readonly Waiver[],
  schedules: readonly Schedule[],
): PolicySet {
  const { organisation, vocabulary, parameters, calendars, conditions } = declarations;
  const { events, facts, duties, claims, parties, titles, wordTitles, instruments } = vocabulary;
  return {
    digest: setDigest(sorted),
    organisation,
    vocabulary: { events, facts, duties, claims, parties, titles, wordTitles, instruments },
    parameters,
    calendars,
    conditions,
    waivers: waivers.toSorted((a, b) => comparePaths(a.id, b.id)),
    policies: versions
      .map(({ policy }) => policy)
      .sort((a, b) => comparePaths(a.id, b.id) || a.inForce.from - b.inForce.from),
    schedules,
  };
}

/**
 * SHA-256, hex, over lines of `["path","digest"]` of every file that can change a judgement, in the order of their paths.
 * A file's own digest is that of its bytes without a byte order mark; mappings, tests and schedules do not count.
 */
function setDigest({ organisation, vocabulary, parameters, calendars, waivers, policies }: SortedFiles): string {
  const own = organisation === undefined ? [] : [organisation];
  const lines = [...own, ...vocabulary, ...parameters, ...calendars, ...waivers, ...policies]
    .toSorted((a, b) => comparePaths(a.file, b.file))
    .map(({ file, text }) => `${JSON.stringify([file, digestOf(text)])}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

function inOrder(faults: readonly Fault[]): readonly Fault[] {
  return faults.toSorted(
    (a, b) =>
      comparePaths(a.place?.file ?? '', b.place?.file ?? '') ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
