// Starts the page of the API, and says on top in whose name it asks: that of the session in this browser, or of a token that is entered.
// A token stays in the memory of the page; nothing is sent to anybody else.

const isChinese = () => {
  try {
    return (localStorage.getItem('redress-language') ?? document.documentElement.lang).startsWith('zh');
  } catch {
    return document.documentElement.lang.startsWith('zh');
  }
};
const say = (en, zh) => (isChinese() ? zh : en);
const mayHaveSession = document.documentElement.dataset.session !== undefined;

/** Who the session of this browser belongs to; undefined where there is none (any more). */
async function whoAmI() {
  if (!mayHaveSession) return undefined;
  const response = await fetch('/api/session');
  return response.ok ? response.json() : undefined;
}

/** A change that is made with the session carries its present token, which is a new one after each confirmation. */
async function withCsrf(request) {
  const url = new URL(request.url, location.href);
  const headers = Object.keys(request.headers ?? {}).map((name) => name.toLowerCase());
  const isChange = !['GET', 'HEAD', 'OPTIONS'].includes((request.method ?? 'GET').toUpperCase());
  if (!isChange || url.origin !== location.origin || headers.includes('authorization')) return request;
  const csrf = (await whoAmI())?.csrf;
  if (csrf) request.headers = { ...request.headers, 'X-CSRF-Token': csrf };
  return request;
}

function element(name, text, more = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  return Object.assign(made, more);
}

function link(href, text) {
  return element('a', text, { href });
}

function signOutButton(csrf) {
  const button = element('button', say('Sign out', '退出登录'), { type: 'button' });
  button.addEventListener('click', async () => {
    await fetch('/api/session', { method: 'DELETE', headers: { 'x-csrf-token': csrf } });
    location.replace('/sign-in');
  });
  return button;
}

async function showWho() {
  const bar = document.getElementById('who');
  const who = await whoAmI();
  if (who === undefined) {
    const how = say('Nobody is signed in: ', '尚未登录：');
    const or = say(', or enter a token under “Authorize”.', '，或在“Authorize”中填写令牌。');
    bar.replaceChildren(how, link('/sign-in', say('sign in', '登录')), or);
    return;
  }
  const roles = who.roles.join(', ') || '-';
  const name = element('span', say(`Signed in as ${who.name} (${roles})`, `当前登录：${who.name}（${roles}）`));
  bar.replaceChildren(name, signOutButton(who.csrf));
}

SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#page',
  deepLinking: true,
  docExpansion: 'list',
  persistAuthorization: false,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
  requestInterceptor: withCsrf,
});
void showWho();
