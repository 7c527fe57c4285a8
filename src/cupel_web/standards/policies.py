"""Who may do what with revision cycles, which are public: the secretariat and the chair of the group run them."""

from cupel_web.groups.models import Group
from cupel_web.groups.policies import is_chair
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.policies import is_secretariat
from cupel_web.standards.cycles.loaders import RoundOf, RuleOf, StageOf
from cupel_web.standards.models import Cycle

Record = Group | Cycle | StageOf | RoundOf | RuleOf


def chairs_group(user: User, record: Record) -> bool:
    return is_chair(user, record if isinstance(record, Group) else _cycle(record).group)


def _cycle(record: Cycle | StageOf | RoundOf | RuleOf) -> Cycle:
    return record if isinstance(record, Cycle) else record.cycle


grant("standards.run_cycle", is_secretariat, chairs_group)
