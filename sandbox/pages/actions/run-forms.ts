import type { InputConfig } from '@actions/workflow-parser/model/workflow-template';
import { html } from 'hono/html';
import { pathTo } from '../addresses.ts';
import { form } from '../forms/form.ts';
import { mayWrite } from '../forms/of-issue.ts';
import type { Html, Markup, PageCall } from '../page.ts';
import { icon } from '../parts/icon.ts';
import { dispatchable } from './dispatchable.ts';

/** A form for each workflow that can be started by hand, for those with write access. */
export async function runForms(call: PageCall): Promise<Markup> {
  const { repository, visitor, problem } = call;
  if (!mayWrite(visitor.user, repository)) return html``;
  const failed = problem?.fields.get('workflow');
  const boxes = (await dispatchable(repository)).map((workflow) => {
    const file = workflow.path.replace('.github/workflows/', '');
    const inputs = Object.entries(workflow.events.workflow_dispatch?.inputs ?? {});
    const content = html`<input type="hidden" name="workflow" value="${file}">
<div class="fields"><label>Use workflow from <input name="ref" required value="${repository.defaultBranch}"></label>
${inputs.map(([name, input]) => field(name, input))}</div>
<div class="buttons"><button type="submit" class="btn primary">Run workflow</button></div>`;
    return html`<details class="box"${failed === file ? html` open` : ''}><summary>${icon('play')} <strong>Run workflow</strong> ${workflow.name} <span class="muted">${file}</span></summary>
<div class="content">${form(visitor, pathTo(repository, 'actions', 'run'), content)}</div></details>`;
  });
  return html`${boxes}`;
}

function field(name: string, input: InputConfig): Html {
  const { description, required = false, default: value } = input;
  const about = { name: `input.${name}`, value: value === undefined ? '' : String(value) };
  const choices = choicesOf(input);
  const control =
    choices === undefined
      ? html`<input name="${about.name}" value="${about.value}"${required ? html` required` : ''}>`
      : html`<select name="${about.name}">${choices.map((one) => html`<option${one === about.value ? html` selected` : ''}>${one}</option>`)}</select>`;
  return html`<label>${description || name}${required ? ' *' : ''} ${control}</label>`;
}

const choicesOf = ({ type, options }: InputConfig): readonly string[] | undefined =>
  String(type) === 'boolean' ? ['false', 'true'] : options;
