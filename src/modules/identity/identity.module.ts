import { Module } from '@nestjs/common';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { Attempts } from './attempts.service.js';
import { Authentication } from './authentication.service.js';
import { Confirmation } from './confirmation.service.js';
import { DemoController } from './demo.controller.js';
import { Demo } from './demo.service.js';
import { FirstAdministratorController } from './first-administrator.controller.js';
import { FirstAdministrator } from './first-administrator.service.js';
import { OidcClient } from './oidc-client.service.js';
import { OidcIdentitiesController } from './oidc-identities.controller.js';
import { OidcIdentities } from './oidc-identities.service.js';
import { OidcPeople } from './oidc-people.service.js';
import { OidcProviders } from './oidc-providers.service.js';
import { OidcSignIn } from './oidc-sign-in.service.js';
import { OidcController } from './oidc.controller.js';
import { OwnAccountController } from './own-account.controller.js';
import { PasswordByLinkController } from './password-by-link.controller.js';
import { PasswordHasher } from './password.hasher.js';
import { Passwords } from './passwords.service.js';
import { RoleRequestsController } from './role-requests.controller.js';
import { RoleRequests } from './role-requests.service.js';
import { Rotation } from './rotation.service.js';
import { SecondFactorCodes } from './second-factor-codes.service.js';
import { SecondFactorSessionController } from './second-factor-session.controller.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactor } from './second-factor.service.js';
import { SecretKey } from './secret-key.service.js';
import { SessionController } from './session.controller.js';
import { Sessions } from './sessions.service.js';
import { SignIn } from './sign-in.service.js';
import { Tokens } from './tokens.service.js';
import { WhoAmI } from './who-am-i.service.js';

const services = [
  AccountsService,
  Attempts,
  Authentication,
  Confirmation,
  Demo,
  FirstAdministrator,
  OidcClient,
  OidcIdentities,
  OidcPeople,
  OidcProviders,
  OidcSignIn,
  PasswordHasher,
  Passwords,
  RoleRequests,
  Rotation,
  SecondFactor,
  SecondFactorCodes,
  SecretKey,
  Sessions,
  SignIn,
  Tokens,
  WhoAmI,
];

/** Who may act: accounts, passwords, sessions, tokens. */
@Module({
  imports: [DestinationsModule],
  controllers: [
    SessionController,
    OidcController,
    SecondFactorSessionController,
    SecondFactorController,
    PasswordByLinkController,
    DemoController,
    FirstAdministratorController,
    OwnAccountController,
    AccountsController,
    OidcIdentitiesController,
    RoleRequestsController,
  ],
  providers: services,
  exports: services,
})
export class IdentityModule {}
