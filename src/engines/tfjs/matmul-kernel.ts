import { getKernel, type KernelFunc, registerKernel, type TensorInfo, unregisterKernel } from '@tensorflow/tfjs-core';

/** What the two kernels of the wasm backend are called with. */
interface KernelCall {
  readonly inputs: Record<string, TensorInfo>;
  readonly attrs: Record<string, unknown>;
}

/**
 * Replaces the wasm backend's matrix product: only its product without transposition is fast, so operands are transposed
 * first. tfjs 4.22's own slow path takes about 2.4 times as long for a training step. Raise the engine's revision when
 * this changes: it changes the last bits.
 */
export function registerFastMatMul(): void {
  const product = kernelOf('BatchMatMul');
  const transpose = kernelOf('Transpose');
  unregisterKernel('BatchMatMul', 'wasm');
  registerKernel({
    kernelName: 'BatchMatMul',
    backendName: 'wasm',
    kernelFunc: (call) => {
      const { inputs, attrs } = call as KernelCall; // tfjs types it by optional names; this kernel always has both
      const { a, b } = inputs;
      const { transposeA, transposeB } = attrs;
      if ((!transposeA && !transposeB) || !a || !b || !isOneMatrix(a) || !isOneMatrix(b)) return product(call);
      const backend = call.backend as { disposeData(data: object): void }; // BackendWasm, whose type is not exported
      const temporary: TensorInfo[] = [];
      const flip = (x: TensorInfo) => {
        const perm = x.shape.length === 3 ? [0, 2, 1] : [1, 0];
        const flipped = transpose({ inputs: { x }, backend, attrs: { perm } }) as TensorInfo; // Transpose has one output
        temporary.push(flipped);
        return flipped;
      };
      const operands = { a: transposeA ? flip(a) : a, b: transposeB ? flip(b) : b };
      const result = product({ inputs: operands, backend, attrs: { transposeA: false, transposeB: false } });
      for (const tensor of temporary) backend.disposeData(tensor.dataId);
      return result;
    },
  });
}

function kernelOf(name: string): KernelFunc {
  return getKernel(name, 'wasm').kernelFunc;
}

const isOneMatrix = ({ shape }: TensorInfo) => shape.length === 2 || (shape.length === 3 && shape[0] === 1);
