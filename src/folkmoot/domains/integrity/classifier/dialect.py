"""A proxy for African-American English: spellings and forms that descriptions of it name (Green 2002; Jørgensen, Hovy
and Søgaard 2015; Blodgett, Green and O'Connor 2016), each shown here.

It is a proxy for a way of writing, not for who somebody is: it misses whoever writes without these spellings, and it
catches others who took them over. It serves to measure errors by group, and
its spellings are taken out before a text is scored, so that none of them ever counts against anybody. Like everything
in `features` it is part of a model's features: whoever changes it raises their VERSION.
"""

from typing import Final

from folkmoot.domains.integrity.classifier import features

_MARKERS = """
    ahh ain't aint ard bih bool bouta boutta bruh cuh da dat dats dawg dem dey dis dnt doe errbody errthang
    fasho finna gon gotdamn homie hunnid ian iight ima imma ion iont issa jus kno lawd lil mane mf mfs
    mothafucka mothafuckas mufuckas muhfucka niggah nun outchea ova ova' shid sholl shoulda skool som'n sumn
    sumthin talmbout tf tha thang thangs tryna trynna turnt twn wassup watchu wea whatchu whea wit witcha wya
    wyd y'all yall yasss yeen yuh
"""
MARKERS: Final = frozenset(_MARKERS.split())
"""Without the forms that informal English at large uses as often."""

RECLAIMED: Final = frozenset(
    {"nigga", "niggas", "niggaz", "bitch", "bitches", "hoe", "hoes", "queer", "queers", "dyke"}
)
"""Words that those whom they meant use among themselves. A group of its own."""

GROUPS: Final = ("African-American English (proxy)", "reclaimed words", "all others")


def neutral(text: str) -> str:
    """The normalised text without the spellings of the dialect. This is what models see."""
    return features.WORD.sub(lambda found: "" if found.group() in MARKERS else found.group(), text)


def group_of(text: str) -> str:
    """The group of a normalised text: by its first match, markers before reclaimed words."""
    said = set(features.words(text))
    if said & MARKERS:
        return GROUPS[0]
    return GROUPS[1] if said & RECLAIMED else GROUPS[2]
