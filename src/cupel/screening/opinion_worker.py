"""Another matcher in a process of its own, run as a file: pairs of entities in, scores out, one line of JSON each.

Each line in holds ``ours`` and ``theirs``, both with ``schema`` and ``properties`` (name to values) as FollowTheMoney
has them; a property that the schema does not have is left out. The first line out says ``matcher`` and ``version``;
then comes one number per pair, in order. Ends with :data:`NOT_INSTALLED` where the matcher cannot be imported.

Nothing of Cupel is imported here, and Cupel imports nothing that this file does: the matcher and what it needs take
seconds to load and hundreds of megabytes.
"""

import json
import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

MATCHER = "logic-v2"
PACKAGE = "nomenklatura"
NOT_INSTALLED = 3


def main() -> int:
    """Answer every line; returns the exit code."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print must not stand among the answers
    try:
        score = _matcher()
    except ImportError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_INSTALLED
    print(json.dumps({"matcher": MATCHER, "version": version(PACKAGE)}), file=answers, flush=True)
    for line in sys.stdin.buffer:
        pair = json.loads(line)
        print(json.dumps(score(pair["ours"], pair["theirs"])), file=answers, flush=True)
    return 0


def _matcher() -> Callable[[dict[str, Any], dict[str, Any]], float]:
    from followthemoney import Dataset, StatementEntity, model
    from nomenklatura.matching import get_algorithm

    algorithm: Any = get_algorithm(MATCHER)
    config, dataset = algorithm.default_config(), Dataset.make({"name": "pairs", "title": "pairs"})

    def entity(side: str, told: dict[str, Any]) -> Any:
        known = model.get(told["schema"]).properties
        properties = {name: values for name, values in told["properties"].items() if name in known}
        data = {"id": side, "schema": told["schema"], "properties": properties}
        return StatementEntity.from_data(dataset, data, cleaned=False)

    return lambda ours, theirs: float(algorithm.compare(entity("ours", ours), entity("theirs", theirs), config).score)


if __name__ == "__main__":
    sys.exit(main())
