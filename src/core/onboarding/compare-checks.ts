import * as z from 'zod';
import { beyond, type Deviation, wrong } from './deviation.ts';
import type { Rule } from './ruleset.ts';

const checks = z.array(z.object({ context: z.string(), integration_id: z.number().nullish() })).catch([]);

export type RequiredCheck = z.output<typeof checks>[number];

/** The checks that a rule requires, with the App that each must come from. */
export function requiredChecks({ type, parameters }: Rule): readonly RequiredCheck[] {
  return type === 'required_status_checks' ? checks.parse(parameters?.['required_status_checks']) : [];
}

/** Required checks and whom each is believed from: all that are required must pass, so one that can't come blocks every merge. */
export function compareChecks(wanted: Rule, found: Rule): Deviation[] {
  const asked = requiredChecks(wanted);
  const have = requiredChecks(found);
  return [
    ...asked.flatMap((check) =>
      comparePins(
        check,
        have.filter(({ context }) => context === check.context),
      ),
    ),
    ...have
      .filter(({ context }) => !asked.some((check) => check.context === context))
      .map(({ context }) => beyond(`it also requires the check "${context}"`)),
  ];
}

function comparePins(asked: RequiredCheck, have: readonly RequiredCheck[]): Deviation[] {
  if (have.length === 0) return [wrong(`the check "${asked.context}" is not required`)];
  const others = have.filter(({ integration_id: id }) => typeof id === 'number' && id !== asked.integration_id);
  if (others.length > 0)
    return others.map(({ integration_id: id }) =>
      wrong(`"${asked.context}" must come from App ${id}, not from the App of this repository`),
    );
  const pinned = have.some(({ integration_id: id }) => id === asked.integration_id);
  return pinned ? [] : [wrong(`"${asked.context}" is believed from anyone: it is not pinned to the App`)];
}
