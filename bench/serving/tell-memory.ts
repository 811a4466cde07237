// Loaded before the server with --import (and --expose-gc): tells its memory after a collection, whenever it is asked.
process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.(); // what finalizers let go of in the first
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  process.send?.({ heapUsed, external, arrayBuffers });
});
process.channel?.unref();
