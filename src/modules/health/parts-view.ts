import type { z } from 'zod';
import { workerId, workerRoles } from '../../worker.js';
import type { partsDto } from './health.dto.js';
import { readinessOf, type PartState } from './part-state.js';

/** The parts as they are answered. */
export function partsView(states: readonly PartState[]): z.infer<typeof partsDto> {
  return { status: readinessOf(states), worker: workerId, roles: [...workerRoles()], parts: states.map(viewOf) };
}

function viewOf({ part, needed, fault, ageSeconds }: PartState): z.infer<typeof partsDto>['parts'][number] {
  return {
    part,
    needed_for: needed,
    well: fault === undefined,
    ...(fault === undefined ? {} : { code: fault.code, cause: fault.cause, remedy: fault.remedy }),
    ...(ageSeconds === undefined ? {} : { age_seconds: Math.round(ageSeconds) }),
  };
}
