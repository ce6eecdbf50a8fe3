"""The questionnaire as a frozen graph: load it, prove it, walk it, compare two of them.

Pure: no ORM, no request, no clock; what only the caller knows comes in as an argument.

    content      the plain shape of a guide; load, store
    structure    Graph; steps: Step, Choice, Block, Kind, Verdict
    checker      check (E01–E14, W01–W11), compare_languages (W12), is_sound; messages: message
    cases        what staff expect; covering: what they have not thought of; filling: what a new
                 question has come in between
    trails       count, enumerate, how many questions are left
    replay       answers, and what still applies after a change; decisive: which ones decided
    difference   diff: whom a new version tells something else, and why (changes)
"""
