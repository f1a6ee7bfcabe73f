/** `pyexpat.XMLParserType`: the parser with Python's handlers. Follows Modules/pyexpat.c.
 * https://docs.python.org/3.14/library/pyexpat.html#xmlparser-objects */
import { declareType, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import { PyBaseException } from "../../core/exception.ts";
import type { GetSetRow, TypeSpec } from "../../core/define.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import { Exception, OverflowError } from "../../exceptions/hierarchy.ts";
import { newException, typeError, valueError } from "../../exceptions/raise.ts";
import { needBuffer } from "../../objects/buffer.ts";
import { bytes, PyBytes } from "../../objects/bytes.ts";
import { PyDict } from "../../objects/dict.ts";
import { floatOf, isFloat } from "../../objects/float.ts";
import { isInt } from "../../objects/int.ts";
import { PyList } from "../../objects/list.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { setAttr } from "../../protocols/attribute.ts";
import { truthy } from "../../protocols/compare.ts";
import { callMethod } from "../../protocols/method-call.ts";
import { toCInt, toIndex } from "../../protocols/number.ts";
import type { Model } from "./declarations.ts";
import { errorTable, XmlError } from "./errors.ts";
import { Decoder } from "./input.ts";
import type { Events } from "./events.ts";
import { XmlParser } from "./parser.ts";

export const expatError = declareType("xml.parsers.expat.ExpatError", class extends PyBaseException {}, {
  bases: [Exception],
  hasDict: true,
});

export class PyXmlParser extends PyInstance {
  parser: XmlParser = undefined as unknown as XmlParser;
  decoder: Decoder = undefined as unknown as Decoder;
  encoding: string | undefined = undefined;
  handlers = new Map<string, Value>();
  intern: Value = null;
  ordered = false;
  specified = false;
  buffersText = false;
  bufferSize = 8192;
  buffer = "";
  isFinished = false;
  /** The error that reading ended with; there is no going on. */
  failure = 0;
  hasStarted = false;
  isSubparser = false;
  defersReparsing = true;
  /** How much was there when nothing of it could be read. */
  stuck = 0;
  /** Where the parser's text begins. */
  line = 1;
  column = 0;
  byte = 0;

  /** Line, column and byte of an index of the parser's text. */
  positionOf(index: number): { line: number; column: number; byte: number } {
    const before = this.parser.document.slice(0, index);
    const last = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r"));
    const lines = before.match(/\r\n|\r|\n/g)?.length ?? 0;
    const column = points(before, last + 1) + (last < 0 ? this.column : 0);
    const { width } = this.decoder;
    const length = width === 0 ? utf8Length(before) : before.length * width;
    return { line: this.line + lines, column, byte: this.byte + length };
  }

  flush(): void {
    const { buffer } = this;
    if (buffer === "") return;
    this.buffer = "";
    const handler = this.handlers.get("CharacterDataHandler");
    if (handler !== undefined) callable(handler).c1(str(buffer));
  }
}
export const parserType = declareType("pyexpat.xmlparser", PyXmlParser, { subclassable: false });

const text = (value: string | null): Value => (value === null ? null : str(value));
const modelTuple = ([type, quantifier, name, children]: Model): Value =>
  tuple([type, quantifier, text(name), tuple(children.map(modelTuple))]);

/** How many characters a text holds from an index on. */
function points(text: string, from: number): number {
  let count = text.length - from;
  for (let i = from; i < text.length; i++) if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) count--;
  return count;
}

/** How many bytes a text takes. */
function utf8Length(text: string): number {
  let length = text.length;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    // The halves of a pair take four bytes between them.
    if (code > 127) length += code > 2047 && (code & 0xf800) !== 0xd800 ? 2 : 1;
  }
  return length;
}

/** What each handler makes of an event; `call` puts out buffered text first. */
type Install = (self: PyXmlParser, call: (...args: Value[]) => Value) => Partial<Events>;
const isTrue = (result: Value): boolean => toCInt(result) !== 0;

