import { AvalError } from '../../core/errors.ts';
import type { Evaluation } from '../../core/evaluation/evaluation.ts';
import { measuredRows } from '../../core/evaluation/measured-rows.ts';
import type { ExplainedChange } from '../../core/explanation/explain-change.ts';
import type { Explanation } from '../../core/explanation/explanation.ts';
import type { Evidence } from '../../core/gate/evidence.ts';
import type { ModelReport } from '../../core/report/comment-input.ts';
import { changeFigure, explanationFigures } from '../../core/report/figures/attribution-figures.ts';
import type { Figure, FigureRows } from '../../core/report/figures/figure.ts';
import { figuresOf } from '../../core/report/figures/figures.ts';
import { seenSpecification } from '../../core/report/figures/seen-specification.ts';
import { pageTheme } from '../../core/report/figures/theme.ts';
import type { DrawnChange } from '../../core/report/html/attribution-part.ts';
import { explanationPage } from '../../core/report/html/explanation-page.ts';
import type { DrawnFigure } from '../../core/report/html/figure-part.ts';
import { type DrawnReport, renderHtmlReport } from '../../core/report/html/html-report.ts';
import { championName } from '../../core/report/rule-table.ts';
import { drawFigure } from '../vega/draw-figure.ts';

/** A model to report on: what the comment says of it, and its scores of the dev rows. */
export interface ModelToDraw {
  readonly report: ModelReport & { readonly evidence: Evidence };
  readonly scoreOnDev: () => Promise<Evaluation>;
  /** What both models lean on, on the dev rows. */
  readonly explainOnDev: () => Promise<ExplainedChange>;
}

/**
 * The HTML report of models that were evaluated on dev rows. Throws `invariant` for evidence or scores of other rows: nothing of the holdout is drawn.
 */
export async function htmlReport(models: readonly ModelToDraw[]): Promise<string> {
  const drawn: DrawnReport[] = [];
  for (const { report, scoreOnDev, explainOnDev } of models) {
    const evaluation = await scoreOnDev();
    if (evaluation.tier !== 'dev' || report.evidence.tier !== 'dev') throw notDev(report.evidence.model);
    const figures = await drawAll(figuresOf(figureRows(report, evaluation)));
    drawn.push({ ...report, figures, attributions: await drawChange(await explainOnDev(), championOf(report)) });
  }
  return renderHtmlReport(drawn);
}

function figureRows({ evidence, verdict, environment }: ModelToDraw['report'], evaluation: Evaluation): FigureRows {
  const { scored, settings } = measuredRows(evaluation);
  const names = { challenger: 'this change', champion: championOf({ evidence, environment }) };
  return { scored, settings, evidence, verdict, names };
}

function championOf({ evidence, environment }: Pick<ModelToDraw['report'], 'evidence' | 'environment'>): string {
  return evidence.champion ? championName(evidence, environment) : 'the baseline';
}

async function drawChange(change: ExplainedChange, champion: string): Promise<DrawnChange> {
  return { change, figure: await drawOne(changeFigure(change, champion)) };
}

/** The page of what one model leans on. */
export async function explanationReport(model: string, explanation: Explanation): Promise<string> {
  return explanationPage(model, explanation, await drawAll(explanationFigures(explanation)));
}

async function drawAll(figures: readonly Figure[]): Promise<readonly DrawnFigure[]> {
  const drawn: DrawnFigure[] = [];
  for (const figure of figures) drawn.push(await drawOne(figure));
  return drawn;
}

async function drawOne(figure: Figure): Promise<DrawnFigure> {
  const specification = seenSpecification(figure.specification);
  return { ...figure, specification, svg: await drawFigure(specification, pageTheme) };
}

function notDev(model: string): AvalError {
  const message = `a report of ${model} was asked for rows other than dev`;
  return new AvalError('invariant', { rule: 'report.tier', message });
}
