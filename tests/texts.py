"""Articles written for the tests, in the layouts of news sites; everything in them is invented."""

AGENCY = """09:42 GMT +211 June 2024
    Minister for Coastal Affairs Edda Lindqvist at a Brenholm meeting of the harbour board (File)

    Brenholm Harbour Board Reports Steady Progress on New Breakwater

    Marland Minister of Ports, Trade and Industry Viktor Sandoval stated that the plan for the new breakwater has steadily advanced.

    Workers unload stone blocks from a barge at the Norvik pier in Brenholm, June 2, 2024, a day before the inspection.
    Does the New Breakwater Threaten the Old Fishing Grounds?
    BRENHOLM (Meridian) – Marland and its neighbours are steadily building a chain of safe harbours, a process which will take nine years, Marland Minister of Ports, Trade and Industry Viktor Sandoval said on Tuesday.

    "Within such short time, which has passed since\u00a0our meeting in\u00a0March, the work has [clearly] advanced. We must keep to the plan during [Governor] Lindqvist’s term… And that must lead to results," Sandoval said at a meeting with Deputy Minister of Transport Paul Renner.

    He also expressed hope that the meeting with\u00a0Renner would be an important step.

    Paul Renner, center left, and Edda Lindqvist, center right, during talks in Brenholm.
    What the Harbour Closure Cost the Islands
    The cooperation extends to the dispute over the Kessel Islands, which became easier after both sides met in late 2023.

    Viktor Sandoval, Marland, harbours
"""

LABELS_OF_AGENCY = [
    "timestamp",
    "caption",
    "headline",
    "standfirst",
    "caption",
    "related_link",
    "dateline",
    "paragraph",
    "paragraph",
    "paragraph",
    "caption",
    "related_link",
    "paragraph",
    "tags",
]

WORLD = (
    "The family 👩\u200d👩\u200d👧 flew the 🇫🇷 flag in Café\u0301 Noir.\n"
    "قال الوزير إن الميناء مفتوح.\n"
    "港は月曜日に再開する。 A\u00a0no-break\u00a0space."
)