const handlerTable: Readonly<Record<string, readonly [event: keyof Events, install: Install]>> = {
  StartElementHandler: [
    "startElement",
    (self, call) => ({
      startElement(name, attributes, specified) {
        const count = self.specified ? specified : attributes.length;
        if (self.ordered) {
          call(str(name), new PyList(attributes.slice(0, count).map((part) => str(part))));
          return;
        }
        const dict = new PyDict();
        for (let i = 0; i < count; i += 2)
          dict.set(str(attributes[i] as string), str(attributes[i + 1] as string));
        call(str(name), dict);
      },
    }),
  ],
  EndElementHandler: ["endElement", (_, call) => ({ endElement: (name) => void call(str(name)) })],
  ProcessingInstructionHandler: [
    "instruction",
    (_, call) => ({ instruction: (target, data) => void call(str(target), str(data)) }),
  ],
  CharacterDataHandler: [
    "characters",
    (self) => ({
      characters(piece) {
        if (self.buffersText) {
          if (self.buffer.length + piece.length > self.bufferSize) {
            self.flush();
            if (self.parser.on.characters === undefined) return;
          }
          if (piece.length <= self.bufferSize) {
            self.buffer += piece;
            return;
          }
        }
        callable(self.handlers.get("CharacterDataHandler") as Value).c1(str(piece));
      },
    }),
  ],
  UnparsedEntityDeclHandler: [
    "unparsedEntity",
    (_, call) => ({
      unparsedEntity: (entity) =>
        void call(
          str(entity.name),
          text(entity.base),
          text(entity.systemId),
          text(entity.publicId),
          text(entity.notation),
        ),
    }),
  ],
  NotationDeclHandler: [
    "notation",
    (self, call) => ({
      notation: (name, systemId, publicId) =>
        void call(str(name), text(self.parser.options.base), text(systemId), text(publicId)),
    }),
  ],
  StartNamespaceDeclHandler: [
    "startNamespace",
    (_, call) => ({ startNamespace: (prefix, uri) => void call(text(prefix), text(uri)) }),
  ],
  EndNamespaceDeclHandler: [
    "endNamespace",
    (_, call) => ({ endNamespace: (prefix) => void call(text(prefix)) }),
  ],
  CommentHandler: ["comment", (_, call) => ({ comment: (comment) => void call(str(comment)) })],
  StartCdataSectionHandler: ["startCdata", (_, call) => ({ startCdata: () => void call() })],
  EndCdataSectionHandler: ["endCdata", (_, call) => ({ endCdata: () => void call() })],
  DefaultHandler: ["default_", (_, call) => ({ default_: (part) => void call(str(part)) })],
  DefaultHandlerExpand: ["default_", (_, call) => ({ default_: (part) => void call(str(part)) })],
  NotStandaloneHandler: ["notStandalone", (_, call) => ({ notStandalone: () => isTrue(call()) })],
  ExternalEntityRefHandler: [
    "externalEntity",
    (_, call) => ({
      externalEntity: (context, base, systemId, publicId) =>
        isTrue(call(text(context), text(base), text(systemId), text(publicId))),
    }),
  ],
  StartDoctypeDeclHandler: [
    "startDoctype",
    (_, call) => ({
      startDoctype: (name, systemId, publicId, hasSubset) =>
        void call(str(name), text(systemId), text(publicId), hasSubset ? 1 : 0),
    }),
  ],
  EndDoctypeDeclHandler: ["endDoctype", (_, call) => ({ endDoctype: () => void call() })],
  EntityDeclHandler: [
    "entity",
    (_, call) => ({
      entity: (entity, isParameter) =>
        void call(
          str(entity.name),
          isParameter ? 1 : 0,
          text(entity.text ?? null),
          text(entity.base),
          text(entity.systemId),
          text(entity.publicId),
          text(entity.notation),
        ),
    }),
  ],
  XmlDeclHandler: [
    "xmlDeclaration",
    (_, call) => ({
      xmlDeclaration: (version, encoding, standalone) =>
        void call(text(version ?? null), text(encoding), standalone),
    }),
  ],
  ElementDeclHandler: [
    "element",
    (_, call) => ({ element: (name, model) => void call(str(name), modelTuple(model)) }),
  ],
  AttlistDeclHandler: [
    "attributes",
    (_, call) => ({
      attributes: (element, name, type, value, isRequired) =>
        void call(str(element), str(name), str(type), text(value), isRequired ? 1 : 0),
    }),
  ],
  SkippedEntityHandler: [
    "skippedEntity",
    (_, call) => ({ skippedEntity: (name, isParameter) => void call(str(name), isParameter ? 1 : 0) }),
  ],
};

