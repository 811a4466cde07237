import { type Statistics, statistics } from '../../../src/core/definitions/schema/statistics.ts';

/** `statistics` of aval.yaml where a test names only what it is about. */
export const spendingBy = (settings: Partial<Statistics> = {}): Statistics => statistics.parse(settings);
