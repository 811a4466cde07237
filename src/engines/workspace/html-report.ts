import { AvalError } from '../../core/errors.ts';
import { type Evaluation, measuredRows } from '../../core/evaluation/evaluate.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import type { ModelReport } from '../../core/report/comment-input.ts';
import type { FigureRows } from '../../core/report/figures/figure.ts';
import { figuresOf } from '../../core/report/figures/figures.ts';
import { pageTheme } from '../../core/report/figures/theme.ts';
import { type DrawnFigure, type DrawnReport, renderHtmlReport } from '../../core/report/html/html-report.ts';
import { championName } from '../../core/report/rule-table.ts';
import { drawFigure } from '../vega/draw-figure.ts';

/** A model to report on: what the comment says of it, and its scores of the dev rows. */
export interface ModelToDraw {
  readonly report: ModelReport & { readonly evidence: Evidence };
  readonly scoreOnDev: () => Promise<Evaluation>;
}

/**
 * The HTML report of models that were evaluated on dev rows. Throws `invariant` for evidence or scores of other rows: nothing of the holdout is drawn.
 */
export async function htmlReport(models: readonly ModelToDraw[]): Promise<string> {
  const drawn: DrawnReport[] = [];
  for (const { report, scoreOnDev } of models) {
    const evaluation = await scoreOnDev();
    if (evaluation.tier !== 'dev' || report.evidence.tier !== 'dev') throw notDev(report.evidence.model);
    drawn.push({ ...report, figures: await drawAll(figureRows(report, evaluation)) });
  }
  return renderHtmlReport(drawn);
}

function figureRows({ evidence, verdict, environment }: ModelToDraw['report'], evaluation: Evaluation): FigureRows {
  const { scored, settings } = measuredRows(evaluation);
  const champion = evidence.champion ? championName(evidence, environment) : 'the baseline';
  return { scored, settings, evidence, verdict, names: { challenger: 'this change', champion } };
}

async function drawAll(rows: FigureRows): Promise<readonly DrawnFigure[]> {
  const drawn: DrawnFigure[] = [];
  for (const figure of figuresOf(rows)) {
    drawn.push({ ...figure, svg: await drawFigure(figure.specification, pageTheme) });
  }
  return drawn;
}

function notDev(model: string): AvalError {
  const message = `a report of ${model} was asked for rows other than dev`;
  return new AvalError('invariant', { rule: 'report.tier', message });
}
