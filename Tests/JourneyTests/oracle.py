"""Who may do what, written out by hand, for a run to be held against.

What each line rests on. The village types once, the township checks what villages report, the county imports, decides entries and exits and accepts
deliveries, the city and the province look and supervise and accept what a department delivered for all of theirs (no county may decide about its
neighbours' rows), a department hands over its files and learns what is wrong with them, an inspector reads everything of his region and takes
evidence (the table of who uses the platform, of the design's first section). System, security and audit
administrators are three (等保三级 三员分立, GB/T 22239-2019, 8.1.5): one proposes accounts and hands out secrets, one grants, one reads the log,
and none of them sees a household. A clue is verified in the village, reviewed by the township, decided by the county, and drawn by lot by the levels above
(handbook §3.6, §11.2); what follows a confirmed clue, among it the discipline of officials, is the offices' from the township up, and each level urges
those below it, who reply; a department learns what it is asked about its own data; a leader reads figures. Whoever wrote this had read the program's own table
too, so a mistake shared by both is still possible; a line that changes needs a reason from outside the program.

A letter is a role: V village officer, T township officer, C county office, Y city office, P province office, D department officer, L leader,
I inspector, S system administrator, G security administrator, A audit administrator. `*` is everybody signed in, `open` everybody at all.
"""

ROLES = {
    "V": "village-officer", "T": "township-officer", "C": "county-office", "Y": "city-office", "P": "province-office", "D": "department-officer",
    "L": "leader", "I": "inspector", "S": "system-admin", "G": "security-admin", "A": "audit-admin",
}

