"""Lines that stay for the company they keep: the rest of code that stays, and a line between two of its own element that stay."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.html.boxes import Tree
from cleaner.html.tags import TAGS

CODE = TAGS["pre"]
Lines = NDArray[np.bool_]


def in_company(tree: Tree, stays: Lines, there: Lines) -> Lines:
    """Which lines stay, where `stays` says it of each by its points and `there` says which are judged.

    If three quarters of a block of code stay, all of it does: what goes are brackets and short words, and the code is none without
    them. So does a line between two that stay in its own element: a verse of a stanza. On the pages of the fit fewer lose more than a
    hundredth of their body (.293 to .290), F1 is the same; a heading above what stays is as often furniture as not.
    """
    places = np.flatnonzero(there)
    at, out = tree.up[0][places], stays[places]
    own = at[1:-1]
    out[1:-1] |= out[:-2] & out[2:] & (own == at[:-2]) & (own == at[2:])
    code = tree.nearest(tree.tag == CODE)[at]
    if code.any():
        size, left = np.bincount(code), np.bincount(code, out)
        out |= (code > 0) & (4 * left >= 3 * size)[code]
    held = stays.copy()
    held[places] = out
    return held
