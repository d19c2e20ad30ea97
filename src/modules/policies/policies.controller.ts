import { hash } from 'node:crypto';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { readSolo } from '../../config.js';
import { Allow } from '../../http/allow.js';
import { Documented } from '../../http/openapi/documented.js';
import { Reply } from '../../http/reply.js';
import { folderDto, inForceDto, setDto, setNumber, setsDto, setsQuery, vocabularyDto } from './policies.dto.js';
import { changeView } from './change-views.js';
import { changesDto, changesQuery } from './changes.dto.js';
import { PoliciesFolder } from './policies-folder.service.js';
import { PoliciesService } from './policies.service.js';
import {
  faultView,
  inForceView,
  instantTextOf,
  listedView,
  setView,
  vocabularyView,
  type InstantText,
} from './policy-views.js';
import { Rejudging } from './rejudging.service.js';
import { SetApprovals } from './set-approvals.service.js';
import { SetChanges } from './set-changes.service.js';

/** The policies by which complaints are judged: in force, before, and as the folder has them. */
@Controller('api/policies')
@ApiTags('policies')
export class PoliciesController {
  constructor(
    private readonly policies: PoliciesService,
    private readonly folder: PoliciesFolder,
    private readonly rejudging: Rejudging,
    private readonly setChanges: SetChanges,
    private readonly approvals: SetApprovals,
  ) {}

  @Get('in-force')
  @Allow('policy.read')
  @Documented({
    summary: { en: 'The set of policies in force', zh: '现行制度集' },
    answer: inForceDto,
    versioned: true,
  })
  async inForce(): Promise<Reply<z.infer<typeof inForceDto>>> {
    const rejudged = await this.rejudging.progress();
    const { set, stored } = this.policies.inForce();
    const approval = await this.approvals.ofOne(stored);
    const waivers = await this.approvals.ofWaivers(set, stored);
    return tagged(inForceView(set, stored, { rejudged, approval, waivers, solo: readSolo() }));
  }

  @Get('sets')
  @Allow('policy.read')
  @Documented({ summary: { en: 'Every set that was ever in force', zh: '历次采用的制度集' }, answer: setsDto })
  async sets(@Query({ schema: setsQuery }) page: z.infer<typeof setsQuery>): Promise<z.infer<typeof setsDto>> {
    const { sets, ...next } = await this.policies.sets(page);
    const approvals = await this.approvals.of(sets);
    const listed = sets.flatMap((each, index) => {
      const approval = approvals[index];
      return approval === undefined ? [] : [listedView(each, approval, this.when())];
    });
    return { sets: listed, ...next };
  }

  @Get('sets/:number')
  @Allow('policy.read')
  @Documented({
    summary: { en: 'One set with its whole texts', zh: '某一制度集的全文' },
    answer: setDto,
    problems: [404],
    versioned: true,
  })
  async set(@Param('number', { schema: setNumber }) number: number): Promise<Reply<z.infer<typeof setDto>>> {
    const stored = await this.policies.read(number);
    return tagged(setView(stored, await this.approvals.ofOne(stored), this.when()));
  }

  @Get('sets/:number/changes')
  @Allow('policy.read')
  @Documented({
    summary: {
      en: 'What a set says otherwise than another, and whose complaints that concerns',
      zh: '某一制度集与另一制度集的差异及其影响范围',
    },
    answer: changesDto,
    problems: [404, 409],
    versioned: true,
  })
  async changes(
    @Param('number', { schema: setNumber }) number: number,
    @Query({ schema: changesQuery }) asked: z.infer<typeof changesQuery>,
  ): Promise<Reply<z.infer<typeof changesDto>>> {
    const { against, changes } = await this.setChanges.of(number, asked.against);
    return tagged({ set: number, against, changes: changes.map(changeView) });
  }

  @Get('folder')
  @Allow('policy.read')
  @Documented({
    summary: {
      en: 'The folder of policies: in force, or what is wrong with it',
      zh: '制度文件夹：是否已生效，存在哪些问题',
    },
    answer: folderDto,
  })
  async status(): Promise<z.infer<typeof folderDto>> {
    const { folder, state, digest, lookedAt, faults, proposal } = await this.folder.status();
    return {
      folder,
      state,
      digest: digest ?? null,
      looked_at: this.when()(lookedAt),
      in_force: this.policies.isReady() ? this.policies.inForce().number : null,
      proposal: proposal ?? null,
      faults: faults.map(faultView),
    };
  }

  @Get('vocabulary')
  @Allow('policy.read')
  @Documented({
    summary: { en: 'Events and facts that may be recorded of a complaint', zh: '可登记的投诉事件与事实' },
    answer: vocabularyDto,
    versioned: true,
  })
  vocabulary(): Reply<z.infer<typeof vocabularyDto>> {
    const { set, number } = this.policies.inForce();
    return tagged(vocabularyView(set, number));
  }

  private when(): InstantText {
    return instantTextOf(this.policies.isReady() ? this.policies.inForce().set : undefined);
  }
}

/** With an ETag over all that the answer says. */
function tagged<T>(body: T): Reply<T> {
  return new Reply(body, { headers: { etag: `"${hash('sha256', JSON.stringify(body)).slice(0, 32)}"` } });
}
