import type { Language } from '../../errors.js';
import type { RobotText } from '../../outgoing/robot-body.js';
import type { Zone } from '../../rules/time/calendar.js';
import { announcedLines, countLines, linesOf, subjectOf, type MessageContent } from './message-content.js';

/** Of a chat: a digest names the counts, and no notice by itself. */
export function robotText(content: MessageContent, language: Language, zone: Zone): RobotText {
  const [only] = content.first;
  const [said] = content.announcements;
  const isOne = content.count === 1 && only !== undefined;
  const isSaid = content.count === 1 && said !== undefined;
  const lines = isSaid ? announcedLines(said, language).slice(1) : countLines(content, language);
  return {
    title: subjectOf(content, language),
    lines: isOne ? linesOf(only, language, zone).slice(1) : lines,
    link: isOne ? only.link : content.link,
    open: language === 'zh' ? '打开' : 'Open',
  };
}
