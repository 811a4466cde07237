import * as z from 'zod';

const rule = z.object({ type: z.string(), parameters: z.record(z.string(), z.unknown()).optional() });

const bypassActor = z.object({
  actor_id: z.number().nullish(),
  actor_type: z.string(),
  bypass_mode: z.string().default('always'),
});

const refNames = z.object({ include: z.array(z.string()).default([]), exclude: z.array(z.string()).default([]) });

/** A ruleset as GitHub answers it, reduced to what decides. Without `bypass_actors` for who may not administer. */
export const foundRuleset = z.object({
  id: z.number(),
  name: z.string(),
  target: z.string().default('branch'),
  enforcement: z.string(),
  conditions: z.object({ ref_name: refNames.prefault({}) }).nullish(),
  rules: z.array(rule).default([]),
  bypass_actors: z.array(bypassActor).optional(),
});

/** A rule that binds one branch, from whatever ruleset. */
export const branchRule = rule.extend({ ruleset_id: z.number().optional() });

export type FoundRuleset = z.output<typeof foundRuleset>;
export type BranchRule = z.output<typeof branchRule>;
export type Rule = z.output<typeof rule>;
export type BypassActor = z.output<typeof bypassActor>;

/** A ruleset in the form that GitHub's page imports and its API takes. */
export interface Ruleset {
  readonly name: string;
  readonly target: 'branch' | 'tag';
  readonly enforcement: 'active';
  readonly conditions: { readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly [] } };
  readonly rules: readonly Rule[];
  readonly bypass_actors: readonly BypassActor[];
}
