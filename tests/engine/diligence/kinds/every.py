"""All cases, by kind."""

from tests.engine.diligence.kinds.case import Case
from tests.engine.diligence.kinds.goods import GOODS
from tests.engine.diligence.kinds.origins import ORIGINS
from tests.engine.diligence.kinds.sellers import SELLERS

CASES: dict[str, Case] = {case.kind: case for case in (*GOODS, *SELLERS, *ORIGINS)}
