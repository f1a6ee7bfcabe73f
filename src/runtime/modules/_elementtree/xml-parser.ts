/**
 * `xml.etree.ElementTree.XMLParser`, on the parser of `pyexpat`: a builder of plain elements hears of events without any Python in
 * between, other targets by their methods. Follows Modules/_elementtree.c.
 * https://docs.python.org/3.14/library/xml.etree.elementtree.html#xmlparser-objects
 */
import { declareType, isInstance, typeOf } from "../../core/builtin-types.ts";
import { callable } from "../../core/call.ts";
import type { TypeSpec } from "../../core/define.ts";
import { PyBaseException } from "../../core/exception.ts";
import { PyInstance, type Value } from "../../core/object.ts";
import type { PyType } from "../../core/type.ts";
import { RuntimeWarning } from "../../exceptions/hierarchy.ts";
import { typeError, valueError } from "../../exceptions/raise.ts";
import { bufferOf } from "../../objects/buffer.ts";
import { bytes, PyBytes } from "../../objects/bytes.ts";
import { PyDict } from "../../objects/dict.ts";
import { isStr, str, strOf } from "../../objects/str.ts";
import { tuple } from "../../objects/tuple.ts";
import { findAttr, getAttr, setAttr } from "../../protocols/attribute.ts";
import { isIterable, toArray } from "../../protocols/iterate.ts";
import { warn } from "../../protocols/deprecated.ts";
import type { Events } from "../pyexpat/events.ts";
import { createParser, expatError, parsePiece, type PyXmlParser } from "../pyexpat/xml-parser.ts";
import {
  type EventName,
  factories,
  parseErrorType,
  PyTreeBuilder,
  teller,
  treeBuilderType,
} from "./tree-builder.ts";

/** Bytes of a file that are read at once; of text, as much as gives no more. */
const PIECE = 64 * 1024;
/** Text is told in pieces as large as they come. */
const WHOLE_TEXT = 1 << 30;

class PyElementParser extends PyInstance {
  expat: PyXmlParser | undefined = undefined;
  target: Value = null;
  entity: PyDict | undefined = undefined;
  close: Value | undefined = undefined;
}
export const xmlParserType = declareType("xml.etree.ElementTree.XMLParser", PyElementParser);

function expatOf(self: PyElementParser): PyXmlParser {
  if (self.expat === undefined) throw valueError("XMLParser.__init__() wasn't called");
  return self.expat;
}

/** Names as ElementTree has them: the parser gives `uri}name`. */
class Names {
  readonly #known = new Map<string, Value>();
  get(name: string): Value {
    let known = this.#known.get(name);
    if (known === undefined) {
      known = str(name.includes("}") ? `{${name}` : name);
      this.#known.set(name, known);
    }
    return known;
  }
}

const textOf = (text: string | null): Value => (text === null ? "" : str(text));

function attributesOf(names: Names, attributes: readonly string[]): PyDict | undefined {
  if (attributes.length === 0) return undefined;
  const dict = new PyDict();
  for (let i = 0; i < attributes.length; i += 2)
    dict.set(names.get(attributes[i] as string), str(attributes[i + 1] as string));
  return dict;
}

/** Events for a builder that is no subclass. */
function builderEvents(builder: PyTreeBuilder, names: Names): Events {
  return {
    startElement(name, attributes) {
      builder.start(names.get(name), attributesOf(names, attributes));
    },
    endElement: () => void builder.end(),
    characters: (text) => builder.data(str(text)),
    comment: (text) => void builder.comment(str(text)),
    instruction(target, data) {
      if (builder.insertsInstructions || builder.events.has("pi"))
        builder.instruction(str(target), str(data));
    },
  };
}

/** Events for anything with methods of the right names. */
function targetEvents(self: PyElementParser, names: Names): Events {
  const { target } = self;
  const events: Events = {};
  const method = (name: string): Value | undefined => findAttr(target, name);
  const start = method("start");
  if (start !== undefined)
    events.startElement = (name, attributes) =>
      void callable(start).c2(names.get(name), attributesOf(names, attributes) ?? new PyDict());
  const end = method("end");
  if (end !== undefined) events.endElement = (name) => void callable(end).c1(names.get(name));
  const data = method("data");
  if (data !== undefined) events.characters = (text) => void callable(data).c1(str(text));
  const comment = method("comment");
  if (comment !== undefined) events.comment = (text) => void callable(comment).c1(str(text));
  const instruction = method("pi");
  if (instruction !== undefined)
    events.instruction = (name, text) => void callable(instruction).c2(str(name), str(text));
  const startNamespace = method("start_ns");
  if (startNamespace !== undefined)
    events.startNamespace = (prefix, uri) => void callable(startNamespace).c2(textOf(prefix), textOf(uri));
  const endNamespace = method("end_ns");
  if (endNamespace !== undefined)
    events.endNamespace = (prefix) => void callable(endNamespace).c1(textOf(prefix));
  const doctype = method("doctype");
  if (doctype !== undefined)
    events.startDoctype = (name, system, publicId) =>
      void callable(doctype).c3(
        str(name),
        publicId === null ? null : str(publicId),
        system === null ? null : str(system),
      );
  self.close = method("close");
  return events;
}

