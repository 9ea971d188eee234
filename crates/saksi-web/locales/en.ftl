# The words of the interface. The same names stand in the same order in every file of this folder.
skip = Skip to the content
navigation = Pages
front-title = Who says what
front-lead = Contested claims, who supports, disputes or doubts them, and how many independent origins they have.
claims-title = Claims
statements-title = Statements
corrections-title = Corrections
add-title = Add
search-label = Words to look for
search-button = Search
principle = Every part shown is the page's own words, kept with its place. Saksi says who says what; what is true is for people to decide.
problem-title = That did not work
to-front = To the front page
contested = Contested now
no-claims = No claims yet: add articles that speak of the same thing.
all-claims = All claims
came-in = Came in last
no-articles = No articles yet. `saksi add PAGE...` keeps some.
more = More
statements = { $count ->
    [one] 1 statement
   *[other] { $count } statements
  }
origins-count = { $count ->
    [one] 1 independent origin
   *[other] { $count } independent origins
  }
changes-count = { $count ->
    [one] 1 change
   *[other] { $count } changes
  }
and-more = and { $count } more
nobody = (nobody named)
no-date = no date
no-unit = (no unit)
was-read = read as { $what }
to-claim = claim
why = why this row
in-text = in the text
correct = correct
snapshot = snapshot
kept-at = kept { $what }
notes = Notes
legend = Sides
article-text = Article
article-parts = Parts
no-statements = This article attests nothing.
revisions = Revisions
first-revision = first kept
same-statements = the same statements
changed-count = { $count ->
    [one] 1 statement reworded
   *[other] { $count } statements reworded
  }
why-marks = S source, C cue, T content, A addressee.
why-by = read by
why-misses = known to miss
why-openers = may open its content
why-negated = negated by
why-ends = content ends
why-stance = stance
why-others = else
claim = Claim
label-from = whose words
claim-sheet = sheet for an editor
its-statements = its statements
sides = Sides
no-sides = Nobody takes a side.
no-side-count = { $count ->
    [one] 1 statement takes no side
   *[other] { $count } statements take no side
  }
changes = Changes
timeline = Timeline
numbers = Numbers
as-table = as a table
who = who
months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
day = day
number = number
origins = Independent origins
origins-lead = Who has it from whom. An actor in many outlets is one origin; a mere repetition adds none.
from-outlet = who tells
how = how
to-whom = from whom
all-statements = All statements
why-joined = Why these belong together
links-count = { $count ->
    [one] 1 link
   *[other] { $count } links
  }
merged-names = Names taken for one
names = Names
stances = Stances
outlets = Outlets
outlet = outlet
stance = stance
side = side
any = any
language = language
from-day = from
to-day = to
order = order
order-newest = newest first
order-best = best match first
nothing-found = Nothing found.
take-along = Take along:
corrections-lead = A correction is a new entry with a name and a reason; nothing is overwritten, and each can be undone.
correction-kind = what
relabel = a statement was read wrongly
merge-actors = actors are one
split-actors = actors are not one
merge-claims = claims are one
split-claims = the first is another claim
undo = undo a correction
correction-subjects = about
subjects-help = One name or id a line. Statements: ARTICLE/STATEMENT; to undo: the number of the correction.
new-stance = its stance
unchanged = unchanged
new-actor = who is meant
actor-kind = kind
your-name = your name
reason = reason
read-only = This server only shows. `saksi serve --write` lets it add and correct.
history = History
no-corrections = Nothing was corrected.
when = when
state = state
holds = holds
undone = undone
orphaned = orphaned
results = Results
date-if-missing = Date, where the page has none
add-lead = Pages by their address, or saved ones as files. They are read on this machine and kept with their words.
addresses = Addresses, one a line
files = Files
add-button = Add
working = Working
added-new = { $count ->
    [one] kept with 1 statement
   *[other] kept with { $count } statements
  }
added-revision = { $count ->
    [one] kept as a revision with 1 statement
   *[other] kept as a revision with { $count } statements
  }
added-known = known before
added-forgotten = was forgotten before and is left out
api-lead = The same as data. Problems come as problem documents (RFC 9457), lists with a cursor.
part-answers = answers
part-cue = cue
part-role = role
part-addressee = to
part-via = via
part-said = said
part-evidence = evidence
part-quantity = number
side-supports = supports
side-disputes = disputes
side-doubts = doubts
side-open = leaves open
side-none = takes no side
stance-asserts = asserts
stance-accuses = accuses
stance-confirms = confirms
stance-denies = denies
stance-no-evidence = no evidence
stance-assessing = assessing
stance-commits = commits
stance-refuses = refuses
stance-urges = urges
stance-asks = asks
stance-expects = expects
stance-judges = judges
origin-original = own report
origin-relay = retells
origin-syndicated = carries another's text
origin-unknown = origin unknown
edge-via = has it from
edge-says = quotes
edge-carries = carries the text of
edge-retells = retells
kind-person = person
kind-organisation = organisation
kind-state = state
kind-group = group
kind-document = document
kind-unknown = kind not known
