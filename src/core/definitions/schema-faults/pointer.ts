import type { Pointer } from '../document.ts';

/** The part of a plain value that a pointer names; undefined where there is none. */
export function valueAt(value: unknown, pointer: Pointer): unknown {
  let at = value;
  for (const step of pointer) at = (at as Record<string | number, unknown> | null | undefined)?.[step]; // any value may be indexed so
  return at;
}

/** `train.parameters.trees`, `gates[1].rule`. */
export function pointerText(pointer: Pointer): string {
  return (
    pointer.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('') ||
    'the document'
  );
}