function initialize(self: PyElementParser, target: Value = null, encoding: Value = null): Value {
  if (encoding !== null && !isStr(encoding))
    throw typeError(`XMLParser() argument 'encoding' must be str or None, not ${typeOf(encoding).name}`);
  const expat = createParser(encoding, "}", null);
  self.expat = expat;
  self.entity = new PyDict();
  self.target = target;
  if (target === null) {
    const builder = new PyTreeBuilder();
    builder.commentFactory = factories().comment;
    builder.instructionFactory = factories().instruction;
    self.target = builder;
  }
  const names = new Names();
  const builder = plainBuilder(self);
  if (builder !== undefined) {
    expat.buffersText = true;
    expat.bufferSize = WHOLE_TEXT;
  }
  const events = builder === undefined ? targetEvents(self, names) : builderEvents(builder, names);
  Object.assign(expat.parser.on, events);
  // Entities are put in, and those that are not known are told of.
  expat.parser.options.expand = true;
  expat.parser.on.default_ = (text) => otherText(self, expat, text);
  expat.parser.on.startDoctype ??= () => {
    if (findAttr(self, "doctype") !== undefined)
      warn(
        RuntimeWarning,
        "The doctype() method of XMLParser is ignored.  Define doctype() method on the TreeBuilder target.",
      );
  };
  return null;
}

const plainBuilder = ({ target }: PyElementParser): PyTreeBuilder | undefined =>
  target instanceof PyTreeBuilder && typeOf(target) === treeBuilderType ? target : undefined;

/** What nothing else hears of: references to entities that the program may know. */
function otherText(self: PyElementParser, expat: PyXmlParser, text: string): void {
  if (text.length < 2 || !text.startsWith("&")) return;
  const value = self.entity?.get(str(text.slice(1, -1)));
  if (value !== undefined) {
    const builder = plainBuilder(self);
    if (builder !== undefined) builder.data(value);
    else if (isStr(value)) expat.parser.on.characters?.(strOf(value));
    return;
  }
  const { line, column } = expat.positionOf(expat.parser.event);
  const message = str(`undefined entity ${text}: line ${line}, column ${column}`);
  throw parseError(message, UNDEFINED_ENTITY, line, column);
}
const UNDEFINED_ENTITY = 11;

/** A ParseError with where it is. */
function parseError(message: Value, code: Value, line: Value, column: Value): PyBaseException {
  const error = callable(parseErrorType).c1(message) as PyBaseException;
  setAttr(error, "code", code);
  setAttr(error, "position", tuple([line, column]));
  return error;
}

/** Parses a piece; the error of the parser becomes ElementTree's. */
function feed(self: PyElementParser, data: Value, isFinal: boolean): void {
  try {
    parsePiece(expatOf(self), data, isFinal);
  } catch (error) {
    if (!(error instanceof PyBaseException) || !isInstance(error, expatError)) throw error;
    const [code, line, column] = ["code", "lineno", "offset"].map((name) => getAttr(error, name));
    throw parseError(error.args[0] as Value, code as Value, line as Value, column as Value);
  }
}

function parseWhole(self: PyElementParser, file: Value): Value {
  expatOf(self);
  const read = getAttr(file, "read");
  for (;;) {
    const piece = callable(read).c1(PIECE);
    if (isStr(piece) ? strOf(piece) === "" : !(piece instanceof PyBytes) || piece.data.length === 0) break;
    feed(self, piece, false);
  }
  feed(self, bytes(new Uint8Array(0)), true);
  return plainBuilder(self)?.root ?? null;
}

function close(self: PyElementParser): Value {
  expatOf(self);
  feed(self, "", true);
  const builder = plainBuilder(self);
  if (builder !== undefined) return builder.root;
  return self.close === undefined ? null : callable(self.close).c0();
}

function flush(self: PyElementParser): Value {
  const expat = expatOf(self);
  const { defersReparsing } = expat;
  expat.defersReparsing = false;
  try {
    feed(self, "", false);
  } finally {
    expat.defersReparsing = defersReparsing;
  }
  return null;
}

function setEvents(self: PyElementParser, queue: Value, wanted: Value = null): Value {
  const { parser } = expatOf(self);
  const builder = plainBuilder(self);
  if (builder === undefined)
    throw typeError("event handling only supported for ElementTree.TreeBuilder targets");
  const append = getAttr(queue, "append");
  if (wanted !== null && !isIterable(wanted)) throw typeError("events must be a sequence");
  const events = new Map<EventName, (node: Value) => void>();
  for (const item of wanted === null ? ["end"] : toArray(wanted)) {
    const name = isStr(item)
      ? strOf(item)
      : item instanceof PyBytes
        ? new TextDecoder().decode(item.data)
        : undefined;
    if (name === undefined) throw valueError("invalid events sequence");
    switch (name) {
      case "start-ns":
        parser.on.startNamespace = (prefix, uri) =>
          builder.tell("start-ns", tuple([textOf(prefix), textOf(uri)]));
        break;
      case "end-ns":
        parser.on.endNamespace = () => builder.tell("end-ns", null);
        break;
      case "start":
      case "end":
      case "comment":
      case "pi":
        break;
      default:
        throw valueError(`unknown event '${name}'`);
    }
    events.set(name, teller(append, name));
  }
  builder.events = events;
  return null;
}

export const xmlParserSpec: TypeSpec = {
  new: ["(*args, **kwargs)", (cls: PyType) => cls.alloc()],
  methods: {
    __init__: ["(self, *, target=None, encoding=None)", initialize],
    feed: [
      "(self, data, /)",
      (self: PyElementParser, data: Value) => {
        expatOf(self);
        if (!isStr(data) && bufferOf(data) === undefined)
          throw typeError(`a bytes-like object is required, not '${typeOf(data).name}'`);
        feed(self, data, false);
        return null;
      },
    ],
    flush: ["(self, /)", flush],
    close: ["(self, /)", close],
    _parse_whole: ["(self, file, /)", parseWhole],
    _setevents: ["(self, events_queue, events_to_report=None, /)", setEvents],
  },
  getset: {
    entity: { get: (self: PyElementParser) => self.entity ?? null, member: true },
    target: { get: (self: PyElementParser) => self.target, member: true },
    version: { get: () => "Expat 2.7.1" },
  },
};