#: Method and path, and the roles that may. Everybody else who is signed in is told that his post cannot do it.
ROUTES = """
GET  /                                                   *
GET  /openapi.json                                       open
GET  /health                                             open
GET  /account                                            *
POST /account/language                                   *
POST /account/second-factor/begin                        *
POST /account/sessions/{session}/end                     *
GET  /accounts                                           SG
POST /accounts                                           S
GET  /accounts/requests                                  SG
POST /accounts/requests/{request}                        G
GET  /accounts/{account}                                 SG
POST /accounts/{account}/disable                         S
POST /accounts/{account}/enable                          G
POST /accounts/{account}/second-factor/remove            G
POST /accounts/{account}/sessions/end                    S
POST /accounts/{account}/tokens/{token}/end              S
POST /accounts/{account}/transfer                        G
GET  /accounts/batches                                   SG
GET  /accounts/batches/{batch}                           SG
POST /accounts/batches                                   S
POST /accounts/batches/{batch}/decision                  G
GET  /accounts/batches/{batch}/rejects                   SG
GET  /accounts/batches/template                          S
GET  /audit/checkpoint                                   IA
GET  /audit/entries                                      IA
GET  /audit/entries/{entry}                              IA
POST /audit/evidence                                     IA
GET  /audit/proofs/consistency                           IA
GET  /audit/proofs/inclusion                             IA
POST /deliveries                                         CD
GET  /deliveries/{delivery}                              CYPDI
POST /deliveries/{delivery}/accept                       CYP
GET  /deliveries/{delivery}/correction                   CYPD
GET  /deliveries/{delivery}/original                     CYPD
GET  /deliveries/{delivery}/rejects                      CYPDI
POST /deliveries/{delivery}/send-back                    CYP
GET  /clues                                              VTCYPI
GET  /clues/{clue}                                       VTCYPI
POST /clues/{clue}/ask-department                        TC
POST /clues/{clue}/begin                                 VTC
POST /clues/{clue}/judge                                 CYP
POST /clues/{clue}/photos                                VTC
GET  /clues/{clue}/photos/{photo}                        VTCYPI
POST /clues/{clue}/rectified                             TC
POST /clues/{clue}/rectify                               TC
POST /clues/{clue}/review                                TC
POST /clues/{clue}/verdict                               VTC
POST /clues/close                                        CYP
POST /clues/dispatch                                     TC
GET  /clues/households/{household}                       VTCYPI
GET  /clues/precision                                    TCYPLI
GET  /clues/progress                                     TCYPLI
POST /clues/sample                                       CYP
GET  /clues/samples                                      CYP
GET  /departments                                        CYPDI
GET  /departments/{department}/{dataset}                 CYPDI
GET  /figures                                            VTCYPLI
GET  /households                                         VTCYPI
POST /households/export                                  CYPI
GET  /households/{household}                             VTCYPI
POST /households/{household}/arrivals                    VTC
POST /households/{household}/births                      VTC
POST /households/{household}/corrections                 TC
POST /households/{household}/deaths                      VTC
POST /households/{household}/departures                  VTC
POST /households/{household}/heads                       VTC
POST /households/{household}/income                      VTC
POST /households/{household}/mergers                     VTC
POST /households/{household}/monitoring                  TC
POST /households/{household}/moves                       VTC
GET  /households/{household}/people/{person}             VTCYPI
POST /households/{household}/people/{person}/reveals/{field}  VTCI
POST /households/{household}/reveals/{field}             VTCI
POST /households/{household}/risk-removals               TC
POST /households/{household}/splits                      VTC
POST /households/{household}/statuses                    TC
GET  /identity-questions                                 C
GET  /identity-questions/{question}                      C
POST /identity-questions/{question}                      C
GET  /map                                                P
POST /map/imports                                        P
GET  /map/imports/{map_import}                           P
GET  /monitored                                          VTCYPI
GET  /packs/{authority}/{scheme}/{version}               VTCYPI
GET  /people                                             VTCYPI
GET  /people/list                                        VTCYPI
GET  /picture                                            VTCYPLI
GET  /proposals                                          VTCYPI
POST /proposals/{proposal}/decide                        CYP
GET  /register-imports                                   C
POST /register-imports                                   C
GET  /register-imports/{import}                          C
POST /register-imports/{import}/columns                  C
POST /register-imports/{import}/start                    C
GET  /register-imports/{import}/correction/{kind}        C
GET  /screen                                             VTCYPLI
GET  /screen/events                                      VTCYPLI
GET  /tables                                             VTCYPLI
GET  /tables/{table}                                     VTCYPLI
GET  /tables/{table}/workbook                            VTCYPLI
POST /tables/years                                       CYP
GET  /tasks                                              VTCYPDI
GET  /tasks/{order}                                      VTCYPDI
POST /tasks/{order}/accept                               VTCD
POST /tasks/{order}/deadline                             TC
POST /tasks/{order}/finish                               VTCD
POST /tasks/{order}/remind                               TC
POST /tasks/{order}/return                               VTCD
POST /tasks/batches/{batch}/undo                         TC
POST /tasks/hand-over                                    TC
GET  /tasks/overdue                                      VTCYPDI
POST /visits/{household}/accept/{order}                  VTC
POST /visits/{household}/clues/{clue}/photos             VTC
POST /visits/{household}/clues/{clue}/verdict            VTC
GET  /accountability                                     TCYPI
GET  /accountability/export                              TCYPI
GET  /accountability/{measure}                           TCYPI
POST /accountability/{measure}/answer                    TC
POST /accountability/{measure}/deadline                  TC
POST /accountability/{measure}/due                       TC
POST /accountability/{measure}/end                       TC
POST /accountability/{measure}/notes                     TC
POST /accountability/{measure}/payments                  TC
POST /accountability/{measure}/reopen                    TC
POST /accountability/{measure}/reversals                 TC
GET  /bulletin                                           TCYPLI
POST /clues/{clue}/measures                              TC
GET  /start                                              CYPS
GET  /supervision                                        TCYPLI
GET  /supervision/quality                                TCYPLI
GET  /supervision/unproved                               VTCYPI
GET  /urgings                                            VTCYPDI
POST /urgings                                            TCYP
GET  /urgings/{urging}                                   VTCYPDI
POST /urgings/{urging}/accept                            TCYP
POST /urgings/{urging}/refuse                            TCYP
POST /urgings/{urging}/reply                             VTCYD
POST /urgings/{urging}/withdraw                          TCYP
GET  /rules                                              VTCYPI
POST /rules/install                                      CYP
GET  /rules/{rule}                                       VTCYPI
POST /rules/{rule}/proposals                             CYP
GET  /rules/{rule}/try                                   CYP
GET  /runs                                               VTCYPI
POST /runs                                               CYP
POST /runs/schedule                                      CYP
GET  /runs/{run}                                         VTCYPI
"""

#: Pages and forms for people only, which the API does not have.
PAGES = """
GET  /account/confirm                                    *
POST /account/confirm                                    *
GET  /account/password                                   *
POST /account/password                                   *
GET  /account/second-factor                              *
POST /account/second-factor                              *
POST /accounts/batches/{batch}/secrets                   S
GET  /accounts/new                                       S
POST /accounts/{account}/secret                          S
POST /accounts/{account}/tokens                          S
GET  /accounts/{account}/transfer                        G
GET  /audit/evidence                                     IA
GET  /clues/{clue}/measures                              TC
GET  /deliveries/new                                     CD
GET  /households/{household}/arrivals                    VTC
GET  /households/{household}/births                      VTC
GET  /households/{household}/corrections                 TC
GET  /households/{household}/deaths                      VTC
GET  /households/{household}/departures                  VTC
GET  /households/{household}/heads                       VTC
GET  /households/{household}/income                      VTC
GET  /households/{household}/mergers                     VTC
GET  /households/{household}/monitoring                  TC
GET  /households/{household}/moves                       VTC
GET  /households/{household}/people/{person}/reveals/{field}  VTCI
GET  /households/{household}/reveals/{field}             VTCI
GET  /households/{household}/risk-removals               TC
GET  /households/{household}/splits                      VTC
GET  /households/{household}/statuses                    TC
POST /language                                           open
POST /people/search                                      VTCYPI
POST /rules/{rule}/try                                   CYP
GET  /sign-in                                            open
POST /sign-in                                            open
POST /sign-in/second-factor                              open
POST /sign-out                                           *
GET  /tasks/hand-over                                    TC
GET  /tasks/print                                        VTCYPDI
GET  /urgings/new                                        TCYP
GET  /visits                                             VTC
GET  /visits/{household}                                 VTC
"""