function setHandler(self: PyXmlParser, name: string, handler: Value): void {
  const [event, install] = handlerTable[name] as readonly [keyof Events, Install];
  if (name === "CharacterDataHandler") self.flush();
  if (name.startsWith("DefaultHandler")) {
    // There is one of the two, and the one set last says whether entities are put in.
    self.handlers.delete(name === "DefaultHandler" ? "DefaultHandlerExpand" : "DefaultHandler");
    self.parser.options.expand = name === "DefaultHandlerExpand" || handler === null;
  }
  if (handler === null) {
    self.handlers.delete(name);
    self.parser.on[event] = undefined;
    return;
  }
  self.handlers.set(name, handler);
  const call = (...args: Value[]): Value => {
    self.flush();
    return callable(handler).cn(args);
  };
  Object.assign(self.parser.on, install(self, call));
}

/** The characters of a single-byte encoding of Python's; U+FFFD where a byte is none. */
function byteTable(encoding: string): string {
  const all = bytes(Uint8Array.from({ length: 256 }, (_, i) => i));
  const table = strOf(callMethod(all, "decode", encoding, "replace"));
  if (Array.from(table).length !== 256) throw valueError("multi-byte encodings are not supported");
  return table;
}

export function createParser(encoding: Value, separator: Value, intern: Value): PyXmlParser {
  for (const [value, name] of [
    [encoding, "encoding"],
    [separator, "namespace_separator"],
  ] as const) {
    if (value !== null && !isStr(value))
      throw typeError(`ParserCreate() argument '${name}' must be str or None, not ${typeOf(value).name}`);
  }
  if (separator !== null && strOf(separator).length > 1)
    throw valueError("namespace_separator must be at most one character, omitted, or None");
  const self = new PyXmlParser();
  self.encoding = encoding === null ? undefined : strOf(encoding);
  self.parser = new XmlParser({
    separator: separator === null ? undefined : strOf(separator),
    prefixes: false,
    expand: true,
    base: null,
    parameterParsing: 0,
    foreignDocumentType: false,
    lines: true,
    piece: Number.POSITIVE_INFINITY,
  });
  self.decoder = new Decoder(self.encoding, byteTable);
  if (intern !== null && !(intern instanceof PyDict)) throw typeError("intern must be a dictionary");
  self.intern = intern ?? new PyDict();
  return self;
}

function raise(self: PyXmlParser, error: XmlError): never {
  self.parser.event = error.at;
  self.failure = error.code;
  const { line, column } = self.positionOf(error.at);
  throw errorAt(error.code, line, column);
}

function errorAt(code: number, line: number, column: number): PyBaseException {
  const message = (errorTable[code] as readonly [string, string])[1];
  const exception = newException(expatError, str(`${message}: line ${line}, column ${column}`));
  setAttr(exception, "code", code);
  setAttr(exception, "offset", column);
  setAttr(exception, "lineno", line);
  return exception;
}

const FINISHED = 36;
const SUSPENDED_CHUNK = 1 << 20;

