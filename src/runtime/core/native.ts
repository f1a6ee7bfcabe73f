/**
 * Functions written in TypeScript as Python callables.
 *
 * A row `name: [signature, function]` becomes, according to where it stands:
 * - in a module: a {@link PyBuiltinFunction};
 * - in a type: a {@link PyMethodDescriptor} (what `list.append` evaluates to; checks its receiver) and beside it a
 *   {@link NativeEntry} under `m$append`, which is called with a receiver that is right by construction.
 *
 * Entry points are linked lazily: the prototype's `c2` parses the signature, gives the object its own entry points and
 * calls again. Where the signature allows so many arguments by position, the own entry point *is* the TypeScript
 * function, so that the engine can inline it.
 */
import type { SlotWrapper } from "./flatten.ts";
import { callPlanned, type KeywordPlan, planKeywords } from "./keyword-plan.ts";
import { bindNative, countError, noKeywords } from "./native-binding.ts";
import { PyInstance, type Value } from "./object.ts";
import { parseSignature, type Signature } from "./signature.ts";
import type { PyType } from "./type.ts";

// biome-ignore lint/suspicious/noExplicitAny: parameters are what the signature says
export type Native = (...args: any[]) => Value;
/** `byName` hears the names of what is given by name, before anything is bound. */
export type NativeRow = readonly [
  signature: string,
  fn: Native,
  byName?: ((names: readonly string[]) => void) | undefined,
];

/** Anything whose entry points come from a signature and a TypeScript function. */
export abstract class NativeCallable extends PyInstance {
  readonly name: string;
  readonly fn: Native;
  readonly text: string;
  readonly byName: NativeRow[2];
  #signature: Signature | undefined = undefined;

  constructor(name: string, row: NativeRow) {
    super();
    this.name = name;
    this.text = row[0];
    this.fn = row[1];
    this.byName = row[2];
  }

  get signature(): Signature {
    this.#signature ??= parseSignature(this.text);
    return this.#signature;
  }

  /** How error texts name the function: `list.append`, `sorted`. */
  abstract get displayName(): string;
  /** The same without the owner: `append`, `sorted`; the class name for `__new__`. */
  get shortName(): string {
    return this.name;
  }
  /** True when the first parameter is the receiver, which error texts do not count. */
  abstract get hasReceiver(): boolean;
  /** Whether keywords that the function does not take are left aside, given its first argument. */
  ignoresKeywords(_first: Value | undefined): boolean {
    return false;
  }
}

const noKeywordArguments: ReadonlyMap<string, Value> = new Map();

/** Installs own entry points; called by the first call. */
function link(self: NativeCallable): void {
  const { positional, required, varPositional, keywordOnly, parameters, varKeyword } = self.signature;
  const { fn } = self;
  const variable = varPositional || varKeyword;
  const keywordRequired = parameters.some((p) => p.kind === "keyword-only" && p.default === undefined);
  // Optional parameters that are not given are simply left out of the JavaScript call.
  const direct = (count: number): boolean =>
    !variable && !keywordRequired && count >= required && count <= positional;
  const general = (args: Value[]): Value => {
    if (direct(args.length)) return fn(...args);
    if (!variable && !keywordRequired) throw countError(self, args.length);
    return bindNative(self, args, undefined);
  };
  self.c0 = direct(0) ? fn : () => general([]);
  self.c1 = direct(1) ? fn : (a) => general([a]);
  self.c2 = direct(2) ? fn : (a, b) => general([a, b]);
  self.c3 = direct(3) ? fn : (a, b, c) => general([a, b, c]);
  self.c4 = direct(4) ? fn : (a, b, c, d) => general([a, b, c, d]);
  self.cn = general;
  let plan: KeywordPlan | undefined;
  const named = (args: Value[], names: readonly string[]): Value => {
    if (plan !== undefined && plan.names === names && plan.count === args.length)
      return callPlanned(self, plan, args);
    if (names.length === 0) return self.cn(args);
    plan = planKeywords(self, args.length, names);
    if (plan !== undefined) return callPlanned(self, plan, args);
    if (!varKeyword && keywordOnly === 0 && self.signature.positionalOnly === positional) {
      if (self.ignoresKeywords(args[0])) return self.cn(args.slice(0, args.length - names.length));
      throw noKeywords(self);
    }
    return bindNative(self, args, names);
  };
  const { byName } = self;
  self.ck =
    byName === undefined
      ? named
      : (args, names) => {
          byName(names);
          return named(args, names);
        };
  const ordered = keywordOnly === 0 || !varKeyword;
  if (varPositional && ordered && !keywordRequired && required === positional && positional < 2) {
    linkVariable(self, positional, varKeyword ? noKeywordArguments : undefined);
  }
  if (varKeyword && !varPositional && keywordOnly === 0 && positional === 2 && required <= 1) {
    self.c1 = (a) => fn(a, undefined, noKeywordArguments);
    self.c2 = (a, b) => fn(a, b, noKeywordArguments);
  }
}

/** `(*args)`, `(self, /, *args, **kwargs)`: what is given by position needs no binding.
 * `none` stands for the keywords, where such are taken. */
