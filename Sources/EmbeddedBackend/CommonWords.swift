/// Words that say nothing of what is asked for.
enum CommonWords {
  /// Articles, pronouns, prepositions, auxiliary verbs, question words, and what is left of contracted ones; English.
  static let all: Set<String> = Set(
    """
    a about after again all also am an and another any anything are as at be because been before being but by can cannot
    could d did didn do does doesn doing don done else ever for from get gets getting give go got had has hasn have having
    he her here hers him his how i if in instead into is isn it its just kind let like ll m make makes many may me mean means might mine more
    most much must my need needs no nor not now of off on once one only or other our ours out over please re rid s shall
    she should so some someone something such t tell than that the their theirs them then there these they thing things
    this those through to too under until up us use used uses using ve very want wants was wasn way we well were what when
    where whether which while who whom whose why will with won would you your yours
    """.split(whereSeparator: \.isWhitespace).map(String.init)
  )

  /// Words with which a question goes on from the one before.
  static let continuing: Set<String> = ["and", "or", "but", "also", "then", "so"]
}
