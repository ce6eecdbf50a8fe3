"""The desk of the questionnaire: its pages, all of which write through the verbs.

work         what a page is about, and how it saves
parts        the form of one row; choosing: what a field offers
step_form, choice_rows, step_page    a question or outcome with its choices
steps_page   all of them as cards; inserting, removing
block_pages, case_form, case_pages
advice       what the checker says, with links; outline: the questionnaire as a nested list
"""
