"""Made-up people of permit cases: who they are and where they work."""

from domain.people import Actor, Role

CITIZEN = Actor("citoyen-1", Role.CITIZEN)
CLERK = Actor("agent-vd", Role.CLERK, ("VD",))
COLLEAGUE = Actor("agente-vd", Role.CLERK, ("VD",))
DIRECTOR = Actor("direction-vd", Role.DIRECTOR, ("VD",))
INSPECTOR = Actor("inspection-vd", Role.INSPECTOR, ("VD",))
REVIEWER = Actor("avis-externe", Role.REVIEWER, ("VD",))
