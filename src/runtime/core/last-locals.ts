/**
 * Whether exceptions keep the variables of the functions that they pass, for `tb_frame.f_locals`. To gather them costs a quarter of what
 * raising costs (measured, Node 20), so it is done from when a program says that it will look: a source that does turns it on when it is
 * loaded (`codegen/frames.ts`), and an interactive session from the start. Like `depth.on` it is the realm's, and a constant to the
 * engine's optimiser until it changes: then what is emitted for it costs nothing.
 */
export const lastLocals = { kept: false };

export function keepLastLocals(): void {
  if (!lastLocals.kept) lastLocals.kept = true;
}
