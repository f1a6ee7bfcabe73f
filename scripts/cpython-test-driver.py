"""Runs one module of CPython's test package and reports each test as a line that a program can read.

    tython cpython-test-driver.py MODULE [SKIPPED TEST ...]

Each line is "@@", an event and its fields, separated by tabs: `start ID`, `pass ID`, `skip ID REASON`, `fail ID TEXT`,
`done`. A test that is expected to fail and does passes; one that unexpectedly succeeds fails; in a copy of the
package that was edited for another implementation, what that one is expected to fail must pass here. A test whose subtests fail
has one `fail` line for each. Tests named on the command line are not run, for they would end or hang the process.

Tests that are marked as CPython's own run too: the share that passes is of the tests that CPython runs.
"""
import linecache
import sys
import unittest

from test import support


def tell(event, *fields):
    line = "\t".join(["@@", event, *(field.replace("\t", " ").replace("\n", " ") for field in fields)])
    sys.__stdout__.write(line.encode("ascii", "backslashreplace").decode() + "\n")
    sys.__stdout__.flush()


class Reporter(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.failed = set()

    def startTest(self, test):
        tell("start", test.id())
        super().startTest(test)

    def addSuccess(self, test):
        if test.id() not in self.failed:
            tell("pass", test.id())

    def fails(self, test, error):
        self.failed.add(test.id())
        text = str(error[1]).strip()
        if text.startswith("Failed to import test module"):
            text = text.splitlines()[-1]
        tell("fail", test.id(), f"{error[0].__name__}: {text}"[:300])

    def addFailure(self, test, error):
        self.fails(test, error)

    def addError(self, test, error):
        self.fails(test, error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.fails(test, error)

    def addSkip(self, test, reason):
        tell("skip", test.id(), str(reason))

    def addExpectedFailure(self, test, error):
        tell("pass", test.id())

    def addUnexpectedSuccess(self, test):
        self.failed.add(test.id())
        tell("fail", test.id(), "unexpected success")


def without(suite, skipped):
    kept = unittest.TestSuite() if type(suite) is unittest.TestSuite else type(suite)()
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            kept.addTest(without(item, skipped))
        elif item.id() not in skipped:
            kept.addTest(item)
    return kept


def expects_no_failure(suite):
    """Takes back that a test is expected to fail where a copy of the package was edited so for another implementation."""
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            expects_no_failure(item)
            continue
        method = getattr(getattr(item, item._testMethodName, None), "__func__", None)
        if getattr(method, "__unittest_expecting_failure__", False) and "RUSTPYTHON" in marks_of(method):
            method.__unittest_expecting_failure__ = False


def marks_of(function):
    """The decorators of a function and the comment above them."""
    code = function.__code__
    lines = linecache.getlines(code.co_filename)
    first = code.co_firstlineno - 1
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    last = first
    while last < len(lines) and not lines[last].lstrip().startswith(("def ", "async ")):
        last += 1
    return "".join(lines[first:last])


def as_cpython(**guards):
    """What `test.support.check_impl_detail` answers in CPython."""
    return guards.get("cpython", not guards or not any(guards.values()))


def main(module, *skipped):
    support.check_impl_detail = as_cpython
    try:
        suite = unittest.defaultTestLoader.loadTestsFromName(module)
    except unittest.SkipTest as reason:
        tell("skip", module, str(reason))
    else:
        expects_no_failure(suite)
        without(suite, set(skipped)).run(Reporter())
    tell("done")


main(*sys.argv[1:])
