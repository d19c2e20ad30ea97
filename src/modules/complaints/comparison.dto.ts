import { z } from 'zod';
import { askedNumber } from '../../http/number-schemas.js';
import { axisTexts } from '../../texts/axis-texts.js';
import { judgementParts } from '../judgements/judgement.dto.js';
import { outcomeDto, text, wordDto } from '../judgements/parts.dto.js';

const instantParameter = (description: string) => z.string().optional().meta({ description });
const setParameter = (description: string) => askedNumber.optional().meta({ description });

/** Judged then with these three axes, against judged now with those. */
export const comparisonQuery = z.strictObject({
  number: setParameter(
    'Which stored judgement is "then"; the newest where none is given · 作为“当时”的存档判定，默认为最新',
  ),
  known_at: instantParameter('After: by what was known at this instant; otherwise all · 其后：仅依据此时刻已知的内容'),
  set: setParameter('After: by this set; otherwise the one in force · 其后：依据该制度集，默认为现行'),
  at: instantParameter('After: for this instant; otherwise now · 其后：判定此时刻，默认为现在'),
  against_known_at: instantParameter('Before: instead of what was known then · 其前：代替当时已知的内容'),
  against_set: setParameter('Before: instead of the set of then · 其前：代替当时的制度集'),
  against_at: instantParameter('Before: instead of the instant of then · 其前：代替当时的判定时点'),
});

const axis = wordDto('JudgementAxis', axisTexts);

const sideDto = z
  .object({
    known_at: z.string().optional().meta({ description: 'Absent: by all that is known · 无此项表示依据全部已知内容' }),
    events: z.int().meta({ description: 'How many events were known · 已知事件数' }),
    set: z.object({ number: z.int(), digest: z.string() }),
    at: z.string(),
    outcome: outcomeDto,
    result: z.string(),
  })
  .meta({ id: 'JudgementSide' });

function differenceDto<Line extends z.ZodType>(line: Line) {
  return z.object({
    before: line.nullable(),
    after: line.nullable(),
    causes: z.array(z.array(axis)).meta({
      description:
        'The smallest sets of axes of which each by itself makes this difference · 单独即可造成该差异的最小因素组合',
    }),
    cause: text,
  });
}

const { findings, rights, retention, records, escalations } = judgementParts;

export const comparisonDto = z
  .object({
    complaint: z.uuid(),
    before: sideDto,
    after: sideDto,
    unrepeatable: z.literal(true).optional().meta({
      description:
        'Judging "then" again does not give what was stored: values were erased, or the engine is another · 重新判定“当时”得不到存档结果',
    }),
    axes: z.array(axis).meta({ description: 'In which the two sides differ · 两侧不同的因素' }),
    differences: z.object({
      findings: z.array(differenceDto(findings.element)),
      rights: z.array(differenceDto(rights.element)),
      retention: z.array(differenceDto(retention.element)),
      records: z.array(differenceDto(records.element)),
      escalations: z.array(differenceDto(escalations.element)),
    }),
  })
  .meta({ id: 'JudgementComparison', description: 'Judged then and judged now, side by side · 当时与现在的判定对照' });
