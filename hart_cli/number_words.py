"""Numbers that are spelled digit by digit, in English or Spanish. Needs the standard library only."""

DIGIT_WORDS = {
    word: str(digit)
    for names in (
        "zero one two three four five six seven eight nine",
        "cero uno dos tres cuatro cinco seis siete ocho nueve",
    )
    for digit, word in enumerate(names.split())
}
NINE_ELEVEN = (["nine", "eleven"], ["nueve", "once"])
YEARS = ("year", "years", "yr", "yrs", "yo", "ano", "anos", "año", "años")


def written_number(words: list[str]) -> tuple[int, int, str] | None:
    """Return the first number that is spelled digit by digit.

    It has at least three digits, so that "one or two" stays words; figures of one digit may be among them. A count
    of years is no such number.

    Args:
        words: words in small letters.

    Returns:
        The indexes of its first word and after its last, and its figures; None if there is none.

    >>> written_number(["call", "nine", "one", "one"])
    (1, 4, '911')
    """
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and (words[end] in DIGIT_WORDS or (len(words[end]) == 1 and words[end] in "0123456789")):
            end += 1
        spelled = any(word in DIGIT_WORDS for word in words[start:end])
        if words[start : start + 2] in NINE_ELEVEN and words[start + 2 : start + 3] not in [[y] for y in YEARS]:
            return start, start + 2, "911"
        if spelled and end - start >= 3 and not (end < len(words) and words[end] in YEARS):
            return start, end, "".join(DIGIT_WORDS.get(word, word) for word in words[start:end])
        start = max(end, start + 1)
    return None
