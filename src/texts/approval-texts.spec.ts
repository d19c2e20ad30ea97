import { describe, expect, it } from '@jest/globals';
import { approvalOf, approvalText, type SetPerson } from './approval-texts.js';

const person = (name: string): SetPerson => ({ actor: `account:${name}`, name, account: name });
const demo = (name: string): SetPerson => ({ ...person(name), isDemo: true });
const tokenOf = (name: string): SetPerson => ({ actor: 'token:t', name, account: name });
const program: SetPerson = { ...tokenOf('crm'), isProgram: true };
const system: SetPerson = { actor: 'system:policies-folder', name: undefined, account: undefined };
const command: SetPerson = { actor: 'system:command-line', name: undefined, account: undefined };

describe('the approval of a set', () => {
  it.each([
    [2, person('chen'), person('li'), 'approved', 'written by chen, approved by li', '起草人：chen，审批人：li'],
    [2, tokenOf('chen'), person('li'), 'approved', 'written by chen, approved by li', '审批人：li'],
    [2, person('chen'), person('chen'), 'solo', 'not approved by a second person (REDRESS_SOLO)', '未经第二人审批'],
    [2, tokenOf('chen'), person('chen'), 'solo', 'approved by chen, not approved by a second person', '未经第二人审批'],
    [2, command, command, 'solo', 'written by system, approved by system, not approved', '起草人：系统'],
    [2, command, person('li'), 'not-signed-in', 'not shown to be approved by a second person', '无法证明'],
    [2, person('chen'), command, 'not-signed-in', 'not shown to be approved by a second person', '无法证明'],
    [2, demo('officer'), demo('approver'), 'demo', 'not shown to be approved by a second person', '不代表特定人员'],
    [2, demo('officer'), person('li'), 'demo', 'not shown to be approved by a second person', '不代表特定人员'],
    [2, program, person('li'), 'program', 'whose token anybody may hold', '程序账号'],
    [1, system, undefined, 'first-set', 'the first set of an empty database', '空数据库的首个制度集'],
  ])('of set %i by %j and %j is %s', (set, author, approver, state, en, zh) => {
    const approval = approvalOf({ set, author, approver, hasReason: true });
    expect(approval.state).toBe(state);
    expect(approvalText(approval).en).toContain(en);
    expect(approvalText(approval).zh).toContain(zh);
  });

  it.each([
    [true, 'solo'],
    [false, 'without-approval'],
  ])('without approver, a reason kept: %s, is %s', (hasReason, state) => {
    expect(approvalOf({ set: 3, author: system, approver: undefined, hasReason }).state).toBe(state);
  });
});
