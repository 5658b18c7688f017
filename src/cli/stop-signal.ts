/**
 * Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. Call it before saying that one is
 * ready: who hears that may send the signal.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const signals = ['SIGTERM', 'SIGINT'] as const;
    const stop = () => {
      for (const signal of signals) process.removeListener(signal, stop);
      resolve();
    };
    for (const signal of signals) process.once(signal, stop);
  });
}
