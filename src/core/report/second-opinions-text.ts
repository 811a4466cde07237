import { claimsOf } from '../comparison/claims.ts';
import { isDefined } from '../evaluation/estimate.ts';
import type { Evidence, Measurement } from '../gate/evidence.ts';
import { quantityTitle, sentenceStart } from '../gate/quantity-title.ts';
import { estimateText, pText } from './number-text.ts';
import { plainText } from './plain-text.ts';

/** What other methods say of the differences over all rows, as plain lines; none where nobody was asked. They decide nothing. */
export function secondOpinionsText({ measurements }: Evidence): readonly string[] {
  const asked = measurements.filter(({ secondTests }) => secondTests !== undefined);
  const claims = claimsOf(measurements);
  if (asked.length === 0 && claims.length < 2) return [];
  const opinions = asked.flatMap(opinionLines);
  const moved = claims.map(
    ({ quantity, p, adjusted }) =>
      `    ${plainText(quantityTitle(quantity))}: p ${pText(p)}, ${pText(adjusted)} of ${claims.length} (Holm)`,
  );
  return [
    'Second opinions: p that nothing changed. The intervals above decide, these do not.',
    ...opinions.map((line) => `  ${line}`),
    ...(claims.length < 2 ? [] : [`  Of ${claims.length} metrics, which moved?`, ...moved]),
  ];
}

function opinionLines({ quantity, secondTests = [], guaranteed }: Measurement): readonly string[] {
  const said = secondTests.map(({ test, p }) => `${test} ${pText(p)}`).join(' · ');
  const bound =
    guaranteed && isDefined(guaranteed)
      ? [`  whatever the distribution: ${estimateText(guaranteed, { signed: true })} (${guaranteed.method})`]
      : [];
  return [`${sentenceStart(plainText(quantityTitle(quantity)))}: ${said}`, ...bound];
}
