"""cleaner: the body of an article without its page's furniture, with byline and dateline, and a reason for every line that went."""

from cleaner.answer import VERSION
from cleaner.clean import Cleaner, clean
from cleaner.learn import learn
from cleaner.model import Byline, CleanerError, Dateline, Document, Options, Removal
from cleaner.sites import Site, Sites

__version__ = VERSION

__all__ = [
    "Byline",
    "Cleaner",
    "CleanerError",
    "Dateline",
    "Document",
    "Options",
    "Removal",
    "Site",
    "Sites",
    "__version__",
    "clean",
    "learn",
]
