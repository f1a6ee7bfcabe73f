/** The runtime's entry points as emitted code gets them: names of `abi/runtime.ts`, functions of the protocols. */
import type { Runtime } from "../abi/runtime.ts";
import { current } from "../runtime/core/state.ts";
import { callLink, linkCall, takeLink } from "../runtime/core/call-link.ts";
import { callable } from "../runtime/core/call.ts";
import type { PyInstance, Value } from "../runtime/core/object.ts";
import { depth } from "../runtime/core/depth.ts";
import { keepLastLocals, lastLocals } from "../runtime/core/last-locals.ts";
import { enterCall, tooDeep, unwindCall } from "../runtime/exceptions/recursion.ts";
import { runtimeError } from "../runtime/exceptions/raise.ts";
import * as unwinding from "../runtime/exceptions/unwind.ts";
import { Cell } from "../runtime/objects/cell.ts";
import { complex } from "../runtime/objects/complex.ts";
import { bytes } from "../runtime/objects/bytes.ts";
import { float } from "../runtime/objects/float.ts";
import { moduleGet, type PyModule } from "../runtime/objects/module.ts";
import { rangeType } from "../runtime/objects/range.ts";
import { Ellipsis, NotImplemented } from "../runtime/objects/singletons.ts";
import {
  ended,
  resumableEnter,
  resumableLeave,
  resumed,
  stepIn,
  yieldHandling,
} from "../runtime/objects/generator.ts";
import { closeWhenGone } from "../runtime/core/finalizable.ts";
import { fromPoints } from "../runtime/objects/str.ts";
import { attributeFunctions } from "../runtime/modules/builtins/attributes.ts";
import * as iteration from "../runtime/modules/builtins/iteration.ts";
import { sum, sumOther, sumResult } from "../runtime/modules/builtins/sum.ts";
import * as attribute from "../runtime/protocols/attribute.ts";
import * as compare from "../runtime/protocols/compare.ts";
import * as displays from "../runtime/protocols/displays.ts";
import * as groups from "../runtime/protocols/exception-group.ts";
import * as frames from "../runtime/protocols/frames.ts";
import * as tracing from "../runtime/protocols/tracing.ts";
import * as functions from "../runtime/protocols/functions.ts";
import * as generators from "../runtime/protocols/generator.ts";
import * as items from "../runtime/protocols/item.ts";
import { classOf, isinstance } from "../runtime/protocols/isinstance.ts";
import * as iterate from "../runtime/protocols/iterate.ts";
import * as match from "../runtime/protocols/match.ts";
import * as methods from "../runtime/protocols/method-call.ts";
import * as names from "../runtime/protocols/names.ts";
import * as number from "../runtime/protocols/number.ts";
import { iterPairs } from "../runtime/protocols/pairs.ts";
import * as repr from "../runtime/protocols/repr.ts";
import * as supers from "../runtime/protocols/super.ts";
import * as withs from "../runtime/protocols/with.ts";
import { template } from "../runtime/protocols/template.ts";
import * as typing from "../runtime/protocols/typing.ts";
import type { Interpreter } from "./interpreter.ts";

const importer = (): Interpreter["importer"] => (current as unknown as Interpreter).importer;

