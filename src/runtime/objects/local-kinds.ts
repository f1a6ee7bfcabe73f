/** What each variable of a code object is, in the bits of `co_localspluskinds`; Include/internal/pycore_code.h. */
import { CO, type CodeInfo } from "../../abi/code.ts";

const KIND = {
  ARG_POS: 0x02,
  ARG_KW: 0x04,
  ARG_VAR: 0x08,
  LOCAL: 0x20,
  CELL: 0x40,
  FREE: 0x80,
} as const;

/** By name: locals first, then cells that are no locals, then free variables. */
export function localKinds(info: CodeInfo): Map<string, number> {
  const { argcount, posonlyargcount, kwonlyargcount, flags } = info;
  const kinds = new Map<string, number>();
  const named = argcount + kwonlyargcount;
  const args = (flags & CO.VARARGS) === 0 ? -1 : named;
  const keywords = (flags & CO.VARKEYWORDS) === 0 ? -1 : named + (args < 0 ? 0 : 1);
  info.varnames.forEach((name, i) => {
    let kind: number = KIND.LOCAL;
    if (i < posonlyargcount) kind |= KIND.ARG_POS;
    else if (i < argcount) kind |= KIND.ARG_POS | KIND.ARG_KW;
    else if (i < named) kind |= KIND.ARG_KW;
    else if (i === args) kind |= KIND.ARG_POS | KIND.ARG_VAR;
    else if (i === keywords) kind |= KIND.ARG_KW | KIND.ARG_VAR;
    kinds.set(name, kind);
  });
  for (const name of info.cellvars) kinds.set(name, (kinds.get(name) ?? 0) | KIND.CELL);
  for (const name of info.freevars) kinds.set(name, KIND.FREE);
  return kinds;
}
