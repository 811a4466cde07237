import { registerHooks } from 'node:module';

/**
 * `@actions/workflow-parser` imports its schemas as JSON without the attribute that Node asks for. Import this file
 * before it. Version 0.3.61 also mistakes the short form `on: repository_dispatch`, which is put right here.
 */
registerHooks({
  load(url, context, nextLoad) {
    if (!/\/workflow-parser\/dist\/[^/]+\.json$/.test(url)) return nextLoad(url, context);
    const loaded = nextLoad(url, { ...context, importAttributes: { ...context.importAttributes, type: 'json' } });
    const { source } = loaded;
    const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
    const wrong = /("repository-dispatch-string":\s*\{[^{}]*"string":\s*\{\s*"constant":\s*)"branch_protection_rule"/;
    return { ...loaded, source: text.replace(wrong, '$1"repository_dispatch"') };
  },
});