function linkVariable(
  self: NativeCallable,
  positional: number,
  none: ReadonlyMap<string, Value> | undefined,
): void {
  const { fn } = self;
  if (positional === 0) {
    self.c0 = () => fn([], none);
    self.c1 = (a) => fn([a], none);
    self.c2 = (a, b) => fn([a, b], none);
    self.c3 = (a, b, c) => fn([a, b, c], none);
    self.c4 = (a, b, c, d) => fn([a, b, c, d], none);
    self.cn = (args) => fn([...args], none);
  } else {
    self.c1 = (a) => fn(a, [], none);
    self.c2 = (a, b) => fn(a, [b], none);
    self.c3 = (a, b, c) => fn(a, [b, c], none);
    self.c4 = (a, b, c, d) => fn(a, [b, c, d], none);
    const general = self.cn;
    self.cn = (args) => (args.length === 0 ? general(args) : fn(args[0], args.slice(1), none));
  }
}

const lazy: ThisType<NativeCallable> & Pick<NativeCallable, "c0" | "c1" | "c2" | "c3" | "c4" | "cn" | "ck"> =
  {
    c0() {
      link(this);
      return this.c0();
    },
    c1(a) {
      link(this);
      return this.c1(a);
    },
    c2(a, b) {
      link(this);
      return this.c2(a, b);
    },
    c3(a, b, c) {
      link(this);
      return this.c3(a, b, c);
    },
    c4(a, b, c, d) {
      link(this);
      return this.c4(a, b, c, d);
    },
    cn(args) {
      link(this);
      return this.cn(args);
    },
    ck(args, names) {
      link(this);
      return this.ck(args, names);
    },
  };
Object.assign(NativeCallable.prototype, lazy);

/** What stands under `m$name` for a method of a builtin type. */
export class NativeEntry extends NativeCallable {
  readonly owner: PyType;
  /** True for special methods that CPython keeps in a slot of the type. */
  readonly slot: boolean;
  constructor(owner: PyType, name: string, row: NativeRow, slot: boolean) {
    super(name, row);
    this.owner = owner;
    this.slot = slot;
  }
  get displayName(): string {
    return this.name === "__init__" ? this.owner.name : `${this.owner.name}.${this.name}`;
  }
  override get shortName(): string {
    return this.name === "__init__" ? this.owner.name : this.name;
  }
  get hasReceiver(): boolean {
    return true;
  }
}

/** `list.append`, `int.__add__`: checks that the receiver is an instance of `owner`, then calls the entry. */
export class PyMethodDescriptor extends PyInstance {
  readonly owner: PyType;
  readonly entry: NativeEntry;
  constructor(owner: PyType, name: string, row: NativeRow) {
    super();
    this.owner = owner;
    this.entry = new NativeEntry(owner, name, row, this instanceof PyWrapperDescriptor);
  }
  get name(): string {
    return this.entry.name;
  }
}

/** `list.append` for a row whose name is a special method: its type is `wrapper_descriptor`. */
export class PyWrapperDescriptor extends PyMethodDescriptor implements SlotWrapper {
  get slotEntry$(): Value {
    return this.entry;
  }
}

/** `dict.fromkeys`: a class method of a builtin type. */
export class PyClassMethodDescriptor extends PyMethodDescriptor {}

/** Functions of native modules (`len`), and builtin methods bound to an object (`[].append`): then `self` is the
 * receiver, not a module. */
export class PyBuiltinFunction extends NativeCallable {
  /** `__module__` */
  readonly module: Value;
  /** `__self__` as shown to Python: the module object's name is not kept, so null for module functions. */
  readonly self: Value | undefined;
  readonly qualname: string;
  constructor(
    name: string,
    row: NativeRow,
    module: Value = null,
    self: Value | undefined = undefined,
    qualname = name,
  ) {
    super(name, row);
    this.module = module;
    this.self = self;
    this.qualname = qualname;
  }
  get displayName(): string {
    const { module } = this;
    return typeof module === "string" && module !== "builtins" ? `${module}.${this.qualname}` : this.qualname;
  }
  get hasReceiver(): boolean {
    return false;
  }
}

/** `T.__new__` as Python sees it: checks that its first argument is a subclass of T (`core/call.ts`), then calls
 * `entry`, which `T(...)` calls directly. */
export class PyNewFunction extends PyBuiltinFunction {
  readonly owner: PyType;
  readonly entry: NewEntry;
  /** The type's `__text_signature__`, when it is not that of this function. */
  readonly shown: string | undefined;
  constructor(owner: PyType, row: NativeRow, shown?: string) {
    super("__new__", row, null, owner, `${owner.qualname}.__new__`);
    this.shown = shown;
    this.owner = owner;
    this.entry = new NewEntry(owner, row);
  }
}

/** Its first parameter is the class; error texts speak of `T(...)`. */
export class NewEntry extends NativeCallable {
  readonly owner: PyType;
  constructor(owner: PyType, row: NativeRow) {
    super("__new__", row);
    this.owner = owner;
  }
  get displayName(): string {
    return this.owner.name;
  }
  override get shortName(): string {
    return this.owner.name;
  }
  get hasReceiver(): boolean {
    return true;
  }
  /** They are for the `__init__` of a subclass that has its own. */
  override ignoresKeywords(cls: Value | undefined): boolean {
    const type = cls as PyType | undefined;
    return type !== undefined && type.lookup("__init__") !== this.owner.lookup("__init__");
  }
}

/** `[].append`: a method entry bound to its receiver. */
export class PyBuiltinMethod extends PyInstance {
  readonly self: Value;
  readonly entry: NativeEntry;
  constructor(self: Value, entry: NativeEntry) {
    super();
    this.self = self;
    this.entry = entry;
  }
  get name(): string {
    return this.entry.name;
  }
}
