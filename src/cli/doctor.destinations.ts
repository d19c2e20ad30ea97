import { loadDestinations } from '../outgoing/destinations.reader.js';
import { fine, refusalFinding, type Finding } from './doctor.js';

/** Whether the file of destinations can be used, with every secret where it says. Connects to nothing and shows no secret. */
export async function checkDestinations(): Promise<readonly Finding[]> {
  const subject = { en: 'destinations', zh: '外发目的地' };
  try {
    const all = [...(await loadDestinations()).values()];
    if (all.length === 0)
      return [fine('destinations: none, nothing is sent out', '外发目的地：无，系统不对外发送任何内容')];
    const list = all.map(({ name, kind, host }) => `${name} (${kind}, ${host})`);
    return [fine(`destinations: ${list.join(', ')}`, `外发目的地：${list.join('、')}`)];
  } catch (error) {
    return [refusalFinding(error, subject)];
  }
}