/** Parses the next piece; 1, or raises ExpatError. */
export function parsePiece(self: PyXmlParser, data: Value, isFinal: boolean): Value {
  let input: Uint8Array | undefined;
  let piece: string | undefined;
  if (isStr(data)) {
    piece = strOf(data);
    // Text has no encoding any more, whatever it declares.
    if (!self.hasStarted && piece.startsWith("\ufeff")) piece = piece.slice(1);
    self.decoder.width = 0;
  } else input = needBuffer(data);
  if (self.isFinished || self.failure !== 0) {
    const { line, column } = self.positionOf(self.parser.event);
    throw errorAt(self.failure || FINISHED, line, column);
  }
  self.hasStarted ||= (piece ?? input ?? "").length > 0;
  const { parser } = self;
  try {
    try {
      piece ??= self.decoder.push(input as Uint8Array, isFinal);
    } catch (error) {
      if (error instanceof XmlError) raise(self, error);
      throw error;
    }
    if (self.decoder.width === 1) parser.options.piece = 1024;
    if (!self.isSubparser) parser.amplification.direct += piece.length;
    parser.text = parser.text === "" ? piece : parser.text + piece;
    // What could not be read is only tried again when much more has come.
    const isDeferred = self.defersReparsing && !isFinal && parser.text.length < 2 * self.stuck;
    if (!isDeferred) {
      parser.options.lines = !(self.buffersText && self.bufferSize >= SUSPENDED_CHUNK);
      parser.read(isFinal);
      self.stuck = parser.at === 0 ? parser.text.length : 0;
      if (isFinal) {
        parser.checkEnd();
        self.isFinished = true;
      }
    }
    self.flush();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    self.flush();
    raise(self, error);
  }
  if (parser.at > 0) {
    const { line, column, byte } = self.positionOf(parser.at);
    Object.assign(self, { line, column, byte });
    parser.forget();
  }
  return 1;
}

function parseFile(self: PyXmlParser, file: Value): Value {
  for (;;) {
    const chunk = callMethod(file, "read", 2048);
    if (!(chunk instanceof PyBytes) && !isStr(chunk) && typeOf(chunk).name !== "bytearray")
      throw typeError(`read() did not return a bytes object (type=${typeOf(chunk).name})`);
    const isLast = !truthy(chunk);
    const result = parsePiece(self, chunk, isLast);
    if (isLast) return result;
  }
}

function subparser(self: PyXmlParser, context: Value, encoding: Value): Value {
  if (context !== null && !isStr(context))
    throw typeError(
      `ExternalEntityParserCreate() argument 1 must be str or None, not ${typeOf(context).name}`,
    );
  const made = new PyXmlParser();
  made.isSubparser = true;
  made.parser = self.parser.subparser(context === null ? null : strOf(context));
  made.decoder = new Decoder(encoding === null ? undefined : strOf(encoding), byteTable);
  made.intern = self.intern;
  made.ordered = self.ordered;
  made.specified = self.specified;
  made.buffersText = self.buffersText;
  made.bufferSize = self.bufferSize;
  made.defersReparsing = self.defersReparsing;
  for (const [name, handler] of self.handlers) setHandler(made, name, handler);
  return made;
}

const position = (part: "line" | "column" | "byte"): GetSetRow => ({
  get: (self: PyXmlParser) => self.positionOf(self.parser.event)[part],
});
const flag = (
  get: (self: PyXmlParser) => boolean,
  set: (self: PyXmlParser, on: boolean) => void,
): GetSetRow => ({
  get,
  set: (self: PyXmlParser, value: Value) => set(self, truthy(value)),
});

/** The root parser alone has limits. */
function limit(self: PyXmlParser, name: "threshold" | "factor", value: number): Value {
  if (self.isSubparser) throw newException(expatError, "parser must be a root parser");
  if (name === "factor" && !(value >= 1)) throw newException(expatError, "'max_factor' must be at least 1.0");
  self.parser.amplification[name] = value;
  return null;
}

