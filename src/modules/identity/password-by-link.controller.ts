import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Allow } from '../../http/allow.js';
import { StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { passwordByLink } from './identity.dto.js';
import { Passwords } from './passwords.service.js';

/** Setting a password with a link, before one can sign in. */
@Controller('api/password')
@ApiTags('session')
export class PasswordByLinkController {
  constructor(private readonly passwords: Passwords) {}

  // The link works once, so that a repetition does nothing; nothing of a password is kept for an idempotency key.
  @Post()
  @HttpCode(204)
  @Allow('anyone')
  @StoresNothing()
  @Documented({ summary: { en: 'Sets a password with a link', zh: '凭链接设置密码' }, status: 204 })
  set(@Body({ schema: passwordByLink }) { link, password }: z.infer<typeof passwordByLink>): Promise<void> {
    return this.passwords.setByLink(link, password);
  }
}
