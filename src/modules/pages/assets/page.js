// One script for every page on which people come in: sign-in, first-administrator, set-password, demo.
const page = document.body.dataset.page;
const notice = document.getElementById('notice');
/** What stands behind the # of the address: it never leaves the browser by itself. */
const secret = () => decodeURIComponent(location.hash.slice(1));
const home = '/api/docs';
let csrf;

// Language

const remembered = 'redress-language';

function readChoice() {
  try {
    return localStorage.getItem(remembered);
  } catch {
    return null;
  }
}

function show(language) {
  const { documentElement: html } = document;
  html.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.title = `${language === 'zh' ? html.dataset.titleZh : html.dataset.titleEn} · Redress`;
}

document.getElementById('language').addEventListener('click', () => {
  const language = document.documentElement.lang === 'en' ? 'zh' : 'en';
  show(language);
  try {
    localStorage.setItem(remembered, language);
  } catch {
    // A browser that keeps nothing asks again on the next page.
  }
});
const chosen = readChoice();
if (chosen === 'en' || chosen === 'zh') show(chosen);

// What is told

const saidTexts = document.getElementById('said').content;

/** A text of the page, in both languages. */
function said(key) {
  return [...saidTexts.querySelector(`[data-key="${key}"]`).childNodes].map((node) => node.cloneNode(true));
}

function inBoth(en, zh) {
  return [
    ['en', en],
    ['zh-CN', zh],
  ].map(([language, text]) => {
    const span = document.createElement('span');
    span.lang = language;
    span.textContent = text;
    return span;
  });
}

function element(name, children) {
  const made = document.createElement(name);
  made.append(...children);
  return made;
}

function tell(children, isGood = false) {
  notice.replaceChildren(...children);
  notice.classList.toggle('good', isGood);
  notice.hidden = false;
  notice.focus();
}

/** The faults of a problem (RFC 9457), in both languages, and the fields that they are of. */
function tellProblem(problem, form) {
  const inEnglish = problem.language === 'en' ? problem : problem.translation;
  const inChinese = problem.language === 'en' ? problem.translation : problem;
  const items = inEnglish.faults.map((fault, index) => {
    const other = inChinese.faults[index];
    return element('li', inBoth(`${fault.cause} ${fault.remedy}`, `${other.cause}${other.remedy}`));
  });
  tell([element('p', said('failed')), element('ul', items)]);
  for (const { pointer } of inEnglish.faults) {
    const field = form?.elements.namedItem((pointer ?? '').replace('#/', ''));
    if (field) field.setAttribute('aria-invalid', 'true');
  }
}

// What is asked of the server

/** The answer to a change, or undefined where it was refused and that was told. */
async function ask(path, body, form) {
  for (const field of form?.elements ?? []) field.removeAttribute('aria-invalid');
  notice.hidden = true;
  const headers = { 'content-type': 'application/json' };
  if (csrf !== undefined) headers['x-csrf-token'] = csrf;
  let response;
  let answer;
  try {
    response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const text = await response.text();
    answer = text === '' ? {} : JSON.parse(text);
  } catch {
    tell([element('p', said('unreachable'))]);
    return undefined;
  }
  if (response.ok) return answer;
  tellProblem(answer, form);
  return undefined;
}

/** Nothing is sent twice while the first answer is awaited. */
async function withButtonsOff(work) {
  const buttons = document.querySelectorAll('main button');
  for (const button of buttons) button.disabled = true;
  try {
    await work();
  } finally {
    for (const button of buttons) button.disabled = false;
  }
}

function entered(answer) {
  if (answer === undefined) return;
  csrf = answer.csrf;
  if (answer.stage === 'full') {
    location.replace(home);
    return;
  }
  document.getElementById('password').hidden = true;
  document.getElementById('services').hidden = true;
  document.getElementById('services-title').hidden = true;
  document.getElementById('code').hidden = false;
  document.getElementById('code-code').focus();
}

const signIn = async (name, password, form) => entered(await ask('/api/session', { name, password }, form));

/** What each form does with what was filled in. */
const forms = {
  password: ({ name, password }, form) => signIn(name, password, form),
  code: async ({ code }, form) => entered(await ask('/api/session/code', { code: code.replaceAll(/\s/g, '') }, form)),
  administrator: async ({ name, password }, form) => {
    const made = await ask('/api/first-administrator', { token: secret(), name, password }, form);
    if (made !== undefined) await signIn(made.name, password, form);
  },
  set: async ({ password }, form) => {
    if ((await ask('/api/password', { link: secret(), password }, form)) === undefined) return;
    form.reset();
    location.replace('/sign-in#password-set');
  },
};

for (const form of document.forms)
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void withButtonsOff(() => forms[form.id](Object.fromEntries(new FormData(form)), form));
  });

for (const button of document.querySelectorAll('[data-choice]'))
  button.addEventListener('click', () => {
    const account = button.dataset.choice;
    void withButtonsOff(async () => entered(await ask('/api/session/link', { token: secret(), account })));
  });

for (const box of document.querySelectorAll('[data-shows]'))
  box.addEventListener('change', () => {
    document.getElementById(box.dataset.shows).type = box.checked ? 'text' : 'password';
  });

/** What the server says without being asked for anything to be changed; undefined where it says nothing. */
async function look(path) {
  try {
    const response = await fetch(path);
    return { isGood: response.ok, answer: await response.json() };
  } catch {
    return undefined;
  }
}

/** Whoever comes back from a sign-in service is in already, or has a code to show. */
async function comeBack() {
  history.replaceState(null, '', '/sign-in');
  if ((await look('/api/session'))?.isGood === true) {
    location.replace(home);
    return;
  }
  const waiting = await look('/api/session/code');
  if (waiting?.isGood === true) entered({ csrf: waiting.answer.csrf, stage: 'code' });
}

/** A way to each sign-in service, if there are any. */
async function showServices() {
  const { providers = [] } = (await look('/api/session/oidc'))?.answer ?? {};
  const list = document.getElementById('services');
  for (const { name, label } of providers) {
    const link = element('a', inBoth(label.en, label.zh));
    link.href = `/api/session/oidc/${encodeURIComponent(name)}`;
    list.append(element('li', [link]));
  }
  document.getElementById('services-title').hidden =
    providers.length === 0 || document.getElementById('password').hidden;
}

if (page === 'sign-in') void showServices();
if (page === 'sign-in' && location.hash === '#signed-in') void comeBack();
else if (page === 'sign-in' && location.hash === '#password-set') {
  history.replaceState(null, '', '/sign-in');
  tell([element('p', said('isSet'))], true);
} else if (page !== 'sign-in' && secret() === '') tell([element('p', said('noToken'))]);