export const parserSpec: TypeSpec = {
  doc: "XML parser",
  methods: {
    Parse: [
      "(self, data, isfinal=False, /)",
      (self: PyXmlParser, data: Value, isFinal: Value = false) => parsePiece(self, data, truthy(isFinal)),
    ],
    ParseFile: ["(self, file, /)", parseFile],
    SetBase: [
      "(self, base, /)",
      (self: PyXmlParser, base: Value) => {
        self.parser.options.base = strOf(base);
        return null;
      },
    ],
    GetBase: ["(self, /)", (self: PyXmlParser) => text(self.parser.options.base)],
    GetInputContext: [
      "(self, /)",
      (self: PyXmlParser) =>
        self.parser.document === ""
          ? null
          : bytes(new TextEncoder().encode(self.parser.document.slice(self.parser.event))),
    ],
    ExternalEntityParserCreate: [
      "(self, context, encoding=None, /)",
      (self: PyXmlParser, context: Value, encoding: Value = null) => subparser(self, context, encoding),
    ],
    SetParamEntityParsing: [
      "(self, flag, /)",
      (self: PyXmlParser, wanted: Value) => {
        const kind = toCInt(wanted);
        if (self.hasStarted) return 0;
        self.parser.options.parameterParsing = kind;
        return 1;
      },
    ],
    UseForeignDTD: [
      "(self, flag=True, /)",
      (self: PyXmlParser, wanted: Value = true) => {
        if (self.hasStarted) throw newException(expatError, (errorTable[26] as readonly [string, string])[1]);
        self.parser.options.foreignDocumentType = truthy(wanted);
        return null;
      },
    ],
    GetReparseDeferralEnabled: ["(self, /)", (self: PyXmlParser) => self.defersReparsing],
    SetReparseDeferralEnabled: [
      "(self, enabled, /)",
      (self: PyXmlParser, enabled: Value) => {
        self.defersReparsing = truthy(enabled);
        return null;
      },
    ],
    SetBillionLaughsAttackProtectionActivationThreshold: [
      "(self, threshold, /)",
      (self: PyXmlParser, threshold: Value) => {
        const value = toIndex(threshold);
        if (value < 0) throw valueError("can't convert negative int to unsigned");
        if (BigInt(value) >= 1n << 64n)
          throw newException(OverflowError, "Python int too large to convert to C unsigned long long");
        return limit(self, "threshold", Number(value));
      },
    ],
    SetBillionLaughsAttackProtectionMaximumAmplification: [
      "(self, max_factor, /)",
      (self: PyXmlParser, factor: Value) => {
        if (!isFloat(factor) && !isInt(factor))
          throw typeError(`must be real number, not ${typeOf(factor).name}`);
        return limit(self, "factor", isFloat(factor) ? floatOf(factor) : Number(toIndex(factor)));
      },
    ],
  },
  getset: {
    ...Object.fromEntries(
      Object.keys(handlerTable).map((name): [string, GetSetRow] => [
        name,
        {
          get: (self: PyXmlParser) => self.handlers.get(name) ?? null,
          set: (self: PyXmlParser, handler: Value) => setHandler(self, name, handler),
        },
      ]),
    ),
    intern: { get: (self: PyXmlParser) => self.intern, member: true },
    ErrorCode: {
      get: (self: PyXmlParser) => self.failure || (self.isFinished ? FINISHED : 0),
    },
    ErrorLineNumber: position("line"),
    ErrorColumnNumber: position("column"),
    ErrorByteIndex: position("byte"),
    CurrentLineNumber: position("line"),
    CurrentColumnNumber: position("column"),
    CurrentByteIndex: position("byte"),
    buffer_size: {
      get: (self: PyXmlParser) => self.bufferSize,
      set: (self: PyXmlParser, size: Value) => {
        if (!isInt(size)) throw typeError("buffer_size must be an integer");
        const wanted = toIndex(size);
        if (wanted < 1) throw valueError("buffer_size must be greater than zero");
        if (wanted > 0x7fffffff) throw valueError(`buffer_size must not be greater than ${0x7fffffff}`);
        if (Number(wanted) === self.bufferSize) return;
        self.flush();
        self.bufferSize = Number(wanted);
      },
    },
    buffer_text: flag(
      (self) => self.buffersText,
      (self, on) => {
        if (!on) self.flush();
        self.buffersText = on;
      },
    ),
    buffer_used: { get: (self: PyXmlParser) => self.buffer.length },
    namespace_prefixes: flag(
      (self) => self.parser.options.prefixes,
      (self, on) => {
        self.parser.options.prefixes = on;
      },
    ),
    ordered_attributes: flag(
      (self) => self.ordered,
      (self, on) => {
        self.ordered = on;
      },
    ),
    specified_attributes: flag(
      (self) => self.specified,
      (self, on) => {
        self.specified = on;
      },
    ),
  },
};
