import Handlebars from 'handlebars';
import type { Language } from '../../errors.js';
import type { Zone } from '../../rules/time/calendar.js';
import { announcedLines, countLines, linesOf, named, subjectOf, type MessageContent } from './message-content.js';

export interface MailText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const words = {
  en: {
    more: (count: number) => `And ${count} more.`,
    all: 'All that waits for you',
    open: 'Open',
    why: 'You are told this because you hold a role that it is for. This message was sent by a program: nobody reads answers to it.',
  },
  zh: {
    more: (count: number) => `另有 ${count} 项。`,
    all: '查看全部待办提醒',
    open: '打开',
    why: '您因担任上述岗位而收到本提醒。本邮件由系统自动发出，请勿回复。',
  },
} as const;

const handlebars = Handlebars.create();
const strict = { strict: true, preventIndent: true, knownHelpersOnly: true, knownHelpers: {} };

const textTemplate = handlebars.compile<View>(
  `{{#each counts}}{{this}}
{{/each}}{{#each notices}}
{{#each lines}}{{this}}
{{/each}}{{link}}
{{/each}}{{#if more}}
{{more}}
{{/if}}
{{all}}: {{link}}

{{why}}
`,
  { ...strict, noEscape: true },
);

const htmlTemplate = handlebars.compile<View>(
  `<!doctype html>
<html lang="{{language}}"><head><meta charset="utf-8"><title>{{subject}}</title></head>
<body style="font-family: sans-serif; line-height: 1.5; max-width: 40em">
{{#if counts.length}}<ul>{{#each counts}}<li>{{this}}</li>{{/each}}</ul>{{/if}}
{{#each notices}}<p>{{#each lines}}{{#if @first}}<strong>{{this}}</strong>{{else}}{{this}}{{/if}}<br>{{/each}}<a href="{{link}}">{{../open}}</a></p>
{{/each}}{{#if more}}<p>{{more}}</p>{{/if}}
<p><a href="{{link}}">{{all}}</a></p>
<p style="color: #595959">{{why}}</p>
</body></html>
`,
  { ...strict, noEscape: false },
);

interface View {
  readonly language: string;
  readonly subject: string;
  readonly counts: readonly string[];
  readonly notices: readonly { readonly lines: readonly string[]; readonly link: string }[];
  readonly more: string;
  readonly link: string;
  readonly all: string;
  readonly open: string;
  readonly why: string;
}

/** A message as a mail, in one language. Every text is escaped where it is markup. */
export function mailText(content: MessageContent, language: Language, zone: Zone): MailText {
  const { more, all, open, why } = words[language];
  const announced = content.announcements.slice(0, named);
  const rest = content.count - content.first.length - announced.length;
  const subject = subjectOf(content, language);
  const view: View = {
    language: language === 'zh' ? 'zh-CN' : 'en',
    subject,
    counts: content.count > 1 ? countLines(content, language) : [],
    notices: [
      ...announced.map((each) => ({ lines: announcedLines(each, language), link: content.link })),
      ...content.first.map((notice) => ({ lines: linesOf(notice, language, zone), link: notice.link })),
    ],
    more: rest > 0 ? more(rest) : '',
    link: content.link,
    all,
    open,
    why,
  };
  return { subject, text: textTemplate(view), html: htmlTemplate(view) };
}
