/** The texts of `--help` and of wrong command lines. */

export const usage = "usage: tython [option] ... [-c cmd | -m mod | file | -] [arg] ...\n";

export const hint = "Try `tython -h' for more information.\n";

export const optionsHelp = `${usage}Options (and corresponding environment variables):
-b     : issue warnings about converting bytes/bytearray to str and comparing
         bytes/bytearray with str or bytes with int; -bb: issue errors
-B     : don't write .pyc files on import; also PYTHONDONTWRITEBYTECODE=x
-c cmd : program passed in as string (terminates option list)
-d     : turn on parser debugging output; also PYTHONDEBUG=x
-E     : ignore PYTHON* environment variables (such as PYTHONPATH)
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script; forces a prompt even
         if stdin does not appear to be a terminal; also PYTHONINSPECT=x
-I     : isolate Tython from the user's environment (implies -E -P -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements; also
         PYTHONOPTIMIZE=x
-OO    : do -O changes and also discard docstrings
-P     : don't prepend a potentially unsafe path to sys.path; also
         PYTHONSAFEPATH
-q     : don't print version and copyright messages on interactive startup
-s     : don't add user site directory to sys.path; also PYTHONNOUSERSITE=x
-S     : don't imply 'import site' on initialization
-u     : force the stdout and stderr streams to be unbuffered; this option
         has no effect on stdin; also PYTHONUNBUFFERED=x
-v     : verbose (trace import statements); also PYTHONVERBOSE=x
-V     : print the version number and exit (also --version); when given
         twice, print more information about the build
-W arg : warning control; arg is action:message:category:module:lineno; also
         PYTHONWARNINGS=arg
-x     : skip first line of source, allowing use of non-Unix forms of #!cmd
-X opt : set implementation-specific option
--help-env: print help about Python environment variables and exit
--help-xoptions: print help about implementation-specific -X options and exit
--help-all: print complete help information and exit

Arguments:
file   : program read from script file
-      : program read from stdin (default; interactive mode if a tty)
arg ...: arguments passed to program in sys.argv[1:]

Commands for those who work on Tython itself:
tython dev tokens|ast|scopes|js FILE : print what the compiler makes of a file
`;

export const environmentHelp = `Environment variables that change behavior:
PYTHONSTARTUP   : file executed on interactive startup (no default)
PYTHONPATH      : ':'-separated list of directories prefixed to the default
                  module search path
PYTHONSAFEPATH  : don't prepend a potentially unsafe path to sys.path
PYTHONDONTWRITEBYTECODE, PYTHONINSPECT, PYTHONNOUSERSITE, PYTHONOPTIMIZE,
PYTHONUNBUFFERED, PYTHONVERBOSE, PYTHONWARNINGS: as the options above
PYTHONIOENCODING: encoding[:errors] of stdin, stdout and stderr
PYTHONINTMAXSTRDIGITS: limit of the digits of an int in a conversion from or
                  to str; 0 for none
PYTHONUTF8      : if set to 1, enable UTF-8 mode
`;

export const xoptionsHelp = `The following implementation-specific options are available:
-X dev : enable Python Development Mode
-X int_max_str_digits=N: limit the size of int<->str conversions; 0 disables
         the limit; also PYTHONINTMAXSTRDIGITS
-X utf8[=0|1]: enable (1) or disable (0) UTF-8 mode
`;
