import { describe, expect, it } from '@jest/globals';
import { processRoles, readProcessRoles, rolesText } from './process-roles.js';

describe('the roles of a process', () => {
  it.each([
    ['', [...processRoles], []],
    [' , ', [...processRoles], []],
    ['sweep', ['sweep'], []],
    ['render, api,api', ['api', 'render'], []],
    ['api,swep', ['api'], ['swep']],
    ['API', [], ['API']],
    ['toString', [], ['toString']],
  ])('written as "%s"', (text, roles, unknown) => {
    const read = readProcessRoles(text);
    expect([...read.roles]).toEqual(roles);
    expect(read.unknown).toEqual(unknown);
  });

  it('are written as they are read', () => {
    const { roles } = readProcessRoles('jobs,api');
    expect(rolesText(roles)).toBe('api,jobs');
    expect(readProcessRoles(rolesText(roles)).roles).toEqual(roles);
  });
});
