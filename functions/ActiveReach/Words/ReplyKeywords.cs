namespace ActiveReach.Words;

/// <summary>What a text asks for. It opts out when it consists of an opt-out word of any language and of nothing that has weight beside it: the word
/// again, "please", thanks, what is to stop, a number, "reply", "I said", a signature; a word that often means something else ("para") needs more
/// than a number beside it. A text that begins with such a word and goes on, or asks to stop in other words, is left to a person. What is quoted
/// was not said. Sources: CTIA Messaging Principles; 47 CFR 64.1200(a)(10); keyword lists of carriers.</summary>
public static class ReplyKeywords
{
    /// <summary>Longer texts are cut before they are looked at.</summary>
    private const int Longest = 2000;

    /// <param name="own">Words of the workspace.</param>
    public static ReplyKind Classify(string text, ReplyWords? own = null)
    {
        var words = own is null ? Vocabulary.Everyone : Vocabulary.With(own);
        var (said, below) = ReplySignature.Split(ReplyReaction.Without(text.Length <= Longest ? text : text[..Longest]));
        var kind = KindOf(said, words);

        // What looks like a signature may be the answer.
        return kind is ReplyKind.Reply && below.Length > 0 && KindOf(below, words) is ReplyKind.OptOut ? ReplyKind.StopRequest : kind;
    }

    private static ReplyKind KindOf(string said, Vocabulary words)
    {
        var reading = new ReplyReading(FoldedText.Of(said), words);
        return reading.IsStop() ? ReplyKind.OptOut
            : reading.IsOnly(WordUse.Start, WordUse.Courtesy) || reading.IsNothingBut(WordUse.Start | WordUse.StartAlone) ? ReplyKind.OptIn
            : reading.IsOnly(WordUse.Help, WordUse.Courtesy | WordUse.About) ? ReplyKind.Help
            : reading.AsksToStop() ? ReplyKind.StopRequest
            : ReplyKind.Reply;
    }
}
