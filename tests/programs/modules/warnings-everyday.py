import sys
import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("careful")
    warnings.warn("old", DeprecationWarning, stacklevel=1)
    print([(str(w.message), w.category.__name__) for w in caught])
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try:
        warnings.warn("now an error", UserWarning)
    except UserWarning as error:
        print(repr(error))
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("silent")
warnings.filterwarnings("ignore", message="hidden.*")
warnings.warn("hidden thing")
print(warnings.formatwarning("text", RuntimeWarning, "file.py", 3, "the line"), end="")
def repeat():
    warnings.warn("shown once")
repeat()
repeat()
sys.stderr.flush()
warnings.warn(FutureWarning("instance"))
@warnings.deprecated("use new() instead")
def old(): return 1
print(old())
