/**
 * `_contextvars`. Follows Python/context.c; https://docs.python.org/3.14/library/contextvars.html.
 *
 * A context has an immutable map from variables to values (`objects/hamt.ts`), so a copy of the context has the same map until
 * either changes. A variable remembers its value in the map where it was looked for last.
 */
import { declareType } from "../core/builtin-types.ts";
import { callable } from "../core/call.ts";
import type { TypeSpec } from "../core/define.ts";
import { foldHash, hash, identityHash } from "../core/hash.ts";
import { address } from "../core/identity.ts";
import type { NativeModule } from "../core/native-module.ts";
import { PyInstance, type Value } from "../core/object.ts";
import { current } from "../core/state.ts";
import type { PyType } from "../core/type.ts";
import { LookupError, RuntimeError } from "../exceptions/hierarchy.ts";
import { keyError, newException, typeError, valueError } from "../exceptions/raise.ts";
import { NotImplemented } from "../objects/singletons.ts";
import { isStr, str, strOf } from "../objects/str.ts";
import { Hamt, type KeyRules } from "../objects/hamt.ts";
import { equal } from "../objects/rich-compare.ts";
import { repr } from "../protocols/repr.ts";
import { classGetItem } from "../types/class-getitem.ts";
import { PyHamtItems, PyHamtKeys, PyHamtValues } from "../types/hamt.ts";

export class PyContextVar extends PyInstance {
  name: Value = "";
  fallback: Value | undefined = undefined;
  #map: Variables | undefined = undefined;
  #value: Value | undefined = undefined;

  /** The variable's value in a map, if it has one there. */
  in(map: Variables): Value | undefined {
    if (this.#map !== map) {
      this.#value = map.get(this);
      this.#map = map;
    }
    return this.#value;
  }
}
type Variables = Hamt<PyContextVar>;
const byIdentity: KeyRules<PyContextVar> = {
  hash: (variable) => foldHash(identityHash(variable)),
  equal: (a, b) => a === b,
};
const contextVarType = declareType("_contextvars.ContextVar", PyContextVar, { subclassable: false });

class PyContext extends PyInstance {
  values: Variables = new Hamt(byIdentity);
  entered = false;
  previous: PyContext | undefined = undefined;

  copy(): PyContext {
    const copy = new PyContext();
    copy.values = this.values;
    return copy;
  }
}
const contextType = declareType("_contextvars.Context", PyContext, { subclassable: false });

class PyMissing extends PyInstance {}
const missingType = declareType("Token.MISSING", PyMissing, { subclassable: false });
const MISSING = new PyMissing();

class PyToken extends PyInstance {
  context = new PyContext();
  variable = new PyContextVar();
  old: Value | undefined = undefined;
  used = false;
}
const tokenType = declareType("_contextvars.Token", PyToken, { subclassable: false });

const STATE = Symbol("current context");
const state = (): { context: PyContext } => current.stateOf(STATE, () => ({ context: new PyContext() }));

/** For native modules that keep something in a context variable (PyContextVar_New, _Get, _Set of the C API). */
export function newContextVariable(name: string): PyContextVar {
  const variable = new PyContextVar();
  variable.name = name;
  return variable;
}
export const getContextValue = (variable: PyContextVar): Value | undefined =>
  variable.in(state().context.values);
export function setContextValue(variable: PyContextVar, value: Value): void {
  const { context } = state();
  context.values = context.values.set(variable, value);
}

function set(variable: PyContextVar, value: Value): PyToken {
  const { context } = state();
  const token = new PyToken();
  token.context = context;
  token.variable = variable;
  token.old = variable.in(context.values);
  context.values = context.values.set(variable, value);
  return token;
}

function reset(variable: PyContextVar, token: Value): Value {
  if (!(token instanceof PyToken)) {
    throw typeError(`expected an instance of Token, got ${strOf(repr(token))}`);
  }
  if (token.used) throw newException(RuntimeError, text(token, "has already been used once"));
  if (token.variable !== variable) throw valueError(text(token, "was created by a different ContextVar"));
  if (token.context !== state().context) throw valueError(text(token, "was created in a different Context"));
  token.used = true;
  const { context, old } = token;
  context.values = old === undefined ? context.values.delete(variable) : context.values.set(variable, old);
  return null;
}
const text = (token: PyToken, what: string): string => `${strOf(repr(token))} ${what}`;

const contextVarSpec: TypeSpec = {
  new: [
    "(*args, default=<unrepresentable>)",
    (cls: PyType, args: Value[], fallback?: Value) => {
      if (args.length !== 1) {
        throw typeError(`ContextVar() takes exactly 1 positional argument (${args.length} given)`);
      }
      const [name] = args as [Value];
      if (!isStr(name)) throw typeError("context variable name must be a str");
      hash(name);
      const self = cls.alloc() as PyContextVar;
      self.name = name;
      self.fallback = fallback;
      return self;
    },
  ],
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyContextVar) => {
        const fallback = self.fallback === undefined ? "" : ` default=${strOf(repr(self.fallback))}`;
        return str(`<ContextVar name=${strOf(repr(self.name))}${fallback} at ${address(self)}>`);
      },
    ],
    __hash__: ["(self, /)", identityHash],
    get: [
      "(self, default=<unrepresentable>, /)",
      (self: PyContextVar, fallback?: Value) => {
        const value = self.in(state().context.values);
        if (value !== undefined) return value;
        if (fallback !== undefined) return fallback;
        if (self.fallback !== undefined) return self.fallback;
        throw newException(LookupError, self);
      },
    ],
    set: ["(self, value, /)", set],
    reset: ["(self, token, /)", reset],
  },
  classMethods: classGetItem,
  getset: { name: { get: (self: PyContextVar) => self.name, member: true } },
};

