"""The detectors that come with Folkmoot and look at words and links."""

from folkmoot.domains.integrity.signals.copies import COPIES
from folkmoot.domains.integrity.signals.inline_detectors import DECEPTIVE_LINKS, DISGUISE, REPETITION
from folkmoot.domains.integrity.signals.language import LANGUAGE
from folkmoot.domains.integrity.signals.types import Detector

DETECTORS: tuple[Detector, ...] = (COPIES, DECEPTIVE_LINKS, DISGUISE, LANGUAGE, REPETITION)
