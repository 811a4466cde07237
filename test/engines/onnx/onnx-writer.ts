import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** Test support: writes small ONNX models by hand, so that no test needs Python. Field numbers: onnx.proto3, onnx 1.19. */
const elementTypes = { float: 1, int64: 7, string: 8, bool: 9, double: 11 } as const;

export interface Value {
  readonly name: string;
  readonly type: keyof typeof elementTypes;
  readonly shape: readonly (number | string)[];
}
export interface Tensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly floats?: readonly number[];
  readonly integers?: readonly number[];
  /** Writes `data_location = EXTERNAL` and this file name. */
  readonly external?: string;
}
export type Attribute =
  | number
  | string
  | { readonly tensor: Tensor }
  | { readonly graph: GraphParts }
  | { readonly strings: readonly string[] }
  | { readonly floats: readonly number[] }
  /** Packed, as proto3 does; onnx itself doesn't. */
  | { readonly integers: readonly number[]; readonly packed?: boolean };
export interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly domain?: string;
  readonly attributes?: Readonly<Record<string, Attribute>>;
}
export interface GraphParts {
  readonly nodes: readonly Node[];
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly initializers?: readonly Tensor[];
}
export interface ModelParts extends GraphParts {
  readonly opsets?: Readonly<Record<string, number>>;
  readonly irVersion?: number;
  readonly functions?: number;
}

type Write = (writer: BinaryWriter) => unknown;

function message(writer: BinaryWriter, field: number, write: Write): void {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  writer.join();
}
const text = (writer: BinaryWriter, field: number, value: string) =>
  writer.tag(field, WireType.LengthDelimited).string(value);
const integer = (writer: BinaryWriter, field: number, value: number) => writer.tag(field, WireType.Varint).int64(value);

function tensor(writer: BinaryWriter, item: Tensor): void {
  for (const dim of item.dims) integer(writer, 1, dim);
  integer(writer, 2, item.integers ? elementTypes.int64 : elementTypes.float);
  text(writer, 8, item.name);
  const bytes = item.integers
    ? new Uint8Array(BigInt64Array.from(item.integers, BigInt).buffer)
    : new Uint8Array(Float32Array.from(item.floats ?? []).buffer);
  if (item.external === undefined) writer.tag(9, WireType.LengthDelimited).bytes(bytes);
  else {
    const location = item.external;
    message(writer, 13, (entry) => {
      text(entry, 1, 'location');
      text(entry, 2, location);
    });
    integer(writer, 14, 1);
  }
}

function attribute(writer: BinaryWriter, name: string, value: Attribute): void {
  text(writer, 1, name);
  if (typeof value === 'number') {
    integer(writer, 3, value);
    integer(writer, 20, 2);
  } else if (typeof value === 'string') {
    text(writer, 4, value);
    integer(writer, 20, 3);
  } else if ('tensor' in value) {
    message(writer, 5, (inner) => tensor(inner, value.tensor));
    integer(writer, 20, 4);
  } else if ('strings' in value) {
    for (const item of value.strings) text(writer, 9, item);
    integer(writer, 20, 8);
  } else if ('floats' in value) {
    for (const item of value.floats) writer.tag(7, WireType.Bit32).float(item);
    integer(writer, 20, 6);
  } else if ('integers' in value) {
    const packed = (inner: BinaryWriter) => {
      for (const item of value.integers) inner.int64(item);
    };
    if (value.packed) message(writer, 8, packed);
    else for (const item of value.integers) integer(writer, 8, item);
    integer(writer, 20, 7);
  } else {
    message(writer, 6, (inner) => graph(inner, value.graph));
    integer(writer, 20, 5);
  }
}

function node(writer: BinaryWriter, item: Node): void {
  for (const name of item.inputs) text(writer, 1, name);
  for (const name of item.outputs) text(writer, 2, name);
  text(writer, 4, item.operator);
  for (const [name, value] of Object.entries(item.attributes ?? {}))
    message(writer, 5, (inner) => attribute(inner, name, value));
  if (item.domain !== undefined) text(writer, 7, item.domain);
}

function value(writer: BinaryWriter, item: Value): void {
  text(writer, 1, item.name);
  message(writer, 2, (type) =>
    message(type, 1, (tensorType) => {
      integer(tensorType, 1, elementTypes[item.type]);
      message(tensorType, 2, (shape) => {
        for (const dim of item.shape)
          message(shape, 1, (d) => (typeof dim === 'number' ? integer(d, 1, dim) : text(d, 2, dim)));
      });
    }),
  );
}

function graph(writer: BinaryWriter, parts: GraphParts): void {
  for (const item of parts.nodes) message(writer, 1, (inner) => node(inner, item));
  text(writer, 2, 'graph');
  for (const item of parts.initializers ?? []) message(writer, 5, (inner) => tensor(inner, item));
  for (const item of parts.inputs) message(writer, 11, (inner) => value(inner, item));
  for (const item of parts.outputs) message(writer, 12, (inner) => value(inner, item));
}

export function onnxModel(parts: ModelParts): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  integer(writer, 1, parts.irVersion ?? 8);
  text(writer, 2, 'aval-test');
  message(writer, 7, (inner) => graph(inner, parts));
  for (const [domain, version] of Object.entries(parts.opsets ?? { '': 17 }))
    message(writer, 8, (inner) => {
      text(inner, 1, domain);
      integer(inner, 2, version);
    });
  for (let i = 0; i < (parts.functions ?? 0); i++)
    message(writer, 25, (inner) => {
      text(inner, 1, 'Hidden');
    });
  return writer.finish();
}

/** `sigmoid(x · weights + bias)` on one input `x` of shape [N, weights.length]; output `probabilities` of shape [N, 1]. */
export function logisticModel(weights: readonly number[], bias: number, change: Partial<ModelParts> = {}) {
  return onnxModel({
    nodes: [
      { operator: 'Gemm', inputs: ['x', 'w', 'b'], outputs: ['logit'] },
      { operator: 'Sigmoid', inputs: ['logit'], outputs: ['probabilities'] },
    ],
    inputs: [{ name: 'x', type: 'float', shape: ['N', weights.length] }],
    outputs: [{ name: 'probabilities', type: 'float', shape: ['N', 1] }],
    initializers: [
      { name: 'w', dims: [weights.length, 1], floats: weights },
      { name: 'b', dims: [1], floats: [bias] },
    ],
    ...change,
  });
}
