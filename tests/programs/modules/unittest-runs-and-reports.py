import io
import unittest

class Math(unittest.TestCase):
    def setUp(self):
        self.value = 3
    def test_add(self):
        self.assertEqual(self.value + 1, 4)
    def test_fail(self):
        self.assertEqual([1, 2, 3], [1, 2, 4], "lists differ")
    def test_error(self):
        {}["missing"]
    @unittest.skip("not now")
    def test_skipped(self): ...
    @unittest.expectedFailure
    def test_expected(self):
        self.fail("as expected")
    def test_raises(self):
        with self.assertRaisesRegex(ValueError, "invalid literal"):
            int("x")
        with self.assertRaises(KeyError) as caught:
            {}["k"]
        self.assertEqual(caught.exception.args, ("k",))
    def test_sub(self):
        for i in range(3):
            with self.subTest(i=i):
                self.assertNotEqual(i, 1)
    def test_many(self):
        self.assertTrue(1); self.assertIn(1, [1]); self.assertIsNone(None); self.assertAlmostEqual(0.1 + 0.2, 0.3); self.assertIsInstance(1, int); self.assertGreater(2, 1); self.assertRegex("abc", "b"); self.assertCountEqual([1, 2], [2, 1]); self.assertDictEqual({}, {})

suite = unittest.defaultTestLoader.loadTestsFromTestCase(Math)
stream = io.StringIO()
result = unittest.TextTestRunner(stream, verbosity=2).run(suite)
import re
print(re.sub(r"in \d\.\d+s", "in TIME", re.sub(r'File "[^"]*/', 'File "', stream.getvalue())))
print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped), result.wasSuccessful())
case = unittest.TestCase()
for check in (lambda: case.assertEqual("a\nb", "a\nc"), lambda: case.assertEqual({"a": 1}, {"a": 2}), lambda: case.assertIn(1, []), lambda: case.assertRaises(ValueError, int, "1"), lambda: case.assertTrue(0, "why"), lambda: case.assertLess(2, 1), lambda: case.assertSetEqual({1}, {2})):
    try:
        check()
    except AssertionError as error:
        print(error)
