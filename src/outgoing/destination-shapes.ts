import { z } from 'zod';
import { robotFlavours } from './destination.js';
import { inBoth } from '../rules/yaml/expected-texts.js';
import { record, text } from '../rules/yaml/shapes.js';

const word = z.string().min(1);
const port = z
  .int(inBoth('a port: a whole number from 1 to 65535', '端口号：1 至 65535 的整数'))
  .min(1)
  .max(65_535, inBoth('a port: a whole number from 1 to 65535', '端口号：1 至 65535 的整数'));
/** Looked at by `destination-parts.ts`, whether it is there too, which never repeats what it finds. */
const secret = z.unknown().optional();
const url = secret;

const common = {
  'allow-private': z.union([z.boolean(), z.array(word).min(1)]).default(false),
  'ca-file': word.optional(),
};

/** The shape of each kind of destination, besides its `kind`; what its secrets and addresses are is checked by `readDestinations`. */
export const destinationShapes = {
  smtp: record({
    kind: z.literal('smtp'),
    host: word,
    port: port.default(587),
    security: z.enum(['tls', 'starttls']).optional(),
    from: z.email(inBoth('an e-mail address', '电子邮件地址')),
    user: word.optional(),
    password: secret,
    ...common,
  }),
  webhook: record({ kind: z.literal('webhook'), url, secret: secret, ...common }),
  robot: record({
    kind: z.literal('robot'),
    flavour: z.enum(robotFlavours),
    url,
    secret: secret,
    language: z.enum(['en', 'zh']).default('zh'),
    ...common,
  }),
  s3: record({
    kind: z.literal('s3'),
    url,
    region: word,
    bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, inBoth('the name of a bucket', '存储桶名称')),
    'access-key': secret,
    'secret-key': secret,
    ...common,
  }),
  tsa: record({ kind: z.literal('tsa'), url, user: word.optional(), password: secret, ...common }),
  oidc: record({
    kind: z.literal('oidc'),
    issuer: url,
    'client-id': word,
    'client-secret': secret,
    scopes: z.array(word).default(['openid', 'profile']),
    roles: record({ claim: word, map: z.record(z.string(), word) }).optional(),
    units: record({ claim: word }).optional(),
    'create-accounts': z.enum(['with-role', 'always', 'never']).default('with-role'),
    'administrator-from-claims': z.boolean().default(false),
    label: text.optional(),
    ...common,
  }),
} as const;

/** The whole file. */
export const fileShape = record({ destinations: z.record(z.string(), z.unknown()) });
