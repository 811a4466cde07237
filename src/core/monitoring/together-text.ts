import { pText } from '../report/number-text.ts';
import type { MovedTogether, TogetherEffect } from './moved-together.ts';
import { sparkline } from './sparkline.ts';

const titles: Readonly<Record<TogetherEffect['method'], string>> = {
  mmd: 'squared maximum mean discrepancy',
  energy: 'energy distance',
  lsdd: 'least-squares density difference',
  hotelling: 'distance of the means in standard deviations',
  pca_reconstruction: 'reconstruction error',
  domain_classifier: 'ROC AUC of trees that tell training rows from these',
};

/** `All columns together: …, 0.88 (usual: up to 0.69) ▁▁█, most of it by a, b.` Names of columns are anyone's. */
export function togetherText({ newest, effects }: MovedTogether): string {
  const most = newest.most === undefined ? '' : `, most of it by ${newest.most.join(', ')}`;
  return `All columns together: ${titles[newest.method]} ${sizeText(newest)} ${sparkline(effects)}${most}`;
}

function sizeText(newest: TogetherEffect): string {
  if (newest.method === 'pca_reconstruction') {
    const { low, high } = newest.usual;
    return `${digits(newest.error)} (usual: ${digits(low)} to ${digits(high)})`;
  }
  if (newest.windows === 0 && newest.p !== undefined) return `${digits(newest.effect)} (p ${pText(newest.p)})`;
  return `${digits(newest.effect)} (usual: up to ${digits(newest.threshold)})`;
}

/** Two digits that count; effects of some methods are far from 1. */
const digits = (value: number): string => (Math.abs(value) < 10 ? value.toPrecision(2) : String(Math.round(value)));
