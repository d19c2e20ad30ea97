import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Allow } from '../../http/allow.js';
import { StoresNothing } from '../../http/idempotency/idempotent.js';
import { Documented } from '../../http/openapi/documented.js';
import { FirstAdministrator } from './first-administrator.service.js';
import { accountDto } from './identity.dto.js';

const newAdministrator = z
  .strictObject({
    token: z.string().min(1).max(200).meta({ description: 'Of the link that redress serve prints · 启动时输出的链接' }),
    name: z.string().min(1).max(256),
    password: z.string().max(1_000).meta({ format: 'password' }),
  })
  .meta({ id: 'FirstAdministrator' });

/** Making the first administrator with a link, before anybody can sign in. */
@Controller('api/first-administrator')
@ApiTags('session')
export class FirstAdministratorController {
  constructor(private readonly first: FirstAdministrator) {}

  // The link works once, so that a repetition does nothing; nothing of a password is kept for an idempotency key.
  @Post()
  @Allow('anyone')
  @StoresNothing()
  @Documented({
    summary: { en: 'Makes the first administrator with a link', zh: '凭链接建立首名系统管理员' },
    answer: accountDto,
    status: 201,
    problems: [409],
  })
  make(
    @Body({ schema: newAdministrator }) given: z.infer<typeof newAdministrator>,
  ): Promise<z.infer<typeof accountDto>> {
    return this.first.make(given);
  }
}
