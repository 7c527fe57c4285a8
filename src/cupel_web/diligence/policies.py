"""Who may do what with a company's value-chain data: its officers all, its readers read, nobody else anything."""

from cupel_web.diligence.models import DataSet, Run, Version
from cupel_web.kernel.models import User
from cupel_web.kernel.permissions import grant
from cupel_web.people.models import Organisation
from cupel_web.people.policies import is_officer, is_reader

Owned = Organisation | DataSet | Version | Run


def company_of(record: Owned) -> Organisation:
    """The company a record belongs to."""
    if isinstance(record, Run):
        return record.version.data_set.company
    if isinstance(record, Version):
        return record.data_set.company
    return record.company if isinstance(record, DataSet) else record


def reads(user: User, record: Owned) -> bool:
    company = company_of(record)
    return is_officer(user, company) or is_reader(user, company)


def works(user: User, record: Owned) -> bool:
    return is_officer(user, company_of(record))


grant("diligence.read_data", reads)
grant("diligence.upload_data", works)
grant("diligence.start_run", works)
