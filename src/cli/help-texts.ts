import { stripVTControlCharacters } from 'node:util';
import { Help, type Command, type HelpConfiguration } from 'commander';
import type { Language } from '../errors.js';

const titles: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
};

const usageWords: Readonly<Record<string, string>> = { '[options]': '[选项]', '[command]': '[命令]' };

/** How help is laid out, in this language: commander's own words are translated, Chinese is measured and wrapped as Chinese. */
export function helpConfiguration(language: Language): HelpConfiguration {
  const wrapping = { displayWidth, boxWrap };
  if (language === 'en') return wrapping;
  const plain = new Help();
  return {
    ...wrapping,
    styleTitle: (title) => titles[title] ?? title,
    styleUsage: translateWords,
    styleSubcommandTerm: translateWords,
    optionDescription: (option) => translateExtras(plain.optionDescription(option)),
    argumentDescription: (argument) => translateExtras(plain.argumentDescription(argument)),
  };
}

/** Gives a command and all below it the help of this language. */
export function localiseHelp(command: Command, language: Language): void {
  command.configureHelp(helpConfiguration(language));
  command.helpOption('-h, --help', language === 'zh' ? '显示帮助' : 'show this help');
  if (command.commands.length > 0)
    command.helpCommand('help [command]', language === 'zh' ? '显示某个命令的帮助' : 'show the help of a command');
  for (const child of command.commands) localiseHelp(child, language);
}

function translateWords(text: string): string {
  return text
    .split(' ')
    .map((word) => usageWords[word] ?? word)
    .join(' ');
}

function translateExtras(description: string): string {
  return description.replace(/ ?\(((?:choices|default|env): .*)\)$/s, (_, extras: string) => {
    const inner = extras
      .replace('choices: ', '可选值：')
      .replace(/(^|, )default: /, (_whole, comma: string) => `${comma === '' ? '' : '；'}默认：`)
      .replace(/(^|, )env: /, (_whole, comma: string) => `${comma === '' ? '' : '；'}环境变量：`);
    return `（${inner}）`;
  });
}

const wide =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/gu;

/** Columns on a terminal: a Chinese character takes two. */
export function displayWidth(text: string): number {
  const bare = stripVTControlCharacters(text);
  return [...bare].length + (bare.match(wide)?.length ?? 0);
}

/** Chinese may break after any character, but punctuation stays with the one before. */
const piece = /\s*(?:[\u2E80-\u9FFF][，。；：、）”》！？]*|[（“《]?[^\s\u2E80-\u9FFF]+[，。；：、）”》！？]*)/gu;

function boxWrap(text: string, width: number): string {
  return text
    .split(/\r\n|\n/)
    .map((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string {
  const lines: string[] = [];
  let current = '';
  for (const chunk of line.match(piece) ?? []) {
    if (current !== '' && displayWidth(current + chunk) > width) {
      lines.push(current);
      current = chunk.trimStart();
    } else current += chunk;
  }
  return [...lines, current].join('\n');
}
