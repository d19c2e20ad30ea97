import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { builtRoutes } from './built-routes.mjs';

const head = `# Authority · 权限

Who may do what. There is one table, \`src/authority/authority.ts\`; every route names one of its verbs (\`@Allow\`), and nothing else asks for
roles. This page is generated from the table and the routes (\`node scripts/generate.mjs\`) and checked by \`npm run check\`;
\`test/e2e/authority-matrix.spec.ts\` asks every route as every role, signed out, and with every token scope.

权限统一由 \`src/authority/authority.ts\` 一张表规定；每个接口声明（\`@Allow\`）其中一项操作，其他代码不判断角色。本页由该表和接口生成，请勿手工修改。
`;

const limits = {
  byUnit: { en: 'handlers: complaints of their own units', zh: '处理人员仅限本单位的投诉' },
  stepUp: {
    en: 'password or code again within {minutes} minutes; no token',
    zh: '{minutes} 分钟内须再次验证密码或动态码；不可用令牌',
  },
  person: { en: 'a person, no token', zh: '须本人登录，不可用令牌' },
  notOwn: {
    en: 'not their own work (but with `REDRESS_SOLO=1`)',
    zh: '不得审批本人起草的内容（`REDRESS_SOLO=1` 时除外）',
  },
};

const special = {
  anyone: { en: 'anyone, without saying who', zh: '任何人，无需表明身份' },
  'signed-in': { en: 'everybody who signed in, or their token', zh: '所有已登录人员或其令牌' },
  'in-person': { en: 'everybody who signed in; no token', zh: '所有已登录人员，不可用令牌' },
};

/** The page of who may do what, from a folder of built code (`dist/src`). */
export async function authorityPage(folder) {
  const load = (name) => import(pathToFileURL(path.join(folder, name)).href);
  const { authority, confirmationLasts } = await load('authority/authority.js');
  const { roleTexts } = await load('authority/roles.js');
  const { conflictOf } = await load('authority/conflicts.js');
  const { eventVerbs } = await load('modules/complaints/event-verbs.js');
  const { purposes } = await load('modules/complaints/purposes.js');
  const routes = (await builtRoutes(folder)).toSorted(byPath);
  return [
    head,
    section('Roles · 角色', rolesTable(roleTexts)),
    section('Verbs · 操作', verbsTable(authority, confirmationLasts / 60_000)),
    section('Who may what · 角色与操作', matrix(authority, roleTexts)),
    section('Apart · 不得兼任', conflictList(roleTexts, conflictOf)),
    section('Events that take more · 须另行授权的事件', eventsTable(eventVerbs)),
    section('Purposes of opening · 查阅用途', purposesTable(purposes)),
    section('Routes · 接口', routesTable(routes)),
  ].join('\n');
}

function section(title, text) {
  return `## ${title}\n\n${text}\n`;
}

function rolesTable(texts) {
  const rows = Object.entries(texts).map(([role, text]) => [code(role), text.en, text.zh]);
  return table(['role · 角色', 'English', '中文'], rows);
}

function verbsTable(authority, minutes) {
  const rows = Object.entries(authority).map(([verb, rule]) => {
    const limited = limitsOf(rule).map(({ en, zh }) => filled(`${en} · ${zh}`, minutes));
    const roles = rule.roles.map(code).join(', ');
    return [
      code(verb),
      `${rule.title.en} · ${rule.title.zh}`,
      roles,
      rule.scope ? code(rule.scope) : '–',
      limited.join('; ') || '–',
    ];
  });
  return table(['verb · 操作', '', 'roles · 角色', 'token scope · 令牌范围', 'limits · 限制'], rows);
}

function limitsOf({ scope, byUnit, stepUp, notOwn }) {
  return [
    ...(byUnit ? [limits.byUnit] : []),
    ...(stepUp ? [limits.stepUp] : scope === undefined ? [limits.person] : []),
    ...(notOwn ? [limits.notOwn] : []),
  ];
}

function matrix(authority, texts) {
  const roles = Object.keys(texts);
  const rows = Object.entries(authority).map(([verb, rule]) => [
    code(verb),
    ...roles.map((role) => (rule.roles.includes(role) ? (rule.byUnit && role === 'handler' ? '○' : '●') : '')),
  ]);
  const legend = '● yes · 可 — ○ for complaints of their own units · 仅限本单位的投诉';
  return `${table(['', ...roles.map(code)], rows)}\n\n${legend}`;
}

function conflictList(texts, conflictOf) {
  const roles = Object.keys(texts);
  const pairs = roles.flatMap((one, index) => roles.slice(index + 1).map((other) => [one, other]));
  const apart = pairs.filter((pair) => conflictOf(pair) !== undefined);
  const lines = apart.map(([one, other]) => {
    return `- ${code(one)} and ${code(other)}: no one person has both. · ${code(one)} 与 ${code(other)} 不得由同一人兼任。`;
  });
  return [
    ...lines,
    `- ${code('administrator')}: an administrator gets another role, and whoever has another role gets this one, only when a second administrator agrees. · 系统管理员兼任其他角色，或其他角色人员兼任系统管理员，须经另一名系统管理员同意。`,
    '- Nobody approves or refuses what they wrote themselves. · 任何人不得审批自己起草的内容。',
  ].join('\n');
}

function eventsTable(verbs) {
  const rows = [...verbs].map(([type, verb]) => [code(type), code(verb)]);
  const rest = `Every other event is ${code('complaint.write')}. Taking an event back takes the same, but for holds: taking back a placed one is lifting it, taking back a lifted one is placing it. An opening is recorded by opening alone and never taken back. An import over HTTP by a mapping that can bring such events takes their verbs too. · 其他事件均为 ${code('complaint.write')}。撤回事件所需权限与登记相同；撤回保全等同解除，撤回解除等同设置。查阅登记只能由查阅操作产生，不可撤回。通过 HTTP 导入此类事件同样需要相应权限。`;
  return `${table(['event · 事件', 'verb · 操作'], rows)}\n\n${rest}`;
}

function purposesTable(purposes) {
  const rows = Object.entries(purposes).map(([name, text]) => [code(name), text.en, text.zh]);
  return table(['code · 代码', 'English', '中文'], rows);
}

function routesTable(routes) {
  const rows = routes.map(({ method, path: at, allowed }) => {
    const text = special[allowed];
    return [
      `${code(`${method} ${at.replaceAll(/:(\w+)/g, '{$1}')}`)}`,
      text ? `${text.en} · ${text.zh}` : code(allowed),
    ];
  });
  return table(['route · 接口', 'verb · 操作'], rows);
}

function byPath(a, b) {
  return a.path < b.path || (a.path === b.path && a.method < b.method) ? -1 : 1;
}

function table(titles, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), `|${titles.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}

function code(text) {
  return `\`${text}\``;
}

function filled(text, minutes) {
  return text.replaceAll('{minutes}', String(minutes));
}
