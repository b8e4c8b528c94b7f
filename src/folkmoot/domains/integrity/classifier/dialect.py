"""A proxy for African-American English: spellings and forms that descriptions of it name (Green 2002; Jørgensen, Hovy
and Søgaard 2015; Blodgett, Green and O'Connor 2016), each shown here.

It is a proxy for a way of writing, not for who somebody is: it misses whoever writes without these spellings, and it
catches others who took them over. It serves to measure errors by group, never to treat anybody differently.
"""

from typing import Final

from folkmoot.domains.integrity.classifier import features

MARKERS: Final = frozenset(
    """
    aint ain't ahh ard aye bae bih bool bouta boutta bruh cuh da dat dats dawg de dem den dey dis doe doin dnt errbody
    errthang fam finna fasho fr fuckin gon gone gotdamn homie hunnid ian iight ima imma ion iont issa jus kno lawd lil
    mane mf mfs mufuckas mothafucka mothafuckas muhfucka niggah nun ova ova' outchea sholl shid shoulda skool sumn
    sum som'n sumthin talkin talmbout tf thang thangs thats tha thot tho thru trynna tryna turnt twn wassup watchu
    wanna wea whea whatchu wit witcha wya wyd ya yall y'all yasss yeen yo yuh
    """.split()
) - frozenset("de fr fam thats wanna tho thru thot bae gone den sum yo ya aye doin talkin fuckin".split())
"""Forms that general informal English shares as often are taken out again."""

RECLAIMED: Final = frozenset({"nigga", "niggas", "niggaz", "bitch", "bitches", "hoe", "hoes", "queer", "queers", "dyke"})
"""Words that those whom they meant use among themselves. A group of its own."""

GROUPS: Final = ("African-American English (proxy)", "reclaimed words", "all others")


def group_of(text: str) -> str:
    """The group of a normalised text: by its first match, markers before reclaimed words."""
    said = set(features.words(text))
    if said & MARKERS:
        return GROUPS[0]
    return GROUPS[1] if said & RECLAIMED else GROUPS[2]
