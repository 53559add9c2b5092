"""What a line of JSON says, whatever numbers stand in it."""

from __future__ import annotations

import json
from typing import Any


def json_value(text: str | bytes) -> Any:
    """The value of a JSON text; whole numbers of more digits than Python turns into one (4,300) stay their digits, as text.

    Raises:
        ValueError, RecursionError: it is no JSON, or nested too deep.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # the digits of a number
        return json.loads(text, parse_int=str)
