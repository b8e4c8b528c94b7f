"""The texts that stand on the site pages until an operator writes others."""

from folkmoot.domains.community.types import SitePageName
from folkmoot.kernel.sentences import sentence

TITLES = {
    SitePageName.ABOUT: sentence("About this community"),
    SitePageName.RULES: sentence("Rules, in your own words"),
    SitePageName.TERMS: sentence("Terms"),
    SitePageName.PRIVACY: sentence("Privacy"),
    SitePageName.IMPRINT: sentence("Imprint"),
}

DEFAULTS = {
    SitePageName.ABOUT: sentence(
        "This community runs on Folkmoot: voice for everyone, harm removed, reach earned, no decision in secret, data "
        "only where it is safe, power visible.\n\nThe people who run it have not written about themselves yet."
    ),
    SitePageName.RULES: "",
    SitePageName.TERMS: sentence(
        "## What you may expect\n\nYour posts stay yours. Being wrong or unpopular is no reason for removal. Every "
        "decision about you comes with its reasons.\n\n## How your feed is ordered\n\n*Latest* shows everything from "
        "those you follow, newest first. *Ranked* weighs four things: how close you are to the author, how fresh the "
        "post is, how much conversation it started, and how rarely its author posts. What was found false, or is bait, "
        "counts for less; the number is shown. In your settings you can say how much each of the four counts for you, "
        "from 0 to 3; what was reduced stays so. You can switch between the two at the top of your feed; every post "
        "there answers “Why am I seeing this?” with the figures.\n\n## What we expect\n\nPlease keep to the "
        "[rules](/rules)."
    ),
    SitePageName.PRIVACY: sentence(
        "## Where your data lies\n\nYour e-mail address, your sessions and the text of what you do not publish to "
        "everyone lie in a vault, encrypted under a key that is yours alone. When you erase your account, that key is "
        "destroyed, and with it whatever old backups still hold (their copies of the key are kept for 30 days).\n\n"
        "## Who reads it\n\nNobody without need. A moderator who must look at a reported private post leaves a record."
    ),
    SitePageName.IMPRINT: sentence("The operator of this community has not filled in this page yet."),
}
