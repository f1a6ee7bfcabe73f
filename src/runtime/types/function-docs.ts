/** What `help()` says of the functions of `builtins`, in a line or two each; those that have no signature begin with the forms
 * of their calls, as in CPython. https://docs.python.org/3.14/library/functions.html */
export const functionDocs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    __build_class__:
      "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nMake the class of a class statement, whose body is the function.",
    __import__:
      "Import a module; the statement import does so. importlib.import_module() is meant for programs.",
    abs: "Return the absolute value of the argument.",
    aiter: "Return an AsyncIterator for an AsyncIterable object.",
    all: "Return True if bool(x) is True for all values x in the iterable.\n\nOf an empty iterable that is so.",
    anext:
      "Return the next item from the async iterator.\n\nWhere default is given, it stands for the item after the last.",
    any: "Return True if bool(x) is True for any x in the iterable.\n\nOf an empty iterable that is not so.",
    ascii:
      "Return an ASCII-only representation of an object.\n\nIt is that of repr() with other characters as escapes.",
    bin: "Return the binary representation of an integer.",
    breakpoint: "Enter the debugger: call sys.breakpointhook() with these arguments.",
    callable:
      "Return whether the object is callable (i.e., some kind of function).\n\nA class is, and an instance whose class has __call__.",
    chr: "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff.",
    compile: "Compile source into a code object that can be executed by exec() or eval().",
    delattr: "Delete the named attribute from the given object: delattr(x, 'y') is del x.y.",
    dir: "dir([object]) -> list of strings\n\nThe names of the current scope or, sorted, of the attributes of an object.",
    divmod: "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x.",
    eval: "Evaluate the given source in the context of globals and locals.\n\nThe source is an expression, as text or as a code object.",
    exec: "Execute the given source in the context of globals and locals.\n\nThe source is statements, as text or as a code object.",
    format: "Return type(value).__format__(value, format_spec).",
    getattr:
      "getattr(object, name[, default]) -> value\n\nThe named attribute: getattr(x, 'y') is x.y. Where there is none, the default.",
    globals: "Return the dictionary containing the current scope's global variables.",
    hasattr: "Return whether the object has an attribute with the given name.",
    hash: "Return the integer hash value for the given object.\n\nObjects that are equal have the same.",
    hex: "Return the hexadecimal representation of an integer.",
    id: "Return the identity of an object, which no other object has at the same time.",
    input:
      "Read a line from standard input, without the newline at its end.\n\nThe prompt is shown before; EOFError at the end of the input.",
    isinstance:
      "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple or union of classes stands for any of them.",
    issubclass:
      "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple or union of classes stands for any of them.",
    iter: "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nAn iterator over the object, or over what calls return until that is the sentinel.",
    len: "Return the number of items in a container.",
    locals: "Return a dictionary containing the current scope's local variables.",
    max: "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nThe largest item of the iterable, the default where it has none, or the largest argument.",
    min: "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nThe smallest item of the iterable, the default where it has none, or the smallest argument.",
    next: "next(iterator[, default])\n\nThe next item of the iterator. After the last the default or, without one, StopIteration.",
    oct: "Return the octal representation of an integer.",
    open: "Open file and return a stream.  Raise OSError upon failure.\n\nThe file is a path or a file descriptor; a mode with 'b' gives a stream of bytes.",
    ord: "Return the ordinal value of a character, or of a single byte.",
    pow: "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.",
    print:
      "Print the values to a stream, sys.stdout where none is given.\n\nBetween them stands sep, after the last end.",
    repr: "Return the canonical string representation of the object.",
    round:
      "Round a number to a given precision in decimal digits.\n\nAn integer comes back where ndigits is left out or None.",
    setattr: "Set the named attribute on the given object: setattr(x, 'y', v) is x.y = v.",
    sorted:
      "Return a new list containing all items from the iterable in ascending order.\n\nkey gives what is compared instead of an item; reverse sorts in descending order.",
    sum: "Return the sum of a 'start' value (default: 0) plus an iterable of numbers.",
    vars: "vars([object]) -> dictionary\n\nThe variables of the current scope, or the __dict__ of an object.",
  }),
);
