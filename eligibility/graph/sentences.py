"""What each finding says, by code and reason. `messages` fills in titles and labels."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CONNECTIONS: dict[str, Promise] = {
    "E01": _("There is no first question. Choose the question that the questionnaire begins with."),
    "E01 outcome": _(
        "The questionnaire begins with the outcome “%(step)s”. Choose a question to begin with."
    ),
    "E02 owner": _("The choice “%(choice)s” belongs to no question. Remove it or give it one."),
    "E02 target": _(
        "In “%(step)s”, the choice “%(choice)s” leads nowhere. Choose the step it leads to."
    ),
    "E02 block": _("“%(step)s” uses a shared paragraph that no longer exists. Take it out there."),
    "E02 source": _(
        "“%(step)s” cites a source that is not among the guide's sources. Add it or take it out."
    ),
    "E03": _("The question “%(step)s” has no choices. Add some or make it an outcome."),
    "E04": _(
        "No choice leads to “%(step)s”. Let one lead there, or remove it if it is not needed."
    ),
    "E05": _("One can go round in circles (%(circle)s). Let a choice on this way lead elsewhere."),
    "E06": _("Nobody who gets to “%(step)s” can reach an outcome. Let a choice lead to one."),
    "E07": _("The outcome “%(step)s” has choices, but it ends the questionnaire. Remove them."),
    "E08 step": _("Two steps have the key %(key)s, one of them “%(step)s”. Give one another key."),
    "E08 choice": _(
        "Two choices have the key %(key)s, one of them “%(choice)s” in “%(step)s”. Give one "
        "another key."
    ),
    "E14 step": _(
        "The key %(key)s of “%(step)s” cannot stand in an address. Use up to 20 small letters and "
        "digits."
    ),
    "E14 choice": _(
        "The key %(key)s of the choice “%(choice)s” in “%(step)s” cannot be used. Use up to 20 "
        "small letters and digits."
    ),
}

TEXTS: dict[str, Promise] = {
    "E09 steps_absent": _("“%(step)s”: the %(text)s is missing in %(language)s."),
    "E09 steps_stale": _(
        "“%(step)s”: the %(text)s in %(language)s is behind. Confirm or renew it."
    ),
    "E09 steps_placeholders": _(
        "“%(step)s”: the placeholders in the %(text)s are not the same in every language."
    ),
    "E09 choices_absent": _(
        "In “%(step)s”, the choice “%(choice)s” is missing its label in %(language)s."
    ),
    "E09 choices_stale": _(
        "In “%(step)s”, the label of the choice “%(choice)s” is behind in %(language)s. Confirm or "
        "renew it."
    ),
    "E09 choices_placeholders": _(
        "In “%(step)s”, the placeholders of the choice “%(choice)s” are not the same in every "
        "language."
    ),
    "E09 blocks_absent": _(
        "The shared paragraph “%(block)s”: the %(text)s is missing in %(language)s."
    ),
    "E09 blocks_stale": _(
        "The shared paragraph “%(block)s”: the %(text)s in %(language)s is behind. Confirm or "
        "renew it."
    ),
    "E09 blocks_placeholders": _(
        "The shared paragraph “%(block)s”: the placeholders in the %(text)s are not the same in "
        "every language."
    ),
    "W11 steps": _(
        "“%(step)s”: the %(text)s in %(language)s has more than %(limit)d characters. Shorten it."
    ),
    "W11 choices": _(
        "In “%(step)s”, the choice “%(choice)s” has more than %(limit)d characters in "
        "%(language)s. Shorten it."
    ),
    "W11 blocks": _(
        "The shared paragraph “%(block)s”: the %(text)s in %(language)s has more than %(limit)d "
        "characters. Shorten it."
    ),
    "W12 steps": _(
        "“%(step)s”: list items, links, numbers or dates in the %(text)s differ between the "
        "languages (%(count)d)."
    ),
    "W12 choices": _(
        "In “%(step)s”, links, numbers or dates of the choice “%(choice)s” differ between the "
        "languages (%(count)d)."
    ),
    "W12 blocks": _(
        "The shared paragraph “%(block)s”: list items, links, numbers or dates in the %(text)s "
        "differ between the languages (%(count)d)."
    ),
}

ANSWERS: dict[str, Promise] = {
    "E10": _(
        "After the answer given at “%(other)s”, nobody can truthfully choose “%(choice)s” in "
        "“%(step)s”. Let that answer skip this question, or correct the values."
    ),
    "E10 fact": _(
        "“%(step)s” asks about a fact that is on no list: %(fact)s. Choose one from the list."
    ),
    "E10 value": _(
        "In “%(step)s”, the choice “%(choice)s” allows a value that is on no list: %(value)s. "
        "Choose from the list."
    ),
    "E11 verdict": _("The outcome “%(step)s” has no verdict. Choose one."),
    "E11 next_steps": _("The outcome “%(step)s” does not say what to do next."),
    "E11 where": _("The outcome “%(step)s” does not say where to go or whom to ask."),
    "E12 gone": _(
        "The case “%(case)s” names a choice that no longer exists. It gets as far as “%(step)s”."
    ),
    "E12 no_outcome": _(
        "The case “%(case)s” expects an outcome that no longer exists. It ends at “%(step)s”."
    ),
    "E12 elsewhere": _(
        "The case “%(case)s” comes to “%(step)s”, which it does not answer. Its next answer is "
        "“%(choice)s” to “%(other)s”."
    ),
    "E12 ended": _(
        "The case “%(case)s” ends at “%(step)s” already. Its answer “%(choice)s” to “%(other)s” "
        "is left over."
    ),
    "E12 nowhere": _(
        "The case “%(case)s” comes to “%(step)s”, where its answer “%(choice)s” leads nowhere."
    ),
    "E12 unfinished": _("The case “%(case)s” stops at the question “%(step)s”. Give it an answer."),
    "E12 other": _("The case “%(case)s” ends at “%(step)s”, but should end at “%(other)s”."),
    "E13": _("The start must come after that of the version that is public now."),
}

ADVICE: dict[str, Promise] = {
    "W01": _("“%(step)s” asks what “%(other)s” has already asked on the same way."),
    "W02": _("The question “%(step)s” has a single choice. Is it needed?"),
    "W03": _("Whatever one answers in “%(step)s”, “%(other)s” comes next. Is it needed?"),
    "W04": _("In “%(step)s”, two choices read the same in %(language)s: “%(label)s”."),
    "W05": _("“%(step)s” has no choice for people who do not know."),
    "W06 missing": _("The outcome “%(step)s” names no legal basis."),
    "W06 unchecked": _("The legal basis of “%(step)s” has never been checked."),
    "W06 old": _(
        "The legal basis of “%(step)s” was last checked more than a year ago, on %(day)s."
    ),
    "W07": _("The questionnaire was due for checking on %(day)s."),
    "W08": _(
        "The longest way has %(count)d questions; more than %(limit)d are a burden. Can one be "
        "left out?"
    ),
    "W09 step": _("“%(step)s” links to a page that no longer answers: %(url)s"),
    "W09 block": _(
        "The shared paragraph “%(block)s” links to a page that no longer answers: %(url)s"
    ),
    "W10": _("Only one way leads to the outcome “%(step)s”. Is anybody sent elsewhere by mistake?"),
}

SENTENCES = CONNECTIONS | TEXTS | ANSWERS | ADVICE