#: Who sees a thing that lies where: the account's post, where the account is, where the thing is, whether it is his to see.
#: Qiba is the county 990121 with the village 990121100200, Jinquan 990122 and Pingzhai 990123 are its siblings in the city 990100.
CELLS = """
village-officer     990121100200   household   990121   yes
village-officer     990121100200   household   990122   no
village-officer     990121100200   household   990123   no
village-officer     990122100200   household   990122   yes
village-officer     990122100200   household   990121   no
township-officer    990121100000   household   990121   yes
township-officer    990121100000   household   990122   no
township-officer    990121100000   household   990123   no
township-officer    990122100000   household   990121   no
township-officer    990122100000   household   990122   yes
county-office       990121000000   household   990121   yes
county-office       990121000000   household   990122   no
county-office       990121000000   household   990123   no
county-office       990122000000   household   990121   no
county-office       990122000000   household   990122   yes
county-office       990122000000   household   990123   no
city-office         990100000000   household   990121   yes
city-office         990100000000   household   990122   yes
city-office         990100000000   household   990123   yes
province-office     990000000000   household   990121   yes
province-office     990000000000   household   990123   yes
inspector           990121000000   household   990121   yes
inspector           990121000000   household   990122   no
inspector           990122000000   household   990121   no
inspector           990100000000   household   990123   yes
county-office       990121000000   delivery    990121   yes
county-office       990121000000   delivery    990122   no
county-office       990121000000   delivery    990000   no
county-office       990122000000   delivery    990121   no
county-office       990122000000   delivery    990122   yes
inspector           990121000000   delivery    990122   no
inspector           990122000000   delivery    990122   yes
city-office         990100000000   delivery    990121   yes
city-office         990100000000   delivery    990122   yes
city-office         990100000000   delivery    990000   no
province-office     990000000000   delivery    990000   yes
province-office     990000000000   delivery    990122   yes
village-officer     990121100200   clue        990121   yes
village-officer     990121100200   clue        990122   no
township-officer    990122100000   clue        990121   no
county-office       990121000000   clue        990121   yes
county-office       990121000000   clue        990122   no
county-office       990122000000   clue        990122   yes
city-office         990100000000   clue        990123   yes
inspector           990121000000   clue        990122   no
village-officer     990121100200   order       990121   yes
village-officer     990121100200   order       990122   no
county-office       990122000000   order       990121   no
city-office         990100000000   order       990122   yes
inspector           990121000000   order       990121   yes
township-officer    990121100000   measure     990121   yes
township-officer    990121100000   measure     990122   no
county-office       990122000000   measure     990121   no
city-office         990100000000   measure     990122   yes
inspector           990121000000   measure     990122   no
village-officer     990121100200   urging      990121   yes
village-officer     990121100200   urging      990122   no
county-office       990121000000   urging      990122   no
city-office         990100000000   urging      990122   yes
inspector           990122000000   urging      990121   no
system-admin        990121000000   account     990121   yes
system-admin        990121000000   account     990122   no
system-admin        990121000000   account     990100   no
system-admin        990121000000   account     990000   no
system-admin        990122000000   account     990121   no
system-admin        990122000000   account     990122   yes
security-admin      990121000000   account     990121   yes
security-admin      990121000000   account     990122   no
security-admin      990121000000   account     990000   no
security-admin      990100000000   account     990122   yes
security-admin      990100000000   account     990000   no
system-admin        990000000000   account     990122   yes
audit-admin         990121000000   entry       990121   yes
audit-admin         990121000000   entry       990000   no
audit-admin         990122000000   entry       990121   no
audit-admin         990100000000   entry       990121   yes
audit-admin         990100000000   entry       990000   no
audit-admin         990000000000   entry       990000   yes
inspector           990121000000   entry       990000   no
inspector           990122000000   entry       990121   no
province-office     990000000000   map         990000   yes
county-office       990121000000   import      990000   no
county-office       990122000000   import      990000   no
"""


def _routes(text):
    for line in filter(None, text.splitlines()):
        method, path, who = line.split()
        yield (method, path), who if who == "open" else set(ROLES.values()) if who == "*" else {ROLES[letter] for letter in who}


ROUTES = dict(_routes(ROUTES))
PAGES = dict(_routes(PAGES))
CELLS = [tuple(line.split()) for line in CELLS.splitlines() if line]
