import type { Text } from '../../errors.js';
import type { Note } from '../../rules/judge/judgement.js';

/**
 * What the record says where a finding has a note: the dates and the event, so that a person can look. Empty where the note has no
 * data of its own. `name` gives an event's name in both languages.
 */
export function noteDetail({ code, data }: Note, name: (event: string) => Text): Text {
  const of = (key: string): string => String(data[key] ?? '');
  const event = name(of('event'));
  switch (code) {
    case 'pause-without-proof':
      return pauseDetail(of('from'), of('until'), of('due'), of('dueIfProven'));
    case 'recorded-after-due':
      return both(event, of('recorded'), { en: 'recorded on', zh: '登记于' });
    case 'due-fixed-when-passed':
      return of('due') === '' ? NOTHING : { en: `due ${of('due')}`, zh: `${of('due')} 到期` };
    default:
      return of('event') === '' ? NOTHING : event;
  }
}

const NOTHING: Text = { en: '', zh: '' };

function both(event: Text, day: string, words: Text): Text {
  if (day === '') return event;
  return { en: `${event.en}, ${words.en} ${day}`, zh: `${event.zh}，${words.zh} ${day}` };
}

function pauseDetail(from: string, until: string, due: string, dueIfProven: string): Text {
  const pause: Text =
    until === ''
      ? { en: `paused since ${from}`, zh: `自 ${from} 起中止` }
      : { en: `paused ${from} to ${until}`, zh: `${from} 至 ${until} 中止` };
  const proven: Text =
    dueIfProven === ''
      ? { en: 'with its proof there would be no due date yet', zh: '如有依据，则暂无到期日' }
      : { en: `with its proof ${dueIfProven}`, zh: `如有依据则为 ${dueIfProven}` };
  return { en: `${pause.en}: due ${due}; ${proven.en}`, zh: `${pause.zh}：${due} 到期；${proven.zh}` };
}
