using ActiveReach.Messages.Templates;
using ActiveReach.Words;

namespace ActiveReach.Messages.Sms;

/// <summary>Whether a text tells its reader how to get no more: "Reply STOP to end", in any language of the reply words, or a link to
/// unsubscribe. The word alone is not enough: "Don't stop the party" and "Stop by!" tell nothing.</summary>
internal static class OptOutWording
{
    /// <summary>Words that may stand between "reply" and the opt-out word.</summary>
    private const int Distance = 3;

    /// <param name="template">As it was written; what stands in its tags doesn't count, but for <c>{{unsubscribe}}</c>.</param>
    public static bool IsIn(string template)
    {
        var tags = TemplateTags.Read(template, new ProblemList(""));
        if (TagRules.OutsideOfBlocks(tags.All).Any(tag => tag.Text == "unsubscribe"))
            return true;
        var text = FoldedText.Of(tags.Masked);
        for (var at = 0; at < text.Count; at++)
        {
            if (Vocabulary.Everyone.Find(text, at, WordUse.Stop, out _, out _) && IsTold(text, at))
                return true;
        }

        return false;
    }

    private static bool IsTold(FoldedText text, int at)
    {
        var words = Vocabulary.Everyone;
        if (IsDenied(text, at))
            return false;
        if (words.Find(text, at, WordUse.ClearStop, out _, out _))
            return true;
        words.Find(text, at, WordUse.Stop, out _, out var next);
        return IsPurpose(text, next) || IsAnnounced(text, at) || IsFollowed(text, next);
    }

    /// <summary>"STOP 36180", "STOP to end".</summary>
    private static bool IsPurpose(FoldedText text, int at)
    {
        for (var to = at; to < text.Count && to < at + Distance && !(to > at && text.OpensClause(to)); to++)
        {
            if (text.IsNumber(to) || Vocabulary.Everyone.Find(text, to, WordUse.Stop, out _, out _))
                return true;
            if (!Vocabulary.Everyone.Find(text, to, WordUse.About, out _, out _))
                return false;
        }

        return false;
    }

    /// <summary>"Reply with the word STOP".</summary>
    private static bool IsAnnounced(FoldedText text, int at)
    {
        for (var from = at - 1; from >= 0 && from >= at - 1 - Distance && !text.OpensClause(from + 1); from--)
        {
            if (Vocabulary.Everyone.Find(text, from, WordUse.ReplyBefore, out _, out var next) && next <= at)
                return true;
        }

        return false;
    }

    /// <summary>"STOP yaz", "STOPを返信".</summary>
    private static bool IsFollowed(FoldedText text, int at)
    {
        for (var to = at; to < text.Count && to <= at + Distance && !text.OpensClause(to); to++)
        {
            if (Vocabulary.Everyone.Find(text, to, WordUse.ReplyAfter, out _, out _))
                return true;
        }

        return false;
    }

    private static bool IsDenied(FoldedText text, int at)
    {
        for (var from = Math.Max(0, at - Distance); from < at; from++)
        {
            if (Vocabulary.Everyone.Find(text, from, WordUse.Not, out _, out var next) && next == at && !text.OpensClause(at))
                return true;
        }

        return false;
    }
}
