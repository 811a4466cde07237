import './json-imports.ts';

// Loaded at run time, because a static import would be resolved before the hook above is in place.
const parser = await import('@actions/workflow-parser');
const actions = await import('@actions/workflow-parser/actions/action-parser');

export const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = parser;
export const { isBasicExpression, isBoolean, isMapping, isNumber, isSequence, isString } = parser;
export const { parseAction } = actions;
