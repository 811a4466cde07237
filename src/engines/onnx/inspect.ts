import { AvalError, type Fault } from '../../core/errors.ts';
import { greatestDepth, type ModelSummary, summariseModel } from './model-summary.ts';

/** Greatest size of a model file, in bytes. */
export const greatestModelSize = 128 * 1024 * 1024;
/** What onnxruntime-web 1.30 runs: newest version of each operator set, and of the file format. */
export const newestOpsets: ReadonlyMap<string, number> = new Map([
  ['', 26],
  ['ai.onnx.ml', 5],
]);
export const newestIrVersion = 13;

/**
 * Reads what an ONNX file says about itself, before any runtime sees it, and refuses what aval does not run: too large,
 * malformed, too new, operators that are not ONNX's own, numbers kept in other files, functions.
 * Throws `evidence` with one fault for each. The bytes may be a stranger's.
 */
export function inspectOnnx(bytes: Uint8Array): ModelSummary {
  if (bytes.length > greatestModelSize)
    throw new AvalError('evidence', {
      rule: 'onnx.size',
      message: `the ONNX model has ${bytes.length} bytes`,
      hint: `At most ${greatestModelSize} bytes are read.`,
    });
  const summary = parse(bytes);
  const form = formFaults(summary);
  const faults = form.length > 0 ? form : [...versionFaults(summary), ...contentFaults(summary)];
  if (faults.length > 0) throw new AvalError('evidence', faults);
  return summary;
}

function parse(bytes: Uint8Array): ModelSummary {
  try {
    return summariseModel(bytes);
  } catch (cause) {
    throw new AvalError(
      'evidence',
      { rule: 'onnx.malformed', message: 'the file is not an ONNX model', hint: 'Its bytes are cut or damaged.' },
      { cause },
    );
  }
}

function formFaults(summary: ModelSummary): Fault[] {
  if (summary.graphs === 1) return [];
  return [
    {
      rule: 'onnx.malformed',
      message: `the file is not an ONNX model: it holds ${summary.graphs} graphs`,
      hint: 'Expected one graph.',
    },
  ];
}

function versionFaults(summary: ModelSummary): Fault[] {
  const faults: Fault[] = [];
  if (summary.irVersion < 3 || summary.irVersion > newestIrVersion)
    faults.push({
      rule: 'onnx.irVersion',
      message: `the ONNX model has IR version ${summary.irVersion}`,
      hint: `Versions 3 to ${newestIrVersion} are run; set it when you export.`,
    });
  for (const [domain, version] of summary.opsets) {
    const newest = newestOpsets.get(domain);
    if (newest !== undefined && version > newest)
      faults.push({
        rule: 'onnx.opset',
        message: `the ONNX model needs operator set ${domain || 'ai.onnx'} ${version}`,
        hint: `Up to ${newest} is run; export with target_opset ${newest} or lower.`,
      });
  }
  return faults;
}

function contentFaults(summary: ModelSummary): Fault[] {
  const faults: Fault[] = [];
  const custom = [...summary.operators].filter((operator) => !newestOpsets.has(domainOf(operator)));
  if (custom.length > 0)
    faults.push({
      rule: 'onnx.domain',
      message: `the ONNX model uses operators that are not ONNX's own: ${custom.slice(0, 5).join(', ')}`,
      hint: 'Only the domains ai.onnx and ai.onnx.ml are run.',
    });
  if (summary.externalTensors > 0)
    faults.push({
      rule: 'onnx.externalData',
      message: `${summary.externalTensors} tensors of the ONNX model lie in other files`,
      hint: 'Export it as one file (save_as_external_data=False).',
    });
  if (summary.functions > 0)
    faults.push({
      rule: 'onnx.functions',
      message: `the ONNX model defines ${summary.functions} functions of its own`,
      hint: 'Inline them (onnx.inliner.inline_local_functions) before saving.',
    });
  if (summary.depth > greatestDepth)
    faults.push({
      rule: 'onnx.depth',
      message: `the ONNX model nests graphs more than ${greatestDepth} deep`,
      hint: 'Models of tabular data need no such nesting.',
    });
  return faults;
}

const domainOf = (operator: string) => operator.slice(0, operator.lastIndexOf(':'));
