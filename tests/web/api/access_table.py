"""Who may call which operation; read in :mod:`tests.web.api.test_access`.

``o`` is let in (whatever its body lacks), ``u`` is asked for a token, ``f`` is refused (the record is public, the act
is not theirs), ``n`` finds nothing. Roles as in :mod:`tests.web.access_table`.
"""

TABLE = {
    "DELETE /groups/{slug}/access/{access}": "uffffofff",
    "DELETE /groups/{slug}/seats/{seat}": "uffffofff",
    "DELETE /groups/{slug}/tenures/{tenure}": "uffffofff",
    "GET /clocks": "uffffofff",
    "GET /groups": "ooooooooo",
    "GET /groups/{slug}": "ooooooooo",
    "GET /groups/{slug}/access": "uffffofff",
    "GET /groups/{slug}/applications": "ufffoofff",
    "GET /groups/{slug}/applications/{application}": "unnnoonnn",
    "GET /groups/{slug}/clocks": "unoooonnn",
    "GET /groups/{slug}/members": "ooooooooo",
    "GET /groups/{slug}/procedure": "ooooooooo",
    "GET /groups/{slug}/terms": "ooooooooo",
    "GET /groups/{slug}/terms/current": "ooooooooo",
    "POST /groups": "uffffofff",
    "POST /groups/{slug}/access": "uffffofff",
    "POST /groups/{slug}/applications/{application}/ruling": "unnnfonnn",
    "POST /groups/{slug}/phases": "uffffofff",
    "POST /groups/{slug}/seats": "uffffofff",
    "POST /groups/{slug}/seats/{seat}/tenures": "uffffofff",
    "POST /groups/{slug}/tenures/{tenure}/renewal": "uffffofff",
    "POST /groups/{slug}/terms": "ufffoofff",
    "POST /groups/{slug}/terms/{terms}/approval": "uffffofff",
    "PUT /groups/{slug}": "ufffoofff",
    "PUT /groups/{slug}/terms/{terms}": "ufffoofff",
}
