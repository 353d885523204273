"""A site as full as a site gets: the illustrative programme, and besides it everything that only troubled days bring."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django_tasks import TaskResultStatus

from lienket import jobs
from lienket.accounts.actions import invite_officer
from lienket.accounts.links import Purpose, make_token
from lienket.accounts.models import Officer, Role
from lienket.accounts.tests.cast import build_cast
from lienket.commitments import bulk
from lienket.commitments.models import Batch, Commitment, CommitmentState, Responsibility
from lienket.commitments.tests.builders import in_state
from lienket.documents.actions import lock_for_secret, receive_document
from lienket.documents.models import Document, DocumentState
from lienket.documents.tests.builders import pdf
from lienket.files.models import StoredFile
from lienket.jobs.models import Job
from lienket.jobs.tests import sample_jobs
from lienket.lib import clock
from lienket.programmes.models import Programme


@dataclass(frozen=True)
class Populated:
    """What the addresses of pages are made of. Officers are looked up by the address they sign in with."""

    programme: Programme
    review: Document
    unread: Document
    attachment: Document
    locked: Document
    failed_job: Job
    invited: Officer
    accepted: Commitment
    batch: Batch

    def officer(self, email: str) -> Officer:
        return Officer.objects.get(email=email)

    @property
    def kept_file(self) -> StoredFile:
        assert self.attachment.file is not None
        return self.attachment.file

    def commitment(self, state: str, email: str) -> Commitment:
        """The first commitment in this state in which the officer's own agency leads or the officer's side acts."""
        officer = self.officer(email)
        appointment = officer.appointments.select_related("agency__locality").get()
        parts = Responsibility.objects.filter(commitment__state=state, party__locality=appointment.agency.locality)
        if appointment.role in {Role.DESK, Role.HEAD}:
            parts = parts.filter(lead=appointment.agency)
        if state == CommitmentState.ASSIGNED:
            parts = parts.filter(accepted_on=None)
        if state == CommitmentState.AWAITING_CONFIRMATION:
            parts = parts.filter(confirmed_on=None)
        part = parts.filter(acting=True).order_by("commitment__number").first()
        assert part is not None, f"the demo has no {state} commitment for {email}"
        return part.commitment

    def open_to_all(self, state: str) -> Commitment:
        """The first commitment in this state whose page a visitor may open."""
        return Commitment.objects.visible_to(AnonymousUser()).filter(state=state).order_by("number")[0]


def populate(folder: str) -> Populated:
    """Fill the database: the demo, a waiting, a kept and a locked paper, a failed job, an invited officer, a promise just accepted."""
    call_command("load_demo", verbosity=0)
    jobs.run_all(raising=False)
    focal = Officer.objects.get(email="daumoi@hanoi.example")
    side = focal.side
    assert side is not None
    scan = receive_document(
        content=pdf(picture=True), name="ban-quet-bien-ban.pdf", side=side, by=focal, declared_not_secret=True
    )
    secret = receive_document(text="Công văn về việc trao đổi nội bộ.\n" * 4, name="cong-van", side=side, by=focal)
    lock_for_secret(secret, by=None)
    unread = receive_document(text="Thông báo còn chờ đọc.\n" * 4, name="cho-doc", side=side, by=focal)
    sample_jobs.fail.enqueue(path=f"{folder}/notes")
    failing = Job.objects.filter(task_path__endswith=".fail")
    while not failing.filter(status=TaskResultStatus.FAILED).exists():
        failing.update(run_after=clock.machine_now())
        jobs.run_all(raising=False)
    Document.objects.filter(pk=unread.pk).update(state=DocumentState.RECEIVED)
    admin = Officer.objects.get(email="quantri@hanoi.example")
    invited = invite_officer(
        email="moi.vao@hanoi.example",
        full_name="Nông Thị Ái Vân",
        agency=admin.appointments.get().agency,
        role=Role.CLERK,
        title="Văn thư",
        illustrative=True,
        by=admin,
    )
    programme = Programme.objects.get()
    return Populated(
        programme=programme,
        batch=later_by_a_month(programme, Officer.objects.get(email="vanphong@hanoi.example")),
        review=Document.objects.filter(programme__isnull=False).latest("received_at"),
        unread=Document.objects.get(pk=unread.pk),
        attachment=scan,
        locked=Document.objects.get(pk=secret.pk),
        failed_job=failing.get(),
        invited=invited,
        accepted=in_state(build_cast(), CommitmentState.ACCEPTED).commitment,
    )


def later_by_a_month(programme: Programme, by: Officer) -> Batch:
    """Many at once: what can move moves, the rest is refused with its reason; then it is taken back."""
    deed, data = bulk.BY_DEED["doi-thoi-han"], {"new": None, "days": 30, "reason": "Chờ kinh phí"}
    outlooks = bulk.rehearse(deed, Commitment.objects.filter(programme=programme), data, by)
    batch = bulk.carry_out(deed, programme, bulk.new_slip(deed, outlooks, {}), data, by=by)
    bulk.undo(deed, batch, by=by)
    return batch


def invitation(world: Populated) -> str:
    return make_token(world.invited, Purpose.INVITATION)


def reset_link(world: Populated) -> str:
    return make_token(world.officer("lanhdao@hanoi.example"), Purpose.RESET)
