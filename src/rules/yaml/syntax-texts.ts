/** What is wrong with the writing of a file, in Chinese, by the parser's own codes; the parser speaks English alone. */
const chinese: Readonly<Record<string, string>> = {
  BAD_DQ_ESCAPE: '双引号中的转义符无效',
  BAD_INDENT: '缩进有误，或左括号没有对应的右括号',
  BAD_PROP_ORDER: '标签或锚点的位置有误',
  BAD_SCALAR_START: '此字符不能作为未加引号的文字的开头',
  BLOCK_AS_IMPLICIT_KEY: '此处不能再开始一层“键: 值”或列表（冒号或缩进多余）',
  BLOCK_IN_FLOW: '括号内出现了按缩进书写的内容',
  KEY_OVER_1024_CHARS: '键过长',
  MISSING_CHAR: '缺少引号、逗号、冒号、短横线或空格',
  MULTILINE_IMPLICIT_KEY: '键跨越了多行，或其后缺少冒号',
  MULTIPLE_ANCHORS: '一个值有多个锚点',
  MULTIPLE_TAGS: '一个值有多个标签',
  TAB_AS_INDENT: '缩进使用了制表符',
  UNEXPECTED_TOKEN: '此处出现了多余的引号、括号、逗号或文字',
};

/** What the parser found, in both languages: its own first line in English, ours by its code in Chinese. */
export function syntaxDetail(code: string, message: string): { readonly detail: string; readonly detailZh: string } {
  const [line = ''] = message.split('\n');
  const detail = line.replace(/ at line .*$/, '').replace(/[.:]$/, '');
  const known = Object.hasOwn(chinese, code) ? chinese[code] : undefined;
  return { detail, detailZh: known ?? '无法解析' };
}