export const runtimeTable: Runtime = {
  float,
  complex,
  bytes: (values) => bytes(Uint8Array.from(values)),
  str: fromPoints,
  ellipsis: Ellipsis,
  notImplemented: NotImplemented,
  floor: Math.floor,
  forget: () => {},
  abs: Math.abs,
  sqrt: Math.sqrt,

  add: number.add,
  sub: number.sub,
  mul: number.mul,
  truediv: number.truediv,
  floordiv: number.floordiv,
  mod: number.mod,
  pow: number.pow,
  lshift: number.lshift,
  rshift: number.rshift,
  bitand: number.bitand,
  bitor: number.bitor,
  bitxor: number.bitxor,
  matmul: number.matmul,
  iadd: number.iadd,
  isub: number.isub,
  imul: number.imul,
  itruediv: number.itruediv,
  ifloordiv: number.ifloordiv,
  imod: number.imod,
  ipow: number.ipow,
  ilshift: number.ilshift,
  irshift: number.irshift,
  ibitand: number.ibitand,
  ibitor: number.ibitor,
  ibitxor: number.ibitxor,
  imatmul: number.imatmul,
  neg: number.neg,
  pos: number.pos,
  invert: number.invert,
  not: (a) => !compare.truthy(a),

  truthy: compare.truthy,
  eq: compare.eq,
  ne: compare.ne,
  lt: compare.lt,
  le: compare.le,
  gt: compare.gt,
  ge: compare.ge,
  eqItems: compare.itemsEqual,
  neItems: (a, b) => !compare.itemsEqual(a, b),
  ltItems: compare.ltItems,
  leItems: compare.leItems,
  gtItems: compare.gtItems,
  geItems: compare.geItems,
  is: compare.is,
  contains: compare.contains,
  containsPair: compare.containsPair,

  getAttr: attribute.getAttr,
  lookUp: attribute.lookUp,
  noAttribute: attribute.noAttribute,
  setAttr: attribute.setAttr,
  classOf,
  getattr: attributeFunctions["getattr"]?.[1],
  next: iteration.next,
  sum,
  any: iteration.any,
  all: iteration.all,
  sumOther,
  sumResult,
  tryNext: iteration.tryNext,
  nextEnd: iteration.nextEnd,
  isinstance,
  delAttr: attribute.delAttr,
  callMethod0: methods.callMethod0,
  callMethod1: methods.callMethod1,
  callMethod2: methods.callMethod2,
  callMethod3: methods.callMethod3,
  callMethodN: methods.callMethodN,
  callMethodK: methods.callMethodK,
  superProto: supers.superProto,
  superGetAttr: supers.superGetAttr,
  superDeleted: supers.superDeleted,

  getItem: items.getItem,
  findItem: items.findItem,
  missingItem: items.missingItem,
  getPair: items.getPair,
  setPair: items.setPair,
  getSlice: items.getSlice,
  setSlice: items.setSlice,
  setItem: items.setItem,
  delItem: items.delItem,
  slice: items.slice,

  callEx: methods.callEx,
  callMapping: methods.callMapping,
  spreadArgs: displays.spreadArgs,
  mergeKeywords: displays.mergeKeywords,

  list: displays.list,
  tuple: displays.tuple,
  set: displays.set,
  frozenset: displays.frozenset,
  dict: displays.dict,
  extend: displays.extend,
  extendSet: displays.extendSet,
  dictUpdate: displays.dictUpdate,
  dictSet: displays.dictSet,
  setAdd: displays.setAdd,
  format: repr.format,
  joinStr: repr.joinStr,
  template,

  iter: iterate.iter,
  iterPairs,
  range: rangeType,
  unpack: iterate.unpack as Runtime["unpack"],
  unpackEx: iterate.unpackEx,

  loadGlobal: names.loadGlobal,
  storeGlobal: names.storeGlobal,
  deleteGlobal: names.deleteGlobal,
  loadName: names.loadName,
  setupAnnotations: names.setupAnnotations,
  storeName: names.storeName,
  deleteName: names.deleteName,
  loadClassDeref: names.loadClassDeref,
  unboundLocalError: names.unboundLocalError,
  unboundFreeError: names.unboundFreeError,
  Cell,
  localsDict: names.localsDict,
  callWithFrame: names.callWithFrame,

  enterFrame: frames.enterFrame,
  leaveFrame: frames.leaveFrame,
  keepFrame: frames.keepFrame,
  enterTraced: tracing.enterTraced,
  leaveTraced: tracing.leaveTraced,
  traceLine: tracing.traceLine,
  traceRaised: tracing.traceRaised,
  frameLocals: frames.frameLocals,

  makeFunction: functions.makeFunction,
  buildClass: functions.buildClass,
  stepper: generators.stepper,
  stepping: generators.stepping,
  awaited: generators.awaited,
  awaitedNext: generators.awaitedNext,
  coroutineMade: generators.coroutineMade,
  coroutineBegins: generators.coroutineBegins,
  stepIn,
  resumed,
  delegate: generators.startDelegation,
  delegateSend: generators.delegateSend,
  delegateRaise: generators.delegateRaise,
  delegateEnd: generators.delegateEnd,
  yieldHandling,
  closeWhenGone,
  ended,
  asyncValue: generators.asyncValue,
  asyncFailed: generators.asyncFailed,
  aiter: generators.aiter,
  importName: (globals, name, fromlist, level) =>
    importer().importName(globals as PyInstance, name, fromlist, level),
  importFrom: (module, name) => importer().importFrom(module, name),
  importStar: (module, globals, ns) => {
    importer().importStar(module, (name, value) => {
      if (ns === undefined) names.storeGlobal(globals, name, value);
      else names.storeName(ns, name, value);
    });
  },
  typeParam: typing.typeParam,
  typeAlias: typing.typeAlias,
  genericBase: typing.genericBase,

  unwind: unwinding.unwind,
  unwindCall,
  caught: unwinding.caught,
  enterHandler: unwinding.enterHandler,
  leaveHandler: unwinding.leaveHandler,
  resumableEnter,
  resumableLeave,
  exceptMatches: unwinding.exceptMatches,
  exceptStarSplit: groups.exceptStarSplit,
  exceptStarResult: groups.exceptStarResult,
  raise: unwinding.raise,
  raiseFrom: unwinding.raiseFrom,
  reraise: unwinding.reraise,
  assertionError: unwinding.assertionError,

  withEnter: withs.withEnter,
  withExit: withs.withExit,
  asyncWithEnter: withs.asyncWithEnter,
  asyncWithExit: withs.asyncWithExit,

  matchSequence: match.matchSequence,
  matchItems: match.matchItems,
  matchMapping: match.matchMapping,
  matchKeys: match.matchKeys,
  matchRest: match.matchRest,
  matchClass: match.matchClass,

  depth,
  lastLocals,
  callLink,
  linkCall: linkCall as Runtime["linkCall"],
  takeLink,
  keepLastLocals,
  tooDeep,
  enterCall,
  tick: () => current.tick(),
  ticks: 50_000,
  displayHook,
};

/** An expression statement of interactive input: `sys.displayhook(value)`. */
function displayHook(value: Value): void {
  const hook = moduleGet(current.sys as PyModule, "displayhook");
  if (hook === undefined) throw runtimeError("lost sys.displayhook");
  callable(hook).c1(value);
}
