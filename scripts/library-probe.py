"""Imports the modules that standard input names (JSON: {module: probe or null}) and runs their probes; prints, as JSON, for
each module null or the error: {module: [error of the import, error of the probe]}."""
import contextlib
import importlib
import io
import json
import sys
import warnings


def attempt(action):
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            action()
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return None


def main():
    warnings.simplefilter("ignore")
    results = {}
    for name, probe in json.load(sys.stdin).items():
        failure = attempt(lambda: importlib.import_module(name))
        limit = None if probe is None or failure else attempt(lambda: exec(probe, {}))
        results[name] = [failure, limit]
    json.dump(results, sys.stdout)


main()
