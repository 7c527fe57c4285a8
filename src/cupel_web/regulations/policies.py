"""Who may do what with instruments, which are public: the secretariat keeps them; the chair of the group that watches
one says when a date is dealt with.
"""

from cupel_web.groups.policies import is_chair
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.policies import is_secretariat
from cupel_web.regulations.models import Instrument
from cupel_web.regulations.queries.dates import Occurrence


def chairs_watching_group(user: User, record: Occurrence | Instrument) -> bool:
    instrument = record if isinstance(record, Instrument) else record.instrument
    watch = instrument.watch
    return watch is not None and watch.group is not None and is_chair(user, watch.group)


grant("regulations.keep_instruments", is_secretariat)
grant("regulations.deal_with_date", is_secretariat, chairs_watching_group)
