import argparse
parser = argparse.ArgumentParser(prog="tool", description="A small tool.", epilog="That is all.")
parser.add_argument("path", nargs="+", help="the paths")
parser.add_argument("-n", "--number", type=int, default=3, metavar="N", help="how many (default: %(default)s)")
parser.add_argument("-v", "--verbose", action="count", default=0)
parser.add_argument("--kind", choices=["a", "b"])
parser.add_argument("--flag", action=argparse.BooleanOptionalAction)
parser.add_argument("--add", action="append", dest="added")
print(parser.parse_args(["x", "y", "-vv", "-n5", "--kind=a", "--add", "1", "--add", "2", "--no-flag"]))
print(vars(parser.parse_args(["p"])))
parser.print_help()
import contextlib, io
for argv in ([], ["x", "-n", "z"], ["x", "--kind", "q"], ["x", "--unknown"], ["x", "--n"], ["--help"]):
    err, out = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(err), contextlib.redirect_stdout(out):
        try:
            parser.parse_args(argv)
        except SystemExit as stop:
            code = stop.code
    print(argv, code, err.getvalue().splitlines()[-1:], len(out.getvalue()) > 0)
top = argparse.ArgumentParser(prog="git")
sub = top.add_subparsers(dest="command", required=True)
add = sub.add_parser("add", help="add things")
add.add_argument("files", nargs="*")
group = add.add_mutually_exclusive_group()
group.add_argument("-q", action="store_true")
group.add_argument("-l", action="store_const", const=7)
print(top.parse_args(["add", "a", "b", "-q"]), top.parse_known_args(["add", "--zzz"]))
print(top.format_usage(), add.format_help())
