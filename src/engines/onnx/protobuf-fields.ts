import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** One field of a protobuf message. Fixed-width numbers are passed over: `value` is then undefined. */
export interface ProtobufField {
  readonly number: number;
  readonly value: bigint | Uint8Array | undefined;
}

/**
 * The fields of one message, in order, without recursion: what a nested message holds is read by calling this again on
 * its bytes. Every length is checked against the bytes that are there. Throws `RangeError` or `Error` on malformed bytes,
 * and on groups, which ONNX never uses.
 */
export function* protobufFields(bytes: Uint8Array): Generator<ProtobufField> {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (wireType === WireType.Varint) yield { number, value: varint(reader) };
    else if (wireType === WireType.LengthDelimited) yield { number, value: reader.bytes() };
    else if (wireType === WireType.Bit32 || wireType === WireType.Bit64) {
      reader.skip(wireType);
      yield { number, value: undefined };
    } else throw new Error(`wire type ${wireType} at byte ${reader.pos}`);
  }
}

function varint(reader: BinaryReader): bigint {
  const value = BigInt(reader.int64());
  if (reader.pos > reader.len) throw new RangeError('a number runs past the end');
  return value;
}

const decoder = new TextDecoder();

/** A string field, at most 300 characters: names that are longer are shown cut. */
export function fieldText(field: ProtobufField): string {
  return field.value instanceof Uint8Array ? decoder.decode(field.value.subarray(0, 1200)).slice(0, 300) : '';
}

/** An integer field within ±2^53, else the nearest such bound. */
export function fieldInteger(field: ProtobufField): number {
  return typeof field.value === 'bigint' ? Number(field.value) : 0;
}

/** Integers of a repeated field: one alone, or several packed. At most `limit` of them. */
export function fieldIntegers(field: ProtobufField, limit: number): number[] {
  if (typeof field.value === 'bigint') return [fieldInteger(field)];
  const reader = new BinaryReader(fieldMessage(field));
  const found: number[] = [];
  while (reader.pos < reader.len && found.length < limit) found.push(Number(varint(reader)));
  return found;
}

/** The bytes of a nested message; empty when the field holds something else, as the runtime's reader sees it. */
export function fieldMessage(field: ProtobufField): Uint8Array {
  return field.value instanceof Uint8Array ? field.value : new Uint8Array(0);
}
