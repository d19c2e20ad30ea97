import type { Language, Text } from '../errors.js';
import type { Role } from '../authority/roles.js';

/** A secret of a destination. Read where it is used, so that a file which is replaced holds at once; never a property, never printed. */
export interface Secret {
  /** `file /run/secrets/crm` or `environment CRM_SECRET`. */
  readonly where: string;
  /** Refuses a file or a variable that has gone. */
  read(): Promise<string>;
}

interface Common {
  readonly name: string;
  /** The host of its address, as it is shown to people. */
  readonly host: string;
  readonly port: number;
  /** Hosts that may be private or loopback addresses. */
  readonly privateHosts: readonly string[];
  /** The file of a certificate authority of one's own, in PEM, instead of the public ones. */
  readonly authority: string | undefined;
}

/** A mail server. */
export interface SmtpDestination extends Common {
  readonly kind: 'smtp';
  readonly security: 'tls' | 'starttls';
  readonly from: string;
  readonly user: string | undefined;
  readonly password: Secret | undefined;
}

/** Takes notices as JSON. */
export interface WebhookDestination extends Common {
  readonly kind: 'webhook';
  readonly url: URL;
  /** Signs what is sent. */
  readonly secret: Secret | undefined;
}

export const robotFlavours = ['wecom', 'dingtalk', 'feishu'] as const;

/** Whose robot it is: each takes and answers messages of its own form. */
export type RobotFlavour = (typeof robotFlavours)[number];

/** The robot of a group of a chat program. Its address is all that it takes to write there. */
export interface RobotDestination extends Common {
  readonly kind: 'robot';
  readonly flavour: RobotFlavour;
  readonly url: URL;
  /** Signs what is sent, where the robot is set to want it; WeCom's never does. */
  readonly secret: Secret | undefined;
  readonly language: Language;
}

/** A store of objects. */
export interface S3Destination extends Common {
  readonly kind: 's3';
  readonly url: URL;
  readonly region: string;
  readonly bucket: string;
  readonly accessKey: Secret;
  readonly secretKey: Secret;
}

/** A time-stamping authority (RFC 3161). Its answers are signed, so it may be reached without TLS. */
export interface TsaDestination extends Common {
  readonly kind: 'tsa';
  readonly url: URL;
  readonly user: string | undefined;
  readonly password: Secret | undefined;
}

/** A provider of sign-in (OpenID Connect). */
export interface OidcDestination extends Common {
  readonly kind: 'oidc';
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: Secret | undefined;
  readonly scopes: readonly string[];
  /** The claim that names roles, and which of its values is which; undefined where roles are given here. */
  readonly roles: { readonly claim: string; readonly map: Readonly<Record<string, Role>> } | undefined;
  /** The claim that names units. */
  readonly units: { readonly claim: string } | undefined;
  /** Whose accounts are made at the first sign-in: of those with a role, of everybody, of nobody. */
  readonly createAccounts: 'with-role' | 'always' | 'never';
  /** Whether a claim may make somebody an administrator. */
  readonly administratorFromClaims: boolean;
  /** On the button. */
  readonly label: Text;
}

export type Destination =
  SmtpDestination | WebhookDestination | RobotDestination | S3Destination | TsaDestination | OidcDestination;

export type DestinationKind = Destination['kind'];

/** By their names, in the order of the file. */
export type Destinations = ReadonlyMap<string, Destination>;

/** The providers of sign-in. */
export function oidcProviders(destinations: Destinations): readonly OidcDestination[] {
  return [...destinations.values()].filter((destination) => destination.kind === 'oidc');
}

/** The mail server that notices go by: the one named `mail`, or the only one. */
export function mailServer(destinations: Destinations): SmtpDestination | undefined {
  const servers = [...destinations.values()].filter((destination) => destination.kind === 'smtp');
  return servers.find(({ name }) => name === 'mail') ?? (servers.length === 1 ? servers[0] : undefined);
}
