import type { Text } from '../errors.js';

/** How people come in, for whoever started the service. */
export interface Entrance {
  /** `https://redress.example.org`: what the pages stand under. */
  readonly url: string;
  /** The link of the first administrator; undefined where there is one. */
  readonly firstAdministrator?: string;
  /** Accounts of a first look are there that nobody can use by this start. */
  readonly hasDemo: boolean;
}

/** What the service says about signing in when it starts. */
export function entranceLines({ url, firstAdministrator, hasDemo }: Entrance): readonly Text[] {
  return [
    { en: `  Sign in: ${url}/sign-in`, zh: `  登录：${url}/sign-in` },
    ...(firstAdministrator === undefined
      ? []
      : [
          {
            en: 'There is no administrator yet. Whoever opens this link becomes the first (once, within 24 hours):',
            zh: '尚无系统管理员。打开以下链接即可建立首名系统管理员（仅能使用一次，24 小时内有效）：',
          },
          plain(`  ${url}/first-administrator#${firstAdministrator}`),
        ]),
    ...(hasDemo
      ? [
          {
            en: 'Accounts of a first look are still here; nobody signs in to them now. redress accounts leave-demo disables them for good.',
            zh: '此处仍有演示账号，目前无人可以登录。可用 redress accounts leave-demo 永久停用。',
          },
        ]
      : []),
  ];
}

/** What a first look hands out. */
export interface FirstLookEntrance {
  readonly url: string;
  readonly link: string;
  readonly token: string;
}

/** What a first look says about signing in: the link of this start, and a request that works. */
export function firstLookLines({ url, link, token }: FirstLookEntrance): readonly Text[] {
  return [
    {
      en: 'Sign in as any role, on this machine, until it stops:',
      zh: '以任一角色登录（仅限本机，停止后失效）：',
    },
    plain(`  ${url}/demo#${link}`),
    {
      en: 'Ask as the compliance officer, from another terminal:',
      zh: '在另一终端以合规专员身份调用接口：',
    },
    plain(`  curl -H "Authorization: Bearer ${token}" "${url}/api/complaints?source=samples&limit=1"`),
    plain(`  export TOKEN=${token}`),
  ];
}

function plain(line: string): Text {
  return { en: line, zh: line };
}
