"""A module under test and its tests, run with fixtures, subtests, mocks by hand and a custom result."""
import io
import unittest


class Stack:
    def __init__(self, limit=None):
        self.items, self.limit = [], limit

    def push(self, item):
        if self.limit is not None and len(self.items) >= self.limit:
            raise OverflowError("the stack is full")
        self.items.append(item)

    def pop(self):
        if not self.items:
            raise IndexError("the stack is empty")
        return self.items.pop()

    def __len__(self):
        return len(self.items)


def roman(n):
    out = ""
    for value, text in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, n = divmod(n, value)
        out += text * count
    return out


class StackTest(unittest.TestCase):
    log = []

    @classmethod
    def setUpClass(cls):
        cls.log.append("class up")

    @classmethod
    def tearDownClass(cls):
        cls.log.append("class down")

    def setUp(self):
        self.stack = Stack(limit=2)
        self.addCleanup(self.log.append, "cleanup " + self._testMethodName)

    def tearDown(self):
        self.log.append("down " + self._testMethodName)

    def test_push_and_pop(self):
        self.stack.push(1)
        self.stack.push("two")
        self.assertEqual(self.stack.pop(), "two")
        self.assertEqual(len(self.stack), 1)

    def test_limit(self):
        self.stack.push(1)
        self.stack.push(2)
        with self.assertRaisesRegex(OverflowError, "full$"):
            self.stack.push(3)

    def test_empty(self):
        with self.assertRaises(IndexError) as caught:
            self.stack.pop()
        self.assertIn("empty", str(caught.exception))

    def test_wrong_expectation(self):
        self.stack.push([1, 2, 3])
        self.assertEqual(self.stack.pop(), [1, 2, 4])


class RomanTest(unittest.TestCase):
    def test_values(self):
        for n, wanted in ((1, "I"), (4, "IV"), (1994, "MCMXCIV"), (2024, "MMXXIV"), (3, "three")):
            with self.subTest(n=n, wanted=wanted):
                self.assertEqual(roman(n), wanted)

    @unittest.skipIf(True, "negative numbers were never a thing")
    def test_negative(self):
        self.fail("not reached")

    @unittest.expectedFailure
    def test_zero(self):
        self.assertEqual(roman(0), "N")

    @unittest.expectedFailure
    def test_surprise(self):
        self.assertEqual(roman(1), "I")

    def test_error(self):
        roman("x")

    def test_long_text(self):
        self.assertMultiLineEqual("one\ntwo\nthree\n", "one\n2\nthree\n")


class Recorder(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.events = []

    def startTest(self, test):
        super().startTest(test)
        self.events.append(f"start {test.id().rpartition('.')[2]}")

    def addSuccess(self, test):
        self.events.append("  ok")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.events.append(f"  FAIL {str(error[1]).splitlines()[0]}")

    def addError(self, test, error):
        super().addError(test, error)
        self.events.append(f"  ERROR {error[0].__name__}: {error[1]}")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.events.append(f"  skip: {reason}")

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        self.events.append(f"  sub {subtest.params['n']} {'ok' if error is None else 'FAIL'}")

    def addExpectedFailure(self, test, error):
        super().addExpectedFailure(test, error)
        self.events.append("  expected failure")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.events.append("  unexpected success")


suite = unittest.TestSuite()
for case in (StackTest, RomanTest):
    suite.addTests(unittest.defaultTestLoader.loadTestsFromTestCase(case))
print(suite.countTestCases())
result = Recorder()
suite.run(result)
print(*result.events, sep="\n")
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), len(result.expectedFailures), len(result.unexpectedSuccesses), result.wasSuccessful(), result)
print(*StackTest.log, sep="\n")
for test, text in result.failures:
    lines = text.splitlines()
    print(test, "|", lines[0], "|", lines[-1])
stream = io.StringIO()
quiet = unittest.TextTestRunner(stream, verbosity=0).run(unittest.TestSuite([StackTest("test_limit"), RomanTest("test_zero")]))
print(stream.getvalue().splitlines()[0], quiet.wasSuccessful())
loader = unittest.TestLoader()
loader.testMethodPrefix = "test_e"
print([t.id().split(".")[-2:] for s in (loader.loadTestsFromTestCase(c) for c in (StackTest, RomanTest)) for t in s])
