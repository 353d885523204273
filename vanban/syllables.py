"""Is this word a Vietnamese syllable? "trường" yes, "tròuong" no.

A syllable is an onset, a rhyme and a tone; the three lists are short and closed, and a syllable that ends in c, ch, p or t takes only
the sắc or the nặng tone. Used to judge whether bytes were decoded with the right table and whether a broken word is one word.
"""

import re
import unicodedata
from functools import lru_cache

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RHYMES = (
    "a ai ao au ay ac ach am an ang anh ap at ăc ăk ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu "
    "y ya yn ynh ych yt yp yu yêc yêm yên yêng yêt yêu o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay "
    "oăc oăm oăn oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uê uêch uênh uân uâng uât uây uơ uy uya uych uyn uynh uyt uyu uyên uyêt "
    "ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu"
)
RHYMES = frozenset(_RHYMES.split())
_TONE_MARKS = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = re.compile("(?:" + "|".join(sorted(_ONSETS.split(), key=len, reverse=True)) + ")")
_STOPPED = ("c", "ch", "p", "t")
_LONGEST = 7  # "nghiêng"
_STOP_TONES = ("\u0301", "\u0323")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether `word` (NFC, any case) is spelled as a Vietnamese syllable."""
    if len(word) > _LONGEST:
        return False
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONE_MARKS.findall(parts)
    bare = unicodedata.normalize("NFC", _TONE_MARKS.sub("", parts))
    if len(tones) > 1:
        return False
    tone = tones[0] if tones else ""
    return any(
        rhyme in RHYMES and (not rhyme.endswith(_STOPPED) or tone in _STOP_TONES) for rhyme in _possible_rhymes(bare)
    )


def _possible_rhymes(bare: str) -> list[str]:
    """What may be the rhyme: after the longest onset, after a shorter one ("gi" is also g + i), or the whole word."""
    found = _ONSET.match(bare)
    if not found:
        return [bare]
    onset = found.group()
    return [bare[len(onset) :], bare[1:]] if onset in {"gi", "qu"} else [bare[len(onset) :]]
