/**
 * What CPython documents without a signature, so that `__text_signature__` is None and `inspect.signature` refuses: callables that
 * take more than one form of arguments, or that nobody has converted to Argument Clinic. Their rows have signatures all the same,
 * for binding.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const types = words(
  `bytearray bytes defaultdict dict int OrderedDict range slice str super type _deque_iterator _deque_reverse_iterator
  _tuplegetter _lru_cache_wrapper islice repeat struct_time Struct Encoder Scanner Random RLock _ExceptHookArgs
  _ThreadHandle ReferenceType _contextvars.Context ContextVar Token array Dialect Reader Writer reader writer stat_result terminal_size
  times_result uname_result ParamSpec ParamSpecArgs ParamSpecKwargs TypeAliasType TypeVar TypeVarTuple date datetime
  time timedelta timezone tzinfo socket`,
);

/** By module and name. */
const functions = words(
  `builtins.__build_class__ builtins.dir builtins.getattr builtins.iter builtins.max builtins.min builtins.next
  builtins.vars _testcapi.docstring_empty _testcapi.docstring_no_signature math.log time.asctime time.clock_getres time.ctime time.get_clock_info time.gmtime time.localtime
  time.strftime time.strptime _struct.pack _struct.pack_into _json.scanstring gc.set_threshold sys.getsizeof
  sys.set_asyncgen_hooks _socket.CMSG_LEN _socket.CMSG_SPACE _socket.getaddrinfo _socket.gethostbyaddr
  _socket.gethostbyname _socket.gethostbyname_ex _socket.getnameinfo _socket.getprotobyname _socket.getservbyname
  _socket.getservbyport _socket.inet_ntop _socket.inet_pton`,
);

/** By type and name. */
const methods = words(
  `async_generator.athrow coroutine.throw generator.throw BufferedRWPair.peek BufferedRWPair.read BufferedRWPair.read1
  BufferedRWPair.readinto BufferedRWPair.readinto1 BufferedRWPair.write Context.run Dialect.__reduce__
  Dialect.__reduce_ex__ Match.group Generic.__class_getitem__ Generic.__init_subclass__ OrderedDict.update dict.update Struct.pack
  Struct.pack_into _IOBase.__exit__ _RawIOBase.readinto _RawIOBase.write _ThreadHandle.join _lru_cache_wrapper.__copy__
  _lru_cache_wrapper.__deepcopy__ date.__format__ date.fromisocalendar date.fromordinal date.strftime date.strptime
  datetime.__reduce_ex__ datetime.astimezone datetime.combine datetime.fromtimestamp datetime.isoformat datetime.strptime
  datetime.utcfromtimestamp time.__format__ time.__reduce_ex__ time.isoformat time.strftime time.strptime
  socket.getsockopt socket.listen socket.recv socket.recv_into socket.recvfrom socket.recvfrom_into socket.recvmsg
  socket.recvmsg_into socket.send socket.sendall socket.sendmsg socket.sendto socket.setsockopt`,
);

export const isUnsignedType = (name: string): boolean => types.has(name);
export const isUnsignedFunction = (module: string, name: string): boolean =>
  functions.has(`${module}.${name}`);
export const isUnsignedMethod = (owner: string, name: string): boolean => methods.has(`${owner}.${name}`);

const GROUPED: Readonly<Record<string, string>> = {
  startswith: "prefix",
  endswith: "suffix",
  count: "sub",
  find: "sub",
  index: "sub",
  rfind: "sub",
  rindex: "sub",
};
const GROUPED_OWNERS: ReadonlySet<string> = new Set(["bytearray", "bytes", "str"]);

/** The signature of a method with optional groups of parameters (PEP 457), which no default value can express. */
export function groupedSignature(owner: string, name: string): string | undefined {
  const first = GROUPED_OWNERS.has(owner) ? GROUPED[name] : undefined;
  return first === undefined ? undefined : `($self, ${first}[, start[, end]], /)`;
}

/** Signatures of types that are told otherwise than they bind. */
export const shownSignatures: ReadonlyMap<string, string> = new Map([
  ["float", "(x=0, /)"],
  ["frozenset", "(iterable=(), /)"],
  ["list", "(iterable=(), /)"],
  ["map", "(function, iterable, /, *iterables, strict=False)"],
  ["reversed", "(sequence, /)"],
  ["tuple", "(iterable=(), /)"],
]);
