from lienket.lib import clock
def sides(actor):
    if not getattr(actor,'pk',None): return frozenset()
    from lienket.accounts.models import Appointment
    return frozenset(Appointment.objects.on(clock.today()).filter(officer=actor.pk).values_list("agency__locality", flat=True))
