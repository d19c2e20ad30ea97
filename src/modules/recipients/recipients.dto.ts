import { z } from 'zod';

const unit = z.string().min(1).max(100);
const destination = z.string().min(1).max(100);

/** Ids of roles, as organisation.yaml has them; whether the organisation has it is said in words of its own. */
export const roleParameter = z.string().min(1).max(100);

const holder = z.strictObject({
  unit: unit.optional().meta({
    description:
      'For this unit alone; absent: for all that have nobody of their own · 仅限该单位；缺省适用于未另行指定的单位',
  }),
  account: z.uuid().toLowerCase().optional(),
  destination: destination
    .optional()
    .meta({ description: 'A webhook or robot, by its name · webhook 或 robot 的名称' }),
});

export const newRecipientsDto = z
  .strictObject({ recipients: z.array(holder).max(500) })
  .meta({ id: 'NewRecipients', description: 'The whole list of the role · 该岗位的完整名单' });

const warning = z.object({ code: z.string(), en: z.string(), zh: z.string() }).meta({ id: 'RecipientWarning' });

export const roleRecipientsDto = z
  .object({
    role: z.string(),
    in_force: z.boolean().meta({ description: 'The set in force has this role · 现行制度集有此岗位' }),
    fallback: z.boolean().meta({ description: 'Told where nobody else can be · 无人可提醒时的兜底负责人' }),
    recipients: z.array(
      z.object({
        unit: z.string().nullable(),
        account: z.uuid().nullable(),
        account_name: z.string().nullable(),
        destination: z.string().nullable(),
        added_at: z.string(),
        added_by: z.string(),
        warning: warning.nullable(),
      }),
    ),
    warnings: z.array(warning),
  })
  .meta({ id: 'RoleRecipients' });

export const recipientsDto = z.object({ roles: z.array(roleRecipientsDto) }).meta({ id: 'Recipients' });
