import { now } from '../clock.js';
import { RedressError } from '../errors.js';
import { loadPolicies } from '../rules/policy/load-policies.js';
import { readCalendars } from '../rules/time/calendar-file.js';
import type { Calendar } from '../rules/time/calendar.js';
import { formatDay } from '../rules/time/day.js';
import { countText } from './set-counts.js';
import { fine, horizonFinding, refusalFinding, type Finding } from './doctor.js';
import { readPolicyFiles } from '../policies-folder/policies.reader.js';
import { withCalendars } from '../policies-folder/shipped-calendars.reader.js';

/** Whether the policies of a folder load, and how far its calendars reach from today. */
export async function checkPolicies(folder: string): Promise<readonly Finding[]> {
  const subject = { en: `policies in ${folder}`, zh: `${folder} 中的制度` };
  try {
    const files = await readPolicyFiles(folder);
    const { set, faults } = loadPolicies(await withCalendars(files));
    const calendars = readCalendars(files.filter(({ file }) => file.startsWith('calendars/'))).calendars.values();
    const loaded =
      set === undefined
        ? refusalFinding(new RedressError(faults), subject)
        : fine(
            `policies in ${folder}: ${set.policies.length} load, with ${countText(set).en}`,
            `${folder} 中的制度：已载入 ${set.policies.length} 项，含${countText(set).zh}`,
          );
    return [loaded, ...[...calendars].map(horizonOf)];
  } catch (error) {
    return [refusalFinding(error, subject)];
  }
}

function horizonOf({ id, zone, publishedThrough }: Calendar): Finding {
  if (publishedThrough === undefined) return horizonFinding(id, undefined, undefined);
  return horizonFinding(id, formatDay(publishedThrough), publishedThrough - zone.dayOf(now()));
}
