"""The demo's consultations: one in mid-window with comments in five languages, one that was closed a year ago."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from cupel.consultation import GENERAL, Answer, Decision
from cupel_web.conf.demo_scheme import Scheme
from cupel_web.consultations.actions import (
    Asking,
    Author,
    Invitation,
    PaperForm,
    Subject,
    Verdict,
    Written,
    agree_decisions,
    announce,
    answer_decision,
    ask_question,
    assign_comment,
    begin_consultation,
    begin_submission,
    confirm_cluster,
    confirm_submission,
    describe_submission,
    key_submission,
    order_artefacts,
    propose_decision,
    publish_decisions,
    save_comment,
    send_submission,
    spread_decision,
    take_step,
)
from cupel_web.consultations.actions.sending import confirming_token
from cupel_web.consultations.models import Consultation, Submission
from cupel_web.consultations.models.comment import Kind
from cupel_web.consultations.models.submission import Origin
from cupel_web.consultations.states import Step
from cupel_web.kernel.models import User
from cupel_web.kernel.zones import instant
from cupel_web.standards.actions import freeze_edition
from cupel_web.standards.models import EditionText
from cupel_web.standards.queries import edition_named, standard_named

DAY = timedelta(days=1)
ZONE = "Europe/Paris"
TITLE = {
    "en": "Model Due Diligence Standard 2023: what should change next",
    "es": "Norma modelo de debida diligencia 2023: qué debe cambiar",
    "fr": "Norme modèle de devoir de diligence 2023 : que faut-il changer",
    "de": "Muster-Sorgfaltsstandard 2023: was sich als Nächstes ändern soll",
    "pt": "Norma modelo de devida diligência 2023: o que deve mudar",
}
INTRODUCTION = {
    "en": "The Technical Working Group begins the next revision. Tell us, clause by clause, what is unclear, what "
    "cannot be done, and what is missing. The marks show what changed from 2022 to 2023.",
    "es": "El grupo técnico inicia la próxima revisión. Díganos, cláusula por cláusula, qué no está claro y qué falta.",
    "fr": "Le groupe technique entame la prochaine révision. Dites-nous ce qui n'est pas clair et ce qui manque.",
    "de": "Die technische Arbeitsgruppe beginnt die nächste Überarbeitung. Sagen Sie uns, was unklar ist oder fehlt.",
    "pt": "O grupo técnico inicia a próxima revisão. Diga-nos o que não está claro e o que falta.",
}
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("", {"en": "Which requirement costs you most work for the least effect?",
          "es": "¿Qué requisito le cuesta más trabajo con menos efecto?",
          "fr": "Quelle exigence vous demande le plus de travail pour le moins d'effet ?",
          "de": "Welche Anforderung macht Ihnen die meiste Arbeit bei der geringsten Wirkung?",
          "pt": "Qual requisito lhe dá mais trabalho com menos efeito?"}),
    ("1.1", {"en": "Should the policy name the metals one by one?"}),
)  # fmt: skip


@dataclass(frozen=True)
class Sender:
    """Somebody invented who sends comments: each on the clause with this label, or in general."""

    name: str
    organisation: str
    category: str
    country: str
    language: str
    consent: str
    comments: tuple[tuple[str, str, str], ...]


SENDERS = (
    Sender("Example mine manager", "Example Sierra Mine", "mining", "CL", "es", "named", (
        ("1.1.1", "No queda claro quién aprueba la política en un grupo con varias filiales.",
         "La política la aprueba el órgano de dirección de cada sitio."),
        ("2.1.3", "El plazo es demasiado corto para minas que cambian de contratista cada temporada.", ""),
    )),
    Sender("Example smelter officer", "Example Northern Smelter", "smelting and refining", "FI", "en", "named", (
        ("1.2.1", "It should be said that a group function may fill the role for several sites.", ""),
        ("1.3.1", "Records of five years are kept for the tax office anyway; ten years would not be.", ""),
        ("", "The standard reads better than its predecessor. Keep the numbering.", ""),
    )),
    Sender("Example officer", "Example Rivers Network", "civil society", "PE", "es", "named", (
        ("1.1.2", "La política debe publicarse en los idiomas de las comunidades afectadas.",
         "Se publica también en los idiomas de las comunidades cercanas al sitio."),
        ("2.9.5", "Falta el agua entre los impactos que se deben evaluar.", ""),
    )),
    Sender("Example delegate", "Example Union of Metal Workers", "labour", "DE", "de", "anonymous", (
        ("1.6.1", "Betriebsräte werden nicht genannt, obwohl sie vieles zuerst erfahren.",
         "Die Beschäftigten und ihre Vertretungen werden angehört."),
        ("1.6.3", "Für Leiharbeit gilt das heute nicht; das ist eine Lücke.", ""),
    )),
    Sender("Example analyst", "Example Metals Exchange", "trade and finance", "GB", "en", "named", (
        ("2.8.1", "Say whether warrants count as a supply relation.", ""),
    )),
    Sender("Example adviser", "Cabinet Exemple Conseil", "assessors and consultants", "FR", "fr", "named", (
        ("1.2.1", "La personne responsable devrait pouvoir refuser un fournisseur.",
         "La personne responsable peut refuser ou suspendre un fournisseur."),
        ("B.12", "La notion de signe d'alerte n'est pas définie de la même manière partout.", ""),
    )),
    Sender("Example trader", "Example Copper Trading", "trade and finance", "CH", "fr", "not published", (
        ("1.3.1", "La conservation des documents pendant dix ans serait hors de portée des petites maisons.", ""),
    )),
    Sender("Example co-ordinator", "Cooperativa Exemplo de Mineração", "community", "BR", "pt", "named", (
        ("1.5.6", "Pequenos produtores não conseguem entregar estes documentos sem ajuda.",
         "O comprador ajuda os pequenos produtores a reunir os documentos."),
        ("", "Falta uma versão simples para cooperativas.", ""),
    )),
    Sender("Example sustainability lead", "Exemplo Cabos", "mid- and downstream", "PT", "pt", "anonymous", (
        ("2.2.8", "Como fabricante não vemos o fornecedor do nosso fornecedor.", ""),
    )),
    Sender("Example council member", "Example Highland Peoples' Council", "indigenous peoples", "CA", "en", "named", (
        ("3.2.2", "Free, prior and informed consent is not named anywhere.",
         "Impacts on Indigenous Peoples are assessed with their free, prior and informed consent."),
        ("1.6.1", "A complaint must be possible in our language and by voice.", ""),
    )),
    Sender("Beispiel-Referentin", "Beispielverband Kupfer", "mining", "DE", "de", "named", (
        ("1.3.1", "Die Frist von fünf Jahren passt zu den gesetzlichen Fristen und soll bleiben.", ""),
        ("B.12", "Warnzeichen sollten nach Schwere geordnet sein.", ""),
    )),
)  # fmt: skip
EARLIER = (
    Sender("Example officer", "Example Rivers Network", "civil society", "PE", "en", "named", (
        ("1.1.2", "The policy should be public.", "The policy is public."),
        ("", "Five steps are enough; do not add a sixth.", ""),
    )),
    Sender("Example delegate", "Example Union of Metal Workers", "labour", "DE", "en", "named", (
        ("1.1.2", "The policy should be public, and written in plain words.", "The policy is public."),
        ("1.2.3", "Let workers name somebody whom they trust beside the person in charge.", ""),
    )),
    Sender("Example manager", "Example Sierra Mine", "mining", "CL", "en", "named", (
        ("1.1.2", "The policy should be public.", "The policy is public."),
        ("5.2", "An annual report in a short form should do for small sites.", "Sites below a size report in short."),
    )),
    Sender("Example smelter officer", "Example Northern Smelter", "smelting and refining", "FI", "en", "anonymous", (
        ("1.2.3", "At Example Northern Smelter one person holds both roles; allow it.", ""),
    )),
    Sender("Example trader", "Example Copper Trading", "trade and finance", "CH", "en", "not published", (
        ("5.2", "We cannot name our suppliers.", ""),
    )),
)  # fmt: skip

VERDICTS = (
    (Decision.NOTED, "Five steps stay."),
    (Decision.PARTLY, "A representative may be named; the standard does not ask for it."),
    (Decision.IN_PRINCIPLE, "A short form follows with the guidance."),
    (Decision.NOT_ACCEPTED, "Who approves and who checks stay apart."),
)
"""What became of those that no other resembles, in their order."""


def consulted(scheme: Scheme, secretary: User, *, now: datetime) -> None:
    """Let the Technical Working Group have asked the public, unless it has."""
    if Consultation.objects.exists():
        return
    _closed(scheme, now=now - 300 * DAY)
    midnight = instant(datetime.combine(now.date(), time()), ZONE)
    running = _held(scheme, Invitation(
        title=TITLE, introduction=INTRODUCTION, languages=tuple(TITLE), zone=ZONE, email="comments@example.org",
        opens_at=midnight - 25 * DAY, closes_at=midnight + 36 * DAY,
    ), edition="2023", base="2022", now=now - 30 * DAY)  # fmt: skip
    for number, sender in enumerate(SENDERS):
        _sent(running, sender, now=now - (20 - number) * DAY)
    _mailed(running, secretary, now=now - DAY)
    _waiting(running, now=now - DAY / 2)


def _held(scheme: Scheme, invitation: Invitation, *, edition: str, base: str, now: datetime) -> Consultation:
    text = _frozen(edition, now)
    subject = Subject(text=text, base=_frozen(base, now) if base else None)
    group = scheme.groups["technical"]
    consultation = begin_consultation(group, invitation, subject, by=None, now=now)
    labels = _by_label(edition)
    for label, asked in QUESTIONS if base else ():
        ask_question(consultation, Asking(text=asked, clause=labels.get(label, "")), by=None, now=now)
    announce(consultation, by=None, now=now + DAY)
    return consultation


def _closed(scheme: Scheme, *, now: datetime) -> None:
    """A consultation on the edition before, whose feedback is public."""
    invitation = Invitation(
        title={"en": "Model Due Diligence Standard 2022: first experience"},
        introduction={"en": "One year with the edition of 2022: what should the next one do otherwise?"},
        languages=("en",), opens_at=now, closes_at=now + 60 * DAY, zone="UTC",
    )  # fmt: skip
    closed = _held(scheme, invitation, edition="2022", base="", now=now - 5 * DAY)
    for number, sender in enumerate(EARLIER):
        _sent(closed, sender, now=now + (10 + number) * DAY)
    take_step(closed, Step.DISPOSITION, by=None, now=now + 70 * DAY)
    take_step(closed, Step.FEEDBACK, by=None, now=now + 90 * DAY)
    _decided(closed, scheme, now=now + 100 * DAY)


def _decided(consultation: Consultation, scheme: Scheme, *, now: datetime) -> None:
    """Of its comments three that say the same are answered at once, others are agreed, proposed or in somebody's hands;
    two commenters replied, and the worker writes the files for the public once it runs.
    """
    comments = list(consultation.comments.select_related("consultation__group").order_by("number"))
    alike = [each for each in comments if each.versions.get().text.startswith("The policy should be public")]
    cluster = confirm_cluster(consultation, alike, reason="The same proposed change.", by=None, now=now)
    public = Verdict(decision=Decision.ACCEPTED, reason="The next edition says so.")
    propose_decision(alike[0], public, by=None, now=now)
    spread_decision(alike[0], cluster, by=None, now=now)
    others = [each for each in comments if each not in alike]
    for comment, (decision, reason) in zip(others, VERDICTS, strict=False):
        propose_decision(comment, Verdict(decision=decision, reason=reason), by=None, now=now)
    published = [*alike, *others[:2]]
    agree_decisions([*published, *others[2:3]], by=None, now=now + 10 * DAY)
    publish_decisions(published, by=None, now=now + 20 * DAY)
    answer_decision(alike[0], Answer.SATISFIED, now=now + 25 * DAY)
    answer_decision(others[1], Answer.NOT_SATISFIED, now=now + 26 * DAY)
    assign_comment(others[-1], to=scheme.people["chair"], by=None, now=now + 30 * DAY)
    order_artefacts(consultation, by=None, now=now + 30 * DAY)


def _sent(consultation: Consultation, sender: Sender, *, now: datetime) -> None:
    """Comments on pages, sent and confirmed."""
    first, *others = _written(consultation, sender)
    submission, secret = begin_submission(consultation, first, language=sender.language, now=now)
    for each in others:
        save_comment(submission, each, by=None, now=now)
    describe_submission(submission, _author(sender), by=None, now=now)
    submission.refresh_from_db()
    send_submission(submission, secret=secret, now=now)
    submission.refresh_from_db()
    confirm_submission(submission, confirming_token(submission), now=now)


def _mailed(consultation: Consultation, secretary: User, *, now: datetime) -> None:
    """A form that came by e-mail and was keyed in."""
    sender = Sender(
        "Example engineer", "Example Recycling", "smelting and refining", "BE", "fr", "named",
        (("2.7.1", "Le recyclage n'est pas traité comme l'extraction ; il faut le dire.", ""),),
    )  # fmt: skip
    author = Author(**{**vars(_author(sender)), "email": ""})
    form = PaperForm(origin=Origin.EMAIL, received_on=now.date())
    keyed = key_submission(consultation, author, form, by=secretary, now=now)
    for each in _written(consultation, sender):
        save_comment(keyed, each, by=secretary, now=now)
    send_submission(Submission.objects.get(pk=keyed.pk), by=secretary, now=now)


def _waiting(consultation: Consultation, *, now: datetime) -> None:
    """One that was sent and whose address nobody has confirmed."""
    sender = Sender(
        "Example visitor", "", "other", "US", "en", "anonymous", (("4.1.1", "Who checks the checkers?", ""),)
    )
    submission, secret = begin_submission(consultation, _written(consultation, sender)[0], language="en", now=now)
    describe_submission(submission, _author(sender), by=None, now=now)
    send_submission(Submission.objects.get(pk=submission.pk), secret=secret, now=now)


def _written(consultation: Consultation, sender: Sender) -> list[Written]:
    uids = _by_label(consultation.text.edition)
    return [
        Written(
            clause=uids.get(label, GENERAL),
            kind=Kind.TECHNICAL if label else Kind.GENERAL, text=text, change=change,
        )
        for label, text, change in sender.comments
    ]  # fmt: skip


def _by_label(edition: str) -> dict[str, str]:
    return {label: uid for uid, label in edition_named("mdd", edition).labels.items()}


def _author(sender: Sender) -> Author:
    address = "-".join((sender.organisation or sender.name).lower().split())
    plain = "".join(letter for letter in address if letter.isascii() and (letter.isalnum() or letter == "-"))
    return Author(
        name=sender.name, organisation=sender.organisation, email=f"{plain}@example.org", category=sender.category,
        country=sender.country, language=sender.language, consent=sender.consent,
    )  # fmt: skip


def _frozen(edition: str, now: datetime) -> EditionText:
    return freeze_edition(standard_named("mdd"), edition_named("mdd", edition), now=now)
