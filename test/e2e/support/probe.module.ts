import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Module,
  Param,
  Post,
  Put,
  Query,
  type DynamicModule,
} from '@nestjs/common';
import { Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { actorName, type Actor } from '../../../src/actor.js';
import { Allow } from '../../../src/http/allow.js';
import { RedressError } from '../../../src/errors.js';
import { httpFault } from '../../../src/http/http-errors.js';
import { CurrentActor } from '../../../src/http/current-actor.js';
import { mustMatch, type Expected } from '../../../src/http/entity-tag.js';
import type { Claim } from '../../../src/http/idempotency/claim.js';
import { Idempotent, StoresNothing } from '../../../src/http/idempotency/idempotent.js';
import { once } from '../../../src/http/idempotency/once.writer.js';
import { IfMatch } from '../../../src/http/if-match.js';
import { DocsModule } from '../../../src/http/openapi/docs.module.js';
import { Documented } from '../../../src/http/openapi/documented.js';
import { created, versioned, type Reply } from '../../../src/http/reply.js';
import { Upload, UploadedFile, type IncomingFile } from '../../../src/http/upload.js';
import { HealthModule } from '../../../src/modules/health/health.module.js';
import { DATABASE } from '../../../src/store/database-token.js';
import { StoreModule } from '../../../src/store/store.module.js';
import type { Database } from '../../../src/store/tx.js';

export const note = z
  .strictObject({
    title: z.string().min(1).max(20),
    count: z.int().min(0).max(9).default(1),
    on: z.iso.date().optional(),
    tags: z
      .array(z.enum(['late', 'paid']))
      .max(3)
      .default([]),
    more: z.record(z.string(), z.union([z.string(), z.strictObject({ kind: z.literal('none') })])).default({}),
  })
  .meta({ id: 'Note' });

type Note = z.infer<typeof note>;

const saved = z.object({ id: z.string(), by: z.string() }).meta({ id: 'Saved' });
const uuid = z.uuid();
const page = z.object({ limit: z.coerce.number().int().min(1).max(100).default(50), after: z.string().optional() });

/** Routes that do little, so that what is around them can be seen. */
@Controller('api/probe')
@ApiTags('probe')
export class ProbeController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Allow('report.read')
  @Documented({ summary: { en: 'Lists', zh: '列出' }, answer: page })
  list(@Query({ schema: page }) asked: z.infer<typeof page>): z.infer<typeof page> {
    return asked;
  }

  @Get('versioned/:id')
  @Allow('report.read')
  @Documented({ summary: { en: 'Reads', zh: '读取' }, answer: note, problems: [404], versioned: true })
  read(@Param('id', { schema: uuid }) _id: string): Reply<Note> {
    return versioned({ title: 'a', count: 1, tags: [], more: {} }, 3);
  }

  @Post('echo')
  @HttpCode(200)
  @Allow('complaint.write')
  @StoresNothing()
  @Documented({ summary: { en: 'Gives back', zh: '原样返回' }, answer: note })
  echo(@Body({ schema: note }) body: Note): Note {
    return body;
  }

  @Post('save')
  @Allow('complaint.write')
  @Documented({ summary: { en: 'Saves', zh: '保存' }, answer: saved, status: 201 })
  save(
    @Body({ schema: note }) body: Note,
    @CurrentActor() by: Actor,
    @Idempotent() claim: Claim | undefined,
  ): Promise<Reply<{ id: string; by: string }>> {
    return once(this.database, claim, 0, async (tx) => {
      await tx.query('probe', 'select pg_sleep(0.2)');
      return {
        status: 201,
        body: { id: `${body.title}-${(counter += 1)}`, by: actorName(by) },
        headers: { location: '/api/probe/x' },
      };
    });
  }

  @Put('versioned/:id')
  @Allow('policy.propose')
  @Documented({ summary: { en: 'Changes', zh: '修改' }, answer: saved, status: 201 })
  change(@IfMatch() expected: Expected, @Idempotent() _claim: Claim | undefined): Reply<{ id: string; by: string }> {
    mustMatch(expected, 3);
    return created({ id: 'x', by: 'y' }, '/api/probe/versioned/x', 4);
  }

  @Delete('versioned/:id')
  @HttpCode(204)
  @Allow('policy.propose')
  @Documented({ summary: { en: 'Removes', zh: '删除' }, status: 204 })
  remove(@Idempotent() _claim: Claim | undefined): void {}

  @Post('upload')
  @HttpCode(200)
  @Upload('text/csv', 'application/x-ndjson')
  @Allow('complaint.write')
  @StoresNothing()
  @Documented({
    summary: { en: 'Counts bytes', zh: '统计字节数' },
    answer: z.object({ bytes: z.int(), type: z.string(), charset: z.string().optional() }),
  })
  async upload(@UploadedFile() file: IncomingFile): Promise<{ bytes: number; type: string; charset?: string }> {
    let bytes = 0;
    for await (const chunk of file.stream) {
      bytes += chunk.length;
      if (file.charset === 'utf-16') throw new RedressError([httpFault('http.refused')]);
    }
    return { bytes, type: file.type, ...(file.charset === undefined ? {} : { charset: file.charset }) };
  }

  @Get('broken')
  @Allow('report.read')
  @Documented({ summary: { en: 'Breaks', zh: '出错' }, answer: saved })
  broken(): never {
    throw new TypeError('张三 lives at 5 High Street');
  }

  @Get('slow')
  @Allow('anyone')
  @Documented({ summary: { en: 'Takes a while', zh: '耗时较长' }, answer: saved })
  async slow(): Promise<{ id: string; by: string }> {
    await new Promise((resolve) => setTimeout(resolve, 400));
    return { id: 'slow', by: '-' };
  }
}

let counter = 0;

@Module({ controllers: [ProbeController] })
class ProbeModule {}

@Module({})
class Root {}

/** An application of the manners alone. */
export function probeApp(database: Database): DynamicModule {
  return { module: Root, imports: [StoreModule.of(database), HealthModule, DocsModule, ProbeModule] };
}
