"""The working copy of a questionnaire. What its columns mean is told in `graph.content`."""

from .blocks import Block as Block
from .cases import Case as Case
from .choices import Choice as Choice
from .guides import Guide as Guide
from .steps import Step as Step

Guide.CHILDREN = {"steps": Step, "choices": Choice, "blocks": Block, "cases": Case}
