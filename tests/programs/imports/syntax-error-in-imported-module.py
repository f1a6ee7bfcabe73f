try:
    import badly_written
except SyntaxError as error:
    print(error.msg, error.lineno, error.filename.replace("\\", "/").endswith("imports/badly_written/__init__.py"))
import badly_written
