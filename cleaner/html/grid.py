"""The columns of tables: cells that are wide, and cells that hang into the rows below."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

MOST_COLUMNS = 64  # of a table; those behind stay where they are
MOST_STEPS = 100_000
WIDE, HIGH = "colspan", "rowspan"
MOST_DIGITS = 4  # of what they say


class Grid:
    """Where the cells of tables stand, as far as the table says that some are wide or high."""

    def __init__(self) -> None:
        self.spans: dict[int, tuple[int, int]] = {}  # box of a cell -> columns and rows, where it states more than one
        self.hanging: dict[int, dict[int, int]] = {}  # box of a group of rows -> column -> rows that a cell hangs into
        self.steps = MOST_STEPS

    def note(self, cell: int, attributes: Mapping[str, str | None]) -> None:
        """Note what a cell states."""
        wide, high = number(attributes.get(WIDE)), number(attributes.get(HIGH))
        if wide > 1 or high > 1:
            self.spans[cell] = wide, high

    def row(self, group: int, cells: Sequence[int], told: Collection[int]) -> tuple[dict[int, int], bool]:
        """A row ends.

        Args:
            group: the box of its group of rows.
            cells: the boxes of its cells, in order.
            told: those with a text. From one that is alone in its row nothing hangs: pictures beside a text of a layout state rows too.

        Returns:
            How many empty cells stand before each cell, where there are any; does a cell from above hang into the row before a text?
        """
        above = self.hanging.pop(group, {})
        self.steps -= len(above)
        if self.steps < 0:
            return {}, False
        below = {column: rows - 1 for column, rows in above.items() if rows > 1}
        gaps: dict[int, int] = {}
        column = gap = 0
        first = -1  # the column of the first text
        for cell in cells:
            while column in above:
                column, gap = column + 1, gap + 1
            if first < 0 and cell in told:
                first = column
            wide, high = self.spans.get(cell, (1, 1))
            gaps[cell] = gap
            end = min(column + wide, MOST_COLUMNS)
            if high > 1 and len(told) > 1:
                below |= dict.fromkeys(range(column, end), high - 1)
            gap = max(end - column - 1, 0)
            column = max(end, column + 1)
        if below:
            self.hanging[group] = below
        return gaps, any(column < first for column in above)


def number(stated: str | None) -> int:
    """How many columns or rows a cell states; 1 if it states none."""
    return int(stated) if stated and len(stated) <= MOST_DIGITS and stated.isascii() and stated.isdecimal() else 1