function enter(context: PyContext): void {
  if (context.entered) {
    throw newException(RuntimeError, `cannot enter context: ${strOf(repr(context))} is already entered`);
  }
  context.previous = state().context;
  context.entered = true;
  state().context = context;
}

function leave(context: PyContext): void {
  state().context = context.previous as PyContext;
  context.previous = undefined;
  context.entered = false;
}

function run(self: PyContext, args: Value[], keywords: Map<string, Value>): Value {
  const [fn, ...rest] = args;
  if (fn === undefined) throw typeError("run() missing 1 required positional argument");
  enter(self);
  try {
    return callable(fn).ck([...rest, ...keywords.values()], [...keywords.keys()]);
  } finally {
    leave(self);
  }
}

/** A copy of the current context (PyContext_CopyCurrent). */
export const copyContext = (): Value => state().context.copy();

/** Calls `action` in a context; TypeError for what is none. */
export function runInContext(context: Value, action: () => void): void {
  if (!(context instanceof PyContext)) throw typeError("an instance of Context was expected");
  enter(context);
  try {
    action();
  } finally {
    leave(context);
  }
}

function variable(key: Value): PyContextVar {
  if (!(key instanceof PyContextVar)) {
    throw typeError(`a ContextVar key was expected, got ${strOf(repr(key))}`);
  }
  return key;
}

const sameValues = (a: PyContext, b: PyContext): boolean => a.values.equals(b.values, equal);

const contextSpec: TypeSpec = {
  new: [
    "(*args, **kwargs)",
    (cls: PyType, args: Value[], keywords: Map<string, Value>) => {
      if (args.length > 0 || keywords.size > 0) throw typeError("Context() does not accept any arguments");
      return cls.alloc();
    },
  ],
  methods: {
    __len__: ["(self, /)", (self: PyContext) => self.values.size],
    __iter__: ["(self, /)", (self: PyContext) => new PyHamtKeys(self.values)],
    __contains__: [
      "(self, key, /)",
      (self: PyContext, key: Value) => self.values.get(variable(key)) !== undefined,
    ],
    __getitem__: [
      "(self, key, /)",
      (self: PyContext, key: Value) => {
        const value = self.values.get(variable(key));
        if (value === undefined) throw keyError(key);
        return value;
      },
    ],
    __eq__: [
      "(self, value, /)",
      (self: PyContext, other: Value) =>
        other instanceof PyContext ? sameValues(self, other) : NotImplemented,
    ],
    __ne__: [
      "(self, value, /)",
      (self: PyContext, other: Value) =>
        other instanceof PyContext ? !sameValues(self, other) : NotImplemented,
    ],
    copy: ["(self, /)", (self: PyContext) => self.copy()],
    get: [
      "(self, key, default=None, /)",
      (self: PyContext, key: Value, fallback: Value = null) => {
        const value = self.values.get(variable(key));
        return value === undefined ? fallback : value;
      },
    ],
    items: ["(self, /)", (self: PyContext) => new PyHamtItems(self.values)],
    keys: ["(self, /)", (self: PyContext) => new PyHamtKeys(self.values)],
    values: ["(self, /)", (self: PyContext) => new PyHamtValues(self.values)],
    run: ["(self, /, *args, **kwargs)", run],
  },
  constants: { __hash__: null },
};

const tokenSpec: TypeSpec = {
  new: [
    "()",
    () => {
      throw newException(RuntimeError, "Tokens can only be created by ContextVars");
    },
  ],
  methods: {
    __repr__: [
      "(self, /)",
      (self: PyToken) =>
        str(`<Token${self.used ? " used" : ""} var=${strOf(repr(self.variable))} at ${address(self)}>`),
    ],
    __enter__: ["(self, /)", (self: PyToken) => self],
    __exit__: ["(self, type, value, traceback, /)", (self: PyToken) => reset(self.variable, self)],
  },
  classMethods: classGetItem,
  getset: {
    var: { get: (self: PyToken) => self.variable },
    old_value: { get: (self: PyToken) => (self.old === undefined ? MISSING : self.old) },
  },
  constants: { MISSING, __hash__: null },
};

const missingSpec: TypeSpec = { methods: { __repr__: ["(self, /)", () => "<Token.MISSING>"] } };

export const contextvarsModule: NativeModule = {
  name: "_contextvars",
  doc: "Context Variables",
  functions: { copy_context: ["()", copyContext] },
  types: { ContextVar: contextVarType, Context: contextType, Token: tokenType },
};

export const installed: readonly (readonly [PyType, TypeSpec])[] = [
  [contextVarType, contextVarSpec],
  [contextType, contextSpec],
  [tokenType, tokenSpec],
  [missingType, missingSpec],
];
