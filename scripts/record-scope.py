"""Records what CPython says about the programs of tests/scope/errors.txt, which its compiler must refuse or accept.

    node scripts/oracle.mjs scripts/record-scope.py

Writes tests/scope/errors.json: for each program null, or message and place of the SyntaxError.
"""
import json
import sys
import warnings

warnings.simplefilter("ignore")
with open("tests/scope/errors.txt", encoding="utf-8") as file:
    programs = file.read().split("\n---\n")
results = []
for program in programs:
    source = program.strip("\n") + "\n"
    try:
        compile(source, "f.py", "exec")
        results.append({"source": source, "error": None})
    except SyntaxError as e:
        results.append({"source": source, "error": [e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset]})
with open("tests/scope/errors.json", "w", encoding="utf-8") as file:
    json.dump({"oracle": sys.version.split()[0], "programs": results}, file, indent=2)
    file.write("\n")
print(len(results), "programs,", sum(r["error"] is not None for r in results), "refused")
