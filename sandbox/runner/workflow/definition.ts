import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template';
import type { Permissions } from './permissions.ts';
import type { TemplateToken } from './template.ts';

/** A workflow file at one commit. Tokens are evaluated where and when GitHub evaluates them. */
export interface Workflow {
  readonly path: string;
  readonly name: string;
  readonly sha: string;
  readonly events: EventsConfig;
  readonly runName: TemplateToken | undefined;
  readonly env: TemplateToken | undefined;
  readonly defaults: TemplateToken | undefined;
  readonly permissions: Permissions | undefined;
  readonly concurrency: TemplateToken | undefined;
  readonly jobs: readonly JobDefinition[];
}

/** A file that GitHub would call an invalid workflow. */
export interface InvalidWorkflow {
  readonly path: string;
  readonly sha: string;
  readonly problems: readonly string[];
}

export interface JobDefinition {
  readonly id: string;
  readonly needs: readonly string[];
  readonly condition: string;
  readonly permissions: Permissions | undefined;
  readonly steps: readonly StepDefinition[];
  /** `name`, `strategy`, `outputs`, `env`, `defaults`, `environment`, `concurrency`, `timeout-minutes`, `continue-on-error`, `runs-on`. */
  readonly keys: TemplateToken;
}

export interface StepDefinition {
  readonly id: string;
  readonly condition: string;
  /** `name`, `run`, `uses`, `with`, `env`, `shell`, `working-directory`, `timeout-minutes`, `continue-on-error`. */
  readonly keys: TemplateToken;
}
